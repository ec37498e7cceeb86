"""Kept runs: each measurement of golden questions in a file of its own, to be looked at later."""
