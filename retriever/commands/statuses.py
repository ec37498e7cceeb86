"""What a command ends with, as DESIGN says."""

DONE, SOME_FAILED = 0, 1
