"""Says to servers who asks: the program, its version, and whom to write to."""

import tomllib
from importlib import metadata
from pathlib import Path

ROBOT_NAME = "Candour"
"""What robots.txt files may call us."""

_PROJECT_FILE = Path(__file__).resolve().parents[2] / "pyproject.toml"


def user_agent(contact: str) -> str:
    """Return the User-Agent header.

    Args:
        contact: An e-mail or web address, or "" where the person has set none.
    """
    shown = "".join(letter for letter in contact if letter.isascii() and letter.isprintable())
    return f"{ROBOT_NAME}/{_version()} ({shown.strip() or 'no contact was set'})"


def _version() -> str:
    """Read the version: of the checkout, else of what is installed."""
    if _PROJECT_FILE.is_file():
        project = tomllib.loads(_PROJECT_FILE.read_text(encoding="utf-8"))
        return str(project["project"]["version"])
    return metadata.version("candour")
