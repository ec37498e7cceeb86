"""The commit of the code that measures, to be told with what it measured."""

import subprocess
from pathlib import Path


def commit_of_code() -> str:
    """Return the short name of this code's commit, wherever it is run; "unknown" without one."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - git from the PATH
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"
