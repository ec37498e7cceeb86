"""What kind of document it is, told by its title, its label and its first page.

Knows the kinds of publication of the field. Not knowing is "document".
"""

import re
from collections.abc import Iterable

from ingest.loaders.front.cover import Cover

LABELS = {
    "statutory guidance": "statutory_guidance",
    "guidance": "guidance",
    "non-statutory guidance": "guidance",
    "regulation": "guidance",
    "policy paper": "policy_paper",
    "corporate report": "report",
    "independent report": "review_report",
    "research and analysis": "research_report",
    "research report": "research_report",
    "thematic review": "review_report",
    "open consultation": "consultation",
    "closed consultation": "consultation",
    "consultation": "consultation",
    "consultation document": "consultation",
    "consultation outcome": "consultation_response",
    "consultation response": "consultation_response",
    "government consultation response": "consultation_response",
    "transparency data": "statistical_release",
    "official statistics": "statistical_release",
    "national statistics": "statistical_release",
    "accredited official statistics": "statistical_release",
    "correspondence": "letter",
    "open letter": "letter",
    "easy read": "",
    "applies to england": "",
    "local area partnership report": "",
}
"""What a publication prints above its title to say what it is; "" says nothing of the kind."""

_INSPECTIONS = (
    (
        r"\b(?:SEND|special educational needs)\b.*\b(?:inspection|revisit|visit)\b",
        "send_inspection",
    ),
    (r"\b(?:inspection|revisit|visit)\b.*\bSEND\b", "send_inspection"),
    (
        r"\bjoint (?:targeted area |area |local area )?(?:[\w-]+ ){0,3}inspection\b|\bJTAI\b",
        "joint_inspection",
    ),
    (r"\bfocuss?ed visit\b", "focused_visit"),
    (r"\bmonitoring (?:visit|inspection)\b", "monitoring_visit"),
    (
        r"^(?:[^:]+: )?(?:re-?)?inspection of\b|\b(?:full|interim|assurance) inspection\b",
        "inspection_report",
    ),
)
_TITLES = (
    (r"\b(?:Act|Regulations|Order|Rules|Measure) (?:\([^)]*\) )?(?:19|20)\d\d$", "legislation"),
    (
        (
            r"\bconsultation (?:response|outcome)|\bresponses? to (?:the |our )?consultation"
            r"|\bgovernment response\b|\bsummary of responses\b"
        ),
        "consultation_response",
    ),
    (r"\bconsultation\b", "consultation"),
    (r"\bstatutory guidance\b", "statutory_guidance"),
    (r"\b(?:framework|handbook for inspectors|inspection handbook)\b", "framework"),
    (
        r"\b(?:thematic review|national review|review report|serious case review)\b|^review of\b",
        "review_report",
    ),
    (r"\b(?:guidance|guide|toolkit|handbook|code of practice)\b", "guidance"),
    (r"\b(?:statistics|statistical release)\b", "statistical_release"),
    (r"\breport\b", "report"),
)
_STATUTORY = re.compile(r"\bstatutory guidance\b", re.IGNORECASE)
_NARROWER = ("framework", "statutory_guidance")
_SAYS_STATUTORY = re.compile(
    r"\bThis (?:is |document (?:is |contains )|guide (?:is )|publication is )?statutory guidance\b",
    re.IGNORECASE,
)


def kind_of_document(cover: Cover, title: str, *, has_visits: bool) -> str:
    """Return a document's kind.

    Args:
        cover: Its first and last pages.
        title: As it was read.
        has_visits: Whether its first page states when an inspection took place.
    """
    inspection = _first(_INSPECTIONS, title)
    if has_visits:
        return inspection or "inspection_report"
    by_title = _first(_TITLES, title)
    labelled = next((kind for kind in map(_label, _texts(cover)) if kind), None)
    if labelled == "guidance" and by_title in _NARROWER:
        labelled = by_title
    kind = labelled or inspection or by_title or _first(_TITLES, _headings(cover))
    if kind in (None, "guidance") and _is_statutory(cover, _headings(cover)):
        return "statutory_guidance"
    if kind is None and cover.salutation is not None:
        return "letter"
    return kind or "document"


def is_label(text: str) -> bool:
    """Say whether a line only says what kind of document it is."""
    return text.strip(" :").lower() in LABELS


def _label(text: str) -> str:
    return LABELS.get(text.strip(" :").lower(), "")


def _texts(cover: Cover) -> Iterable[str]:
    return (block.text for block in cover.short[:12])


def _headings(cover: Cover) -> str:
    return " ".join(block.text for block in cover.short[:6] if block.level)


def _first(forms: Iterable[tuple[str, str]], text: str) -> str | None:
    return next((kind for form, kind in forms if re.search(form, text, re.IGNORECASE)), None)


def _is_statutory(cover: Cover, headings: str) -> bool:
    return bool(_STATUTORY.search(headings)) or any(
        _SAYS_STATUTORY.search(block.text) for block in cover.opening
    )
