"""How much of the processor another process has used, where the system tells (Linux)."""

import os
from pathlib import Path

_AFTER_NAME_USER, _AFTER_NAME_SYSTEM = 11, 12
"""Places of utime and stime after the name's closing bracket in /proc/PID/stat (proc(5))."""


def processor_time_s(pid: int) -> float | None:
    """Return the seconds that a process has computed; None where that cannot be told."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        fields = line.rsplit(")", 1)[1].split()
        ticks = int(fields[_AFTER_NAME_USER]) + int(fields[_AFTER_NAME_SYSTEM])
        return ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
