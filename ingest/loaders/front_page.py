"""Reads what a report says of itself from its first page: title, authority, dates, grades.

Never from a PDF's /Title (empty or wrong in 30 of 30 reports) or /Author (a clerk). Rules are about
shapes and the inspectorate's fixed words; none names an authority or a report. Knows blocks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.loaders.draft import DraftBlock
from retriever.dates import DateRange, find_date, find_date_in_name, find_range
from retriever.records import BlockKind, Metadata

_DATES = re.compile(r"^Inspection dates?\s*:?\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_LEAD = re.compile(r"^Lead inspectors?\s*:?\s*(?P<name>.+)", re.IGNORECASE | re.DOTALL)
_ROLE = re.compile(
    r"[\s,]*(?:\bH[ie][rs] Majesty[’']s Inspectors?\b|\bS?HMI\b|\bOfsted Inspector\b).*$"
    r"|,\s[^,]*\bInspector\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PUBLISHED = re.compile(
    r"^(?:Report )?(?:Published|Date of publication|Publication date)\s*(?:on|:)?\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_PUBLISHED_WITHIN = re.compile(
    r"\b(?:Report published|Date of publication|Publication date|Published)\s*:\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_OF_AUTHORITY = re.compile(
    r"^(?:Re-?)?Inspection of (?P<name>(?!children|local|services).+?)\s+"
    r"(?:local authority|children\b|services for|social care)",
    re.IGNORECASE,
)
_INSPECTION = re.compile(r"^(?:Re-?)?Inspection of\b", re.IGNORECASE)
# Other reports of the inspectorate name the place in their title too.
_TITLED = re.compile(
    r"^(?:Area SEND inspection of (?P<area>.+?) Local Area Partnership"
    r"|Joint targeted area inspection of (?!the\b|services\b)(?P<joint>.+)"
    r"|Focused visit to (?P<visit>.+?)(?: local authority)? children[’']s services)$",
    re.IGNORECASE,
)
_REPORT_TITLE = re.compile(r"\b(?:inspection of|focused visit to)\b", re.IGNORECASE)
_NO_TITLE = re.compile(r"^(?:Dear\b|[A-Z]{0,2}\d{5,}$)")
_COUNCIL = re.compile(
    r"\s+(?:(?:City|County|Borough|Metropolitan|District|Unitary|Royal|London|and)\s+)*Council$"
    r"|\s+(?:local authority|Corporation|City of|City|Borough)$",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"^(?:the\s+)?(?:(?:London|Royal|Metropolitan|Metropolitan District) Borough of|"
    r"(?:City|County|Council|Borough) of(?! London\b))\s+",
    re.IGNORECASE,
)
_OVERALL = re.compile(r"^overall (?:effectiveness|experiences)", re.IGNORECASE)
_FRONT_LIMIT_BLOCKS = 40
_TITLE_LIMIT_BLOCKS = 3
_TITLE_LIMIT_CHARS = 200
_JUDGEMENTS_LIMIT_PAGES = 6
_HEADS = re.compile(r"^(?:judgements?|areas?)\b[^\t]*\tgrades?$", re.IGNORECASE)
# What a publisher's name has in it, where it stands apart from the title.
_BODY = re.compile(
    r"\b(?:office|department|ministry|commission|commissioner|inspectorate|agency|authority|"
    r"ofsted|council|government|institute|foundation|trust|association|centre|bureau|service)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    """Values as they are found, and where each was read."""

    values: dict[str, object] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: object, origin: str) -> None:
        """Keep a value that is known; the first origin stays."""
        if value and name not in self.values:
            self.values[name] = value
            self.origins[name] = origin


def read_front(blocks: Sequence[DraftBlock], stem: str) -> Metadata:
    """Read a report's metadata.

    Args:
        blocks: All of the document's; only those of its first page are looked at, and for the
            judgements those of its first pages.
        stem: The file's name without its ending: the title where the text has none, and the date
            of publication where it bears one.

    Returns:
        What is printed; the rest stays unknown.
    """
    front = [block for block in blocks[:_FRONT_LIMIT_BLOCKS] if _is_front(block)]
    found = _Found()
    dates_at = next((n for n, block in enumerate(front) if _DATES.match(block.text)), None)
    if dates_at is not None:
        _read_inspection(front, dates_at, found)
    _read_lines(front, found)
    _read_judgements(blocks, found)
    band = _band(front)
    found.put("publisher", band, "page 1")
    found.put("title", _plain_title([block for block in front if block.text != band]), "page 1")
    titled = _TITLED.match(str(found.values.get("title", "")))
    if titled:
        named = titled["area"] or titled["joint"] or titled["visit"]
        found.put("authority", _place(named), "page 1")
    found.put("title", stem.replace("-", " ").replace("_", " ").strip(), "file name")
    day = find_date_in_name(stem)
    found.put("published", day, "file name")
    is_inspection = dates_at is not None or _REPORT_TITLE.search(str(found.values["title"]))
    metadata = Metadata(
        title=str(found.values.pop("title")),
        doc_type="inspection_report" if is_inspection else "document",
        origins=tuple(found.origins.items()),
    )
    return replace(metadata, **found.values)  # type: ignore[arg-type]


def _is_front(block: DraftBlock) -> bool:
    return not block.pages or block.pages[0].page == 1


def _read_inspection(front: Sequence[DraftBlock], dates_at: int, found: _Found) -> None:
    match = _DATES.match(front[dates_at].text)
    dates: DateRange | None = find_range(match["rest"]) if match else None
    if dates is not None:
        found.put("inspection_start", dates.start, "page 1")
        found.put("inspection_end", dates.end, "page 1")
    above = [block.text for block in front[:dates_at] if len(block.text) <= _TITLE_LIMIT_CHARS]
    above = [text for text in above if any(letter.isalpha() for letter in text)]
    named = [text for text in above if not _INSPECTION.match(text)]
    heads = [text for text in above if _INSPECTION.match(text)]
    name = _authority(heads[0]) if heads else None
    if name is None and named and heads:
        found.put("title", f"{named[-1]}: {heads[0]}", "page 1")
        found.put("authority", _place(named[-1]), "page 1")
    elif heads:
        found.put("title", heads[0], "page 1")
        found.put("authority", name, "page 1")


def _authority(title: str) -> str | None:
    match = _OF_AUTHORITY.match(title)
    return _place(match["name"]) if match else None


def _place(name: str) -> str:
    """Take the council's style off a place's name."""
    place = name.strip()
    while True:
        shorter = _STYLE.sub("", _COUNCIL.sub("", place)).strip()
        if shorter == place or not shorter:
            return place
        place = shorter


def _read_lines(front: Sequence[DraftBlock], found: _Found) -> None:
    for block in front:
        lead = _LEAD.match(block.text)
        if lead:
            found.put("lead_inspector", _ROLE.sub("", lead["name"]).strip(" ,"), "page 1")
        published = _PUBLISHED.match(block.text) or _PUBLISHED_WITHIN.search(block.text)
        if published:
            found.put("published", find_date(published["rest"]), "page 1")


def _read_judgements(blocks: Sequence[DraftBlock], found: _Found) -> None:
    """Read the first table of grades, on the cover or a page or two after the front matter."""
    rows: list[tuple[str, str]] = []
    head: int | None = None
    for place, block in enumerate(blocks):
        if _page(block) > _JUDGEMENTS_LIMIT_PAGES:
            break
        if block.kind is not BlockKind.TABLE_ROW:
            if rows:
                break
        elif head is None or head not in block.context:
            head = place if _HEADS.search(block.text) and not rows else head
        elif block.text.count("\t") == 1:
            label, _, grade = block.text.partition("\t")
            rows.append((label, grade))
    if head is None or not rows:
        return
    origin = f"page {_page(blocks[head])}"
    found.put("judgements", tuple(rows), origin)
    overall = [grade for label, grade in rows if _OVERALL.match(label)]
    found.put("overall_grade", overall[0] if overall else None, origin)


def _page(block: DraftBlock) -> int:
    return block.pages[0].page if block.pages else 1


def _band(front: Sequence[DraftBlock]) -> str | None:
    """Return the publisher's name where a cover has it in a band of its own above the title.

    It is set smaller than the title, and names a body; a place above its report's title is none.
    """
    headings = [block for block in front if block.kind is BlockKind.HEADING]
    if len(headings) < 2 or headings[0] is not front[0]:  # noqa: PLR2004 - a band and a title
        return None
    band, title = headings[0], headings[1]
    is_body = _BODY.search(band.text) and not _INSPECTION.match(band.text)
    return band.text if band.level > title.level == 1 and is_body else None


def _plain_title(front: Sequence[DraftBlock]) -> str:
    """Join the first headings of page 1: a cover may set its title in several sizes."""
    parts: list[str] = []
    for block in front:
        if block.kind is not BlockKind.HEADING or _NO_TITLE.match(block.text):
            if parts:
                break
            continue
        if len(parts) == _TITLE_LIMIT_BLOCKS or (parts and block.level > 1):
            break
        parts.append(block.text)
    return " ".join(parts)[:_TITLE_LIMIT_CHARS]
