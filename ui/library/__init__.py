"""The Library room: what the library holds, adding to it, looking into it, taking out of it."""
