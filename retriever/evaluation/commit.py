"""The commit of the code that measures, to be told with what it measured."""

import subprocess


def commit_of_code() -> str:
    """Return the short name of the commit that is checked out here, "unknown" without one."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - git from the PATH
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "unknown"
    return done.stdout.strip() or "unknown"
