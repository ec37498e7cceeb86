"""The Quality room: how good the answers are, what changed, what is lacking; golden questions."""
