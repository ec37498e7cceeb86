"""Questions about several documents: lists, changes over time and what many say of one topic."""
