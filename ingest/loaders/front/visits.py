"""When an inspection took place: a labelled line, or what a letter says in its first sentences.

Knows the inspectorates' wording; the forms of dates are known by `retriever.dates`.
"""

import re
from collections.abc import Iterator

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of
from ingest.loaders.front.found import Found
from retriever.dates import DateRange, PrintedDate, find_months, find_range

LABELLED = re.compile(
    r"^(?:Inspection|Visit) dates?\s*:?\s*(?P<rest>.*\d.*)"
    r"|^Dates? of (?:this )?(?:inspection|visit|monitoring visit)\s*:?\s*(?P<of>.*\d.*)"
    r"|^Inspected (?:on|between|from)?\s*:?\s*(?P<on>\d.*)",
    re.IGNORECASE | re.DOTALL,
)
_HELD = re.compile(
    r"\b(?:took place|carried out|undertook|undertaken|conducted|visited|inspected"
    r"|findings of (?:the|a|an|our|this|my)|visit (?:to|of|was)|outcome of)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:inspection|visit|revisit|reinspection)\b", re.IGNORECASE)
_FINDINGS = re.compile(r"\bfindings of (?:the|a|our|this|my)\b.*\b(?:visit|inspection)\b")
# What comes after these words is another inspection's date.
_OTHER = re.compile(r"\b(?:previous|last|since|following|judged|prior)\b", re.IGNORECASE)
_LIMIT_CHARS = 400
_SENTENCE = re.compile(r"(?<=[.!?])\s*\d?\s+(?=[A-Z])")


def read_visits(cover: Cover, found: Found) -> None:
    """Find the inspection's first and last day, or months where no days are printed."""
    for block in cover.first:
        label = LABELLED.match(block.text)
        if label:
            rest = label["rest"] or label["of"] or label["on"]
            _put(rest[:_LIMIT_CHARS], block, found, months=True)
            return
    for block, sentence in _sentences(cover):
        is_own = _VISIT.search(found.text("title")) or _FINDINGS.search(sentence)
        if is_own and _HELD.search(sentence) and find_range(_OTHER.split(sentence)[0]):
            _put(_OTHER.split(sentence)[0], block, found, months=False)
            return


def _sentences(cover: Cover) -> Iterator[tuple[DraftBlock, str]]:
    """Give the sentences of a letter after its salutation."""
    if cover.salutation is None:
        return
    for block in cover.first[cover.salutation + 1 :]:
        for sentence in _SENTENCE.split(block.text):
            yield block, sentence[:_LIMIT_CHARS]


def _put(text: str, block: DraftBlock, found: Found, *, months: bool) -> None:
    dates, precision = find_range(text), ""
    if dates is None and months:
        dates, precision = find_months(text), "month"
    if dates is None:
        return
    _put_ends(dates, precision, origin_of(block), found)


def _put_ends(dates: DateRange, precision: str, origin: str, found: Found) -> None:
    found.put_date("inspection_start", PrintedDate(dates.start, precision), origin)
    found.put_date("inspection_end", PrintedDate(dates.end, precision), origin)
