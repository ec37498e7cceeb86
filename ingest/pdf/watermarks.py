"""Takes off what is printed across or beside a page's text: watermarks and printer's marks.

Words aslant, what stands off the visible page, and large grey words that come back on other pages
or say a document's standing. Knows lines.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from ingest.pdf.furniture import PageLines
from ingest.pdf.lines import Line

# Headings are set up to twice as large as text; a watermark is meant to fill the page.
_LARGE_SHARE = 2.5
_LIMIT_WORDS = 5
_FLOOR_PAGES = 2
_STANDING = re.compile(
    r"^\W*(?:draft|copy|sample|specimen|void|superseded|withdrawn|archived|confidential|"
    r"restricted|embargoed|official(?:[\s:–-]+sensitive)?|not for (?:publication|circulation))\W*$",
    re.IGNORECASE,
)


def without_watermarks(pages: Sequence[PageLines]) -> tuple[list[PageLines], list[str]]:
    """Split off what is no part of the text.

    Returns:
        The pages with their text lines, and the lines taken off ("page 2 (watermark): DRAFT").
    """
    sizes = [line.size for page in pages for line in page.lines if not line.aside]
    large = _LARGE_SHARE * median(sizes) if sizes else 0.0
    pale = Counter(
        text
        for page in pages
        for text in {line.text.lower() for line in page.lines if _is_across(line, large)}
    )
    kept: list[PageLines] = []
    removed: list[str] = []
    for page in pages:
        rest: list[Line] = []
        for line in page.lines:
            again = _is_across(line, large) and pale[line.text.lower()] >= _FLOOR_PAGES
            standing = _is_across(line, large) and bool(_STANDING.match(line.text))
            if line.aside or again or standing:
                removed.append(f"page {page.page} ({line.aside or 'watermark'}): {line.text}")
            else:
                rest.append(line)
        kept.append(replace(page, lines=tuple(rest)))
    return kept, removed


def _is_across(line: Line, large: float) -> bool:
    return line.pale and line.size >= large > 0 and len(line.text.split()) <= _LIMIT_WORDS
