"""Trains a reader: examples from question sets and the library, losses, the run, its card."""
