"""The scripts and the style sheet that the page is built from, read when it is built."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def static_text(name: str) -> str:
    """Return the text of one file of ui/static."""
    return (STATIC / name).read_text(encoding="utf-8")
