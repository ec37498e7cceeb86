"""A document's title, composed of what its first page prints and of nothing else.

Never from a PDF's /Title (empty or wrong in 30 of 30 reports). Knows the layouts of the field's
publications: covers, letters, reports on a home or an agency, reports headed by their place.
"""

import re
from collections.abc import Sequence

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of
from ingest.loaders.front.found import Found
from ingest.loaders.front.imprint import BARE_NUMBER
from ingest.loaders.front.kinds import is_label
from ingest.loaders.front.places import (
    bare_place,
    fuller_place,
    is_council,
    place_in_title,
    place_of_addressee,
)
from ingest.loaders.front.publication import is_date_alone
from ingest.loaders.front.visits import LABELLED
from retriever.records import BlockKind

_INSPECTION = re.compile(r"^(?:Re-?)?Inspection of\b", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"^(?:and|review of|inspection|ofsted|report|age group)\b|[.:]$", re.IGNORECASE
)
_NO_TITLE = re.compile(r"^(?:Dear\b|[A-Z]{0,2}\d{5,}$)")
_TITLE_LIMIT_BLOCKS = 3
_TITLE_LIMIT_CHARS = 200
_SUBJECT = re.compile(r"\b(?:inspection|visit|revisit|review|reinspection)\b", re.IGNORECASE)
_PROVISION = re.compile(r"^Information about this (?P<kind>[\w’' -]{3,60})$", re.IGNORECASE)
_COMMON = re.compile(r"^Inspected under the social care common inspection framework", re.IGNORECASE)
_PROVIDED = re.compile(r"^(?:Registered|Name of) provider", re.IGNORECASE)
_FORM = re.compile(
    r"^(?:full|interim|assurance|monitoring|emergency|follow-up|annual)(?: \w+)? "
    r"(?:inspection|visit)$",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"^(?:STATUTORY INSTRUMENTS|(?:19|20)\d\d (?:CHAPTER|No\.) \d+)", re.IGNORECASE
)
_ENACTED = re.compile(r"^[A-Z].*\b(?:Act|Regulations|Order|Rules|Measure) (?:19|20)\d\d$")
# What a publisher's name has in it, where it stands apart from the title.
_BODY = re.compile(
    r"\b(?:office|department|ministry|commission|commissioner|inspectorate|agency|authority|"
    r"ofsted|council|government|institute|foundation|trust|association|centre|bureau|service)\b",
    re.IGNORECASE,
)


_DEPARTMENT = re.compile(
    r"(?:[A-Z][\w’'-]+ ){0,5}(?:Office|Department|Ministry|Commission|Inspectorate)"
    r"(?: (?:for|of) [\w’', -]{3,60})?"
)
"""The name of a body of state and nothing else: no council's, whose name may begin its title."""


def read_title(cover: Cover, found: Found) -> None:
    """Find the title, and the authority or provider that it names."""
    _read_provision(cover, found)
    _read_inspection(cover, found)
    _read_letter(cover, found)
    band = _band(cover.first)
    found.put("publisher", band, "page 1")
    found.put("title", _enacted(cover) or _plain_title(cover.first, band), "page 1")
    if "provider" not in found.values:
        found.put("authority", place_in_title(found.text("title")), "page 1")
    found.put("title", cover.stem.replace("-", " ").replace("_", " ").strip(), "file name")
    fuller = fuller_place(found.text("authority"), cover.stem) if found.text("authority") else None
    if fuller:
        found.values["authority"], found.origins["authority"] = fuller, "file name"


