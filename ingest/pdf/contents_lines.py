"""Takes the entries of a list of contents off pages that hold other text too.

As text they would repeat headings without what stands under them, and as table rows they would
answer with a page number. Pages that are nothing else are taken off as furniture. Knows lines.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf.furniture import PageLines
from ingest.pdf.lines import Line

_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})$|…\s*…\s*\d{1,4}$")
_FLOOR_ENTRIES = 4
# Covers and contents before page 1 are counted by no page number: up to this many.
_UNNUMBERED_PAGES = 12


def without_contents(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[str]]:
    """Split off lines with dot leaders, and runs of headings with rising page numbers.

    Returns:
        The pages with their text lines, and the lines taken off ("page 2 (contents): ...").
    """
    kept: list[PageLines] = []
    removed: list[str] = []
    last = pages[-1].page if pages else 0
    for page in pages:
        gone = {n for n, line in enumerate(page.lines) if _LEADER.search(line.text)}
        for run in _runs(page, last):
            gone |= set(run)
        rest = tuple(line for n, line in enumerate(page.lines) if n not in gone)
        removed += [f"page {page.page} (contents): {page.lines[n].text}" for n in sorted(gone)]
        kept.append(replace(page, lines=rest))
    return kept, removed


def _runs(page: PageLines, last: int) -> list[range]:
    """Return the places of runs of entries, the first lines of those that wrap among them."""
    runs: list[list[int]] = []
    before = 0
    for place, line in enumerate(page.lines):
        number = _number(line)
        if number is None or not page.page - _UNNUMBERED_PAGES <= number <= last:
            continue
        if runs and place - runs[-1][-1] <= 2 and number >= before:  # noqa: PLR2004 - one line between
            runs[-1].append(place)
        else:
            runs.append([place])
        before = number
    long = [run for run in runs if len(run) >= _FLOOR_ENTRIES]
    return [range(run[0], run[-1] + 1) for run in long]


def _number(line: Line) -> int | None:
    """Return the page number that an entry ends with."""
    is_entry = len(line.cells) == 2 and not line.rows and line.cells[-1].text.isdecimal()  # noqa: PLR2004 - heading and number
    if not is_entry or not any(sign.isalpha() for sign in line.cells[0].text):
        return None
    return int(line.cells[-1].text)
