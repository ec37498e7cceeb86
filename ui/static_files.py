"""The scripts and the style sheet that the page is built from, read when it is built."""

from pathlib import Path

from ui.rooms import room_rules

STATIC = Path(__file__).parent / "static"
STYLE_SHEETS = (
    "page.css",
    "conversation.css",
    "answer.css",
    "sources.css",
    "feedback.css",
    "composer.css",
    "viewer.css",
    "library.css",
    "library_table.css",
    "library_reading.css",
    "quality.css",
    "quality_plots.css",
    "quality_asked.css",
    "quality_golden.css",
    "quality_outcomes.css",
)
"""In the order in which they are read: a later one may refine an earlier one."""


def static_text(name: str) -> str:
    """Return the text of one file of ui/static."""
    return (STATIC / name).read_text(encoding="utf-8")


def style_sheet() -> str:
    """Return the page's whole style sheet."""
    return "\n".join([*map(static_text, STYLE_SHEETS), room_rules()])
