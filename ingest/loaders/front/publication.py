"""When a document was published and last changed, as far as it is printed.

The copyright line's year is not believed: on 3 of 12 area reports checked it was the year before
publication. Nor is the day from which a text applies the day on which it was published.
"""

import re
from collections.abc import Sequence

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of
from ingest.loaders.front.found import Found
from retriever.dates import (
    PrintedDate,
    find_date,
    find_date_in_name,
    find_month_in_name,
    find_printed_date,
)

_PUBLISHED = re.compile(
    r"^(?:(?:Report|First|Originally|Date) )*(?:Published|issued|Date of (?:publication|issue)"
    r"|(?:Publication|Issue|Launch) date|Launched)\s*(?:on|in)?\s*:?\s*(?P<rest>.*\d.*)",
    re.IGNORECASE,
)
_PUBLISHED_WITHIN = re.compile(
    r"\b(?:Report published|Date of publication|Publication date|Published)\s*:\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"^(?:Last )?(?:updated|revised|amended|modified)\s*(?:on|in)?\s*:?\s*(?P<rest>.*\d.*)"
    r"|\bLast updated\s*:?\s*(?P<within>.*\d.*)",
    re.IGNORECASE,
)
# A web page printed to paper sets its labels in one column and their dates in the next.
_BARE_LABELS = {"published": "published", "last updated": "updated", "updated": "updated"}
_DATE_ALONE = re.compile(
    r"^(?:Date\s*:\s*)?(?:\w+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:of\s+)?[A-Z][a-z]{2,8},?\s+"
    r"(?:19|20)\d\d\s*[.—–-]?$|^(?:Date\s*:\s*)?\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d$"
)
_ASSENT = re.compile(r"\[(?P<rest>\d{1,2}(?:st|nd|rd|th)? \w+ \d{4})\]\s*$")
_MADE = re.compile(r"^Made[\s.\-–—]+(?P<rest>\d.*)")
_CONSOLIDATED = re.compile(r"\bin force on or before (?P<rest>\d{1,2}\w* \w+ \d{4})")


def read_publication(cover: Cover, found: Found) -> None:
    """Find the dates of publication and of the last change."""
    _read_labels(cover, found)
    _read_bare_labels(cover.first, found)
    _read_letter_day(cover, found)
    _read_enactment(cover, found)
    if "inspection_start" not in found.values:
        _read_cover_day(cover, found)
    _read_file_name(cover, found)


def _read_labels(cover: Cover, found: Found) -> None:
    for block in (*cover.short, *(each for each in cover.closing if each not in cover.first)):
        updated = _UPDATED.search(block.text)
        published = _PUBLISHED.match(block.text) or _PUBLISHED_WITHIN.search(block.text)
        if published:
            found.put_date("published", find_printed_date(published["rest"]), origin_of(block))
        if updated:
            rest = updated["rest"] or updated["within"]
            found.put_date("updated", find_printed_date(rest), origin_of(block))


def _read_bare_labels(blocks: Sequence[DraftBlock], found: Found) -> None:
    labels = [
        _BARE_LABELS[text]
        for block in blocks
        if (text := block.text.lower().rstrip(": ")) in _BARE_LABELS
    ]
    dated = [block for block in blocks if _DATE_ALONE.match(block.text)]
    if len(labels) == len(dated):
        for name, block in zip(labels, dated, strict=True):
            found.put_date(name, find_printed_date(block.text), origin_of(block))


def _read_letter_day(cover: Cover, found: Found) -> None:
    """Take the date above a letter's salutation."""
    for block in cover.first[: cover.salutation or 0]:
        if _DATE_ALONE.match(block.text):
            found.put_date("published", find_printed_date(block.text), origin_of(block))


def _read_cover_day(cover: Cover, found: Found) -> None:
    """Take a date that stands on the cover by itself."""
    for block in cover.short:
        if _DATE_ALONE.match(block.text) and "updated" not in found.values:
            found.put_date("published", find_printed_date(block.text), origin_of(block))


def _read_enactment(cover: Cover, found: Found) -> None:
    """Take an act's day of assent, or the day on which an instrument was made."""
    for block in cover.first:
        for form, what in ((_ASSENT, "assent"), (_MADE, "made")):
            match = form.search(block.text)
            if match:
                printed = find_printed_date(match["rest"])
                found.put_date("published", printed, f"{origin_of(block)} ({what})")
        match = _CONSOLIDATED.search(block.text)
        if match:
            found.put_date("updated", find_printed_date(match["rest"]), origin_of(block))


def _read_file_name(cover: Cover, found: Found) -> None:
    day = find_date_in_name(cover.stem)
    if day is not None:
        found.put_date("published", PrintedDate(day), "file name")
    elif "updated" not in found.values:
        # With a day of change printed, a month in the name is as likely the data's own.
        found.put_date("published", find_month_in_name(cover.stem), "file name")


def is_date_alone(text: str) -> bool:
    """Say whether a line is a date and nothing more."""
    return bool(_DATE_ALONE.match(text)) and (
        find_date(text) is not None or find_printed_date(text) is not None
    )
