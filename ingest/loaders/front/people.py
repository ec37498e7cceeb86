"""Who led an inspection, and who signed a letter: names without their roles.

Knows the inspectorates' role words and the shape of a person's name.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.loaders.draft import DraftBlock
from ingest.loaders.front.cover import Cover, origin_of
from ingest.loaders.front.found import Found

_WORD = (
    r"(?!(?:S?HMI|CQC|Ofsted|His|Her|Lead|Deputy|Senior|Chief|Regional|National|Assistant|Social"
    r"|Regulatory|Early|Inspectors?|Directors?|Managers?|Office|The|Mr|Mrs|Ms|Miss|Mx)\b)[A-ZÀ-Þ][\w’'-]*\.?"
)
_NAME = rf"\b{_WORD}(?:\s+(?:{_WORD}|van|von|de|der|den|le|la|al|el|bin|ap)){{0,3}}\s+{_WORD}"
_WHOLE_NAME = re.compile(rf"^{_NAME}$")
_LINE_LIMIT_CHARS = 150
_POST = re.compile(r"\b(?:inspectors?|directors?|managers?|officers?)\b", re.IGNORECASE)
_POLITE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+")
_ROLE = re.compile(
    r"\b(?:H[ie][rs] Majesty[’']?s?[’']? Inspectors?|S?HMI|HM Inspector|Ofsted|CQC)\b.*$"
    r"|\b(?:(?:lead|deputy|senior|social|care|regulatory|children[’']s|services|early|years)\s+)+"
    r"(?:inspectors?|manager|HMI)\b.*$|\(.*$",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = re.compile(
    r"^(?:Lead|Reporting) inspectors?\s*[:\-–]?\s*(?P<names>.+)", re.IGNORECASE | re.DOTALL
)
_OTHERS = re.compile(r"\b(?:deputy lead|team|other|additional|quality assurance)\b", re.IGNORECASE)
# "Ann Marsh, Ofsted HMI, Lead inspector"; the other inspectorate's own lead does not count.
_LED = re.compile(
    rf"(?P<name>{_NAME}),?"
    r"(?P<body>(?:\s+(?:Ofsted|HMI|SHMI|CQC|H[ie][rs] Majesty[’']s Inspector),?)*)"
    r"\s*[,(–-]?\s*[Ll]ead [Ii]nspector"
)
_MARKED = re.compile(r"\blead\b", re.IGNORECASE)
_INSPECTORS = re.compile(r"^Inspectors?(?:\(s\))?\s*:?$", re.IGNORECASE)
_INSPECTOR = re.compile(r"^Inspectors?(?:\(s\))?\s*:\s*(?P<names>.+)$", re.IGNORECASE)
_VISITED = re.compile(
    r"(?:inspectors?|HMI|inspections? team)\b[^.]{0,60}?\b(?:were|was)\s+(?P<names>[A-Z][^.]+)"
)
_SIGNED = re.compile(r"^Yours (?:sincerely|faithfully|truly)\b,?\s*(?P<rest>.*)", re.DOTALL)
_SIGNER = re.compile(
    rf"^(?P<name>{_NAME}),?\s+(?:S?HMI\b|H[ie][rs] Majesty[’']s Inspector\b(?! of)"
    r"|(?:Senior |Lead )?Inspector\b)"
)


def read_people(cover: Cover, found: Found) -> None:
    """Find who led the inspection, and a letter's signer."""
    _read_lead(cover, found)
    if cover.salutation is not None:
        _read_signer(cover, found)
    _read_team(cover, found)


def names_in(text: str) -> tuple[str, ...]:
    """Return the people that a line names: "Ann Marsh, HMI, and Jo Fenn, HMI" names two."""
    first = _OTHERS.split(text)[0]
    parts = re.split(r"\s*(?:[,;/\n]|\band\b|&)\s*", first)
    names = (_POLITE.sub("", _ROLE.sub("", part).strip(" ,.:-–")) for part in parts)
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def _is_name(text: str) -> bool:
    return bool(_WHOLE_NAME.match(text)) and not _POST.search(text)


def _read_lead(cover: Cover, found: Found) -> None:
    for block in (*cover.first, *cover.closing, *cover.opening):
        for line in block.text.split("\t"):
            lead = _LEAD.match(line)
            if lead:
                known = " and ".join(names_in(lead["names"]))
                found.put("lead_inspector", known, origin_of(block))


def _read_signer(cover: Cover, found: Found) -> None:
    """Take the inspector who signed a letter as the one who led; a director only sent it."""
    for block, text in _after_close(cover.closing):
        signer = _SIGNER.match(text)
        if signer:
            name = _POLITE.sub("", signer["name"])
            found.put("authors", (name,), origin_of(block))
            found.put("lead_inspector", name, origin_of(block))
            return
    for block in cover.first:
        visited = _VISITED.search(block.text)
        if visited:
            found.put("lead_inspector", " and ".join(names_in(visited["names"])), origin_of(block))


def _after_close(blocks: Sequence[DraftBlock]) -> Iterator[tuple[DraftBlock, str]]:
    """Give what stands after "Yours sincerely", the rest of its own block first, two blocks long.

    The name and the role may be two blocks: they are given together too.
    """
    for place, block in enumerate(blocks):
        signed = _SIGNED.match(block.text)
        if signed:
            after = [signed["rest"], *(each.text for each in blocks[place + 1 : place + 3])]
            texts = [text.replace("\n", " ") for text in after if text]
            yield from ((block, text) for text in texts)
            if len(texts) > 1:
                yield block, " ".join(texts[:2])
            return


def _read_team(cover: Cover, found: Found) -> None:
    """Read the list of inspectors on a report's last pages."""
    for block in cover.closing:
        for cell in block.text.split("\t"):
            for led in _LED.finditer(cell):
                name = "" if "CQC" in led["body"] else _POLITE.sub("", led["name"])
                found.put("lead_inspector", name, origin_of(block))
    for place, block in enumerate(cover.closing):
        stated = _INSPECTOR.match(block.text)
        if stated:
            names = names_in(stated["names"])
        elif _INSPECTORS.match(block.text):
            names = _team_names(list(_listed(cover.closing[place + 1 :])))
        else:
            continue
        # Of several the report does not say who led.
        if len(names) == 1:
            found.put("lead_inspector", names[0], origin_of(block))


def _team_names(lines: Sequence[str]) -> tuple[str, ...]:
    """Return a team's names, or the one alone that is marked as its lead."""
    leads = [line for line in lines if _MARKED.search(line)]
    return names_in(" , ".join(leads or lines))


def _listed(blocks: Sequence[DraftBlock]) -> Iterator[str]:
    """Give the texts right under a heading, while they are lines that begin with a name."""
    for block in blocks[:6]:
        is_line = len(block.text) <= _LINE_LIMIT_CHARS
        if not is_line or not re.match(_NAME, block.text) or not _ROLE.search(block.text):
            return
        yield block.text
