"""Finds passages, quotes them, refuses, and evaluates; owns the records and the index."""