def _read_provision(cover: Cover, found: Found) -> None:
    """Name a report on a home or an agency by its kind, and its number or name."""
    texts = [block.text for block in cover.short]
    kinds = [match["kind"] for text in texts if (match := _PROVISION.match(text))]
    marks = [n for n, text in enumerate(texts) if _COMMON.match(text) or _PROVIDED.match(text)]
    if not marks:
        return
    above = [
        text for text in texts[: marks[0]] if not _FORM.match(text) and not LABELLED.match(text)
    ]
    named = above[0] if above else found.text("urn")
    if not named:
        return
    origin = origin_of(cover.first[0])
    if BARE_NUMBER.match(named):
        found.put("urn", named, origin)
    else:
        found.put("provider", named, origin)
    kind = kinds[0] if kinds else "provider"
    form = next((text for text in texts if _FORM.match(text)), "inspection")
    what = f"{kind} {named}" if BARE_NUMBER.match(named) else f"{named} ({kind})"
    found.put("title", f"{what[0].upper()}{what[1:]}: {form[0].lower()}{form[1:]}", origin)


def _read_inspection(cover: Cover, found: Found) -> None:
    """Read "Inspection of ..." above the dates, with the place that may stand over or under it."""
    dates_at = next((n for n, each in enumerate(cover.first) if LABELLED.match(each.text)), None)
    if dates_at is None:
        return
    above = [
        block.text for block in cover.first[:dates_at] if len(block.text) <= _TITLE_LIMIT_CHARS
    ]
    above = [text for text in above if any(letter.isalpha() for letter in text)]
    heads = [n for n, text in enumerate(above) if _INSPECTION.match(text)]
    if not heads:
        return
    head = above[heads[0]]
    name = place_in_title(head)
    lines = [*reversed(above[: heads[0]]), *above[heads[0] + 1 :]]
    lines = [line for line in lines if not _NO_PLACE.search(line) and not is_label(line)]
    if name is None and lines:
        line = next((each for each in lines if is_council(each)), lines[0])
        found.put("title", f"{line}: {head}", "page 1")
        found.put("authority", bare_place(line), "page 1")
    else:
        found.put("title", head, "page 1")
        found.put("authority", name, "page 1")


def _read_letter(cover: Cover, found: Found) -> None:
    """Take the subject line under a letter's salutation, and the council that it is sent to."""
    if cover.salutation is None:
        return
    for block in cover.first[cover.salutation + 1 : cover.salutation + 3]:
        is_subject = len(block.text) <= _TITLE_LIMIT_CHARS and not block.text.endswith(".")
        if is_subject and (block.kind is BlockKind.HEADING or _SUBJECT.search(block.text)):
            found.put("title", block.text, origin_of(block))
            break
    found.put("authority", place_in_title(found.text("title")), "page 1")
    if _SUBJECT.search(found.text("title")):
        for block in cover.first[: cover.salutation]:
            found.put("authority", place_of_addressee(block.text), origin_of(block))


def _band(first: Sequence[DraftBlock]) -> str | None:
    """Return the publisher's name where a cover has it in a band of its own above the title.

    It is set smaller than the title, and names a body; a place above its report's title is none.
    As large as the title, it is the whole name of a body of state.
    """
    headings = [block for block in first if block.kind is BlockKind.HEADING]
    if len(headings) < 2 or headings[0] is not first[0]:  # noqa: PLR2004 - a band and a title
        return None
    band, title = headings[0], headings[1]
    is_body = _BODY.search(band.text) and not _INSPECTION.match(band.text)
    is_apart = band.level > title.level or _DEPARTMENT.fullmatch(band.text)
    return band.text if title.level == 1 and is_body and is_apart else None


def _enacted(cover: Cover) -> str | None:
    """Return an act's or instrument's name, which stands under its series and subjects."""
    texts = [block.text for block in cover.short]
    if not any(_SERIES.match(text) for text in texts):
        return None
    return next((text for text in texts if _ENACTED.match(text)), None)


def _plain_title(first: Sequence[DraftBlock], band: str | None) -> str:
    """Join the first headings of page 1: a cover may set its title in several sizes."""
    parts: list[str] = []
    for block in first:
        if block.kind is not BlockKind.HEADING or _NO_TITLE.match(block.text):
            if parts:
                break
            continue
        if block.text == band or is_label(block.text) or is_date_alone(block.text):
            continue
        if len(parts) == _TITLE_LIMIT_BLOCKS or (parts and block.level > 1):
            break
        parts.append(block.text)
    return " ".join(parts)[:_TITLE_LIMIT_CHARS]
