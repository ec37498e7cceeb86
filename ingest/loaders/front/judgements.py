"""The grades that an inspection gave: table rows, or lines of a label and a grade.

Knows the grading words of the inspectorate, and no report. Grades are written with a capital, as
half of the reports print them in small letters.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of, page_of
from ingest.loaders.front.found import Found
from retriever.records import BlockKind

_GRADE = (
    r"(?:outstanding|good|adequate|satisfactory|inadequate|requires improvement(?: to be good)?)"
)
_GRADE_ALONE = re.compile(rf"^{_GRADE}\.?$", re.IGNORECASE)
_HEADS = re.compile(r"^(?:judgements?|areas?)\b[^\t]*\tgrades?$", re.IGNORECASE)
_OVERALL = re.compile(r"^overall (?:effectiveness|experiences)", re.IGNORECASE)
# The areas that the inspectorate judges, where a report sets them as lines and not as a table.
_LINE = re.compile(
    r"^(?:\d(?:\.\d)?\.?\s+)?(?P<label>(?:The )?(?:overall effectiveness|overall experiences"
    r"|children who need help|children looked after|adoption performance"
    r"|experiences and progress|leadership|quality of|how well children|effectiveness of leaders"
    r"|impact of leaders)(?:(?!\b(?:judged|is)\b)[^\t.]){0,160}?)"
    rf"[\s:]+(?:(?:is|are) )?(?P<grade>{_GRADE})\.?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:overall effectiveness|children[’']s services)\b[^.]{0,120}?\b(?:is|are|as|require)\s+"
    rf"(?:judged (?:to be |as )?)?(?P<grade>{_GRADE}|improvement(?: to be good)?)\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    rf"\boverall effectiveness\b[^.]{{0,160}}?\bjudged (?:to be |as )?(?P<grade>{_GRADE})\b",
    re.IGNORECASE,
)
_OUTCOME_HEADING = re.compile(r"^Inspection outcome$", re.IGNORECASE)
_OUTCOME = re.compile(
    r"typically lead to positive experiences and outcomes"
    r"|lead to inconsistent experiences and outcomes"
    r"|widespread and/or systemic failings",
    re.IGNORECASE,
)
_LIMIT_PAGES = 6
_STATEMENT_LIMIT_CHARS = 300


def read_judgements(cover: Cover, found: Found) -> None:
    """Find the judgements, and the overall grade among or beside them."""
    early = [block for block in cover.opening if page_of(block) <= _LIMIT_PAGES]
    rows = _headed(early)
    if not rows and "inspection_start" in found.values:
        rows = _graded(cover.first) or _lines(early)
    if rows:
        origin = origin_of(rows[0])
        pairs = tuple(pair for block in rows for pair in [_pair(block)] if pair)
        found.put("judgements", pairs, origin)
        overall = [grade for label, grade in pairs if _OVERALL.match(label)]
        found.put("overall_grade", overall[0] if overall else None, origin)
        if all(block.kind is not BlockKind.TABLE_ROW for block in rows):
            _read_sentence(cover, early, found)
    else:
        _read_sentence(cover, early, found)
        _read_outcome(cover.first, found)


def _headed(blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """Return the rows of the first table that is headed "Judgement, Grade"."""
    rows: list[DraftBlock] = []
    head: int | None = None
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE_ROW:
            if rows:
                break
        elif head is None or head not in block.context:
            head = place if _HEADS.search(block.text) and not rows else head
        elif block.text.count("\t") == 1:
            rows.append(block)
    return rows


def _graded(blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """Return the first page's rows that give a grade, where no heads stand above them."""
    return [
        block
        for block in blocks
        if block.kind is BlockKind.TABLE_ROW
        and block.text.count("\t") == 1
        and _GRADE_ALONE.match(block.text.partition("\t")[2])
    ]


def _lines(blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """Return the lines of an area and its grade, each area once: sections are headed so too."""
    lines: dict[str, DraftBlock] = {}
    for block in blocks:
        line = _LINE.match(block.text) if block.kind is not BlockKind.TABLE_ROW else None
        if line:
            lines.setdefault(line["label"].lower(), block)
    return list(lines.values())


def _pair(block: DraftBlock) -> tuple[str, str] | None:
    if block.kind is BlockKind.TABLE_ROW and "\t" in block.text:
        label, _, grade = block.text.partition("\t")
        return label, _written(grade)
    line = _LINE.match(block.text)
    return (line["label"].strip(), _written(line["grade"])) if line else None


def _written(grade: str) -> str:
    grade = grade.rstrip(".")
    return grade[:1].upper() + grade[1:].lower() if _GRADE_ALONE.match(grade) else grade


def _read_sentence(cover: Cover, early: Sequence[DraftBlock], found: Found) -> None:
    """Read the overall grade from the sentence that states it."""
    if "inspection_start" not in found.values or cover.salutation is not None:
        return
    for block in _stating(cover.first):
        match = _SENTENCE.search(block.text)
        if match:
            grade = match["grade"]
            if grade.lower().startswith("improvement"):
                grade = f"requires {grade}"
            found.put("overall_grade", _written(grade), origin_of(block))
    for block in _stating(early):
        judged = _JUDGED.search(block.text)
        found.put("overall_grade", _written(judged["grade"]) if judged else "", origin_of(block))


def _stating(blocks: Sequence[DraftBlock]) -> Iterator[DraftBlock]:
    return (block for block in blocks if len(block.text) <= _STATEMENT_LIMIT_CHARS)


def _read_outcome(blocks: Sequence[DraftBlock], found: Found) -> None:
    """Read an area report's outcome, one of three fixed wordings and no grade."""
    for place, block in enumerate(blocks):
        if _OUTCOME_HEADING.match(block.text):
            for under in blocks[place + 1 : place + 3]:
                outcome = _OUTCOME.search(under.text)
                if outcome:
                    pair = (block.text, outcome.group())
                    found.put("judgements", (pair,), origin_of(under))
