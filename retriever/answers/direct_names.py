"""The person or the grade that a quote tells."""

import re

from retriever.answers.told import Told, question_stems
from retriever.records import BlockKind
from retriever.store.analyser import STOP_WORDS, fold, stem
from retriever.surveys.vocabulary import AREAS, OVERALL, areas_of

_GRADE = re.compile(
    r"\b(?P<grade>outstanding|good|requires improvement|inadequate|adequate|satisfactory)\b"
    r"(?: to be good\b)?",
    re.IGNORECASE,
)
"""The grade by its name: "requires improvement to be good" is how some years' reports print it."""
_EARLIER = re.compile(r"\b(previous|earlier|last|before|prior|first)\b")
_JUDGED = re.compile(
    r"\b(?:judged|rated|graded|grade|judge?ments?|rating|overall)\b", re.IGNORECASE
)

_PART = r"(?:[A-Z][\w’'-]*[a-z]|[A-Z]\.|Mc[A-Z]\w+)"
_NAME = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sir|Dame|Lord|Lady|Baroness|Judge)\.? )?"
    rf"{_PART}(?:[ -](?:{_PART}|(?:de|of|du|la|van|von|the|y|le|al|ibn|bin) (?={_PART}))+)*"
)
_NO_PERSON = re.compile(
    r"\b(?:council|police|majesty|borough|county|ofsted|act|regulations?|department|government"
    r"|parliament|union|courts?|commission|committees?|boards?|services?|university"
    r"|schools?|colleges?|church|bank|company|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|inspector|director|manager|officer|inspectorate|agency|trust"
    r"|authority|secretary|state|commissioner|england|britain|wales|scotland"
    r"|france|germany|uk|eu|city|street|road"
    r"|house|home|centre|war|treaty|north|south|east|west|the|this|these|in|on|at|it|he"
    r"|she|they|we|his|her|their|our|a|an|as|but|and|for|when|while|after|before|both|some"
    r"|many|early|help|education|social|work|care|support|practice|member|president|king"
    r"|queen|minister|chair|leader|children|leaders|staff|inspectors|parents|families"
    r"|workers|partners?|partnerships?|most|all|no|there|since)\b",
    re.IGNORECASE,
)
_LED_INSPECTION = re.compile(
    r"\blead inspector\b"
    r"|\bwho (led|leads|headed|carried out|conducted)\b.*\b(inspect\w*|visit|team)\b"
)
_LEAD = re.compile(rf"(?P<name>{_NAME.pattern}),(?: [A-Z][\w'’]+){{0,3}},? [Ll]ead [Ii]nspector\b")
"""How reports list a team: "Adam Grey, Ofsted HMI, Lead Inspector"."""
_VERB = re.compile(r"\bwho (?:(?:was|were|is|are|has|had|may|can|must|should|will) )?(?P<verb>\w+)")
_NEW_SENTENCE = re.compile(r"(?:^|[.?!:\n])\s*[“‘\"'\[]?$")
_INSIDE = re.compile(r"\bin (?:the )?$")
"""What stands before a place or a document, and before nobody."""
_POSSESSED = re.compile(r"['’]s?$")
_WHO_IS = re.compile(r"^who (?:is|was|were|are) (?P<name>[\w' -]+)\?*$")
_WHO_ARE = re.compile(r"^who (?:are|were|should|must|may|can|could|would|shall|needs?|has to) ")
"""Asks for several persons, or for what a role is: one name would be half the answer."""
_ROLE = re.compile(
    r"\b(?:(?:lead|deputy|assistant|executive|chief|principal|independent) )?"
    r"(?:member|director|inspector|manager|chair|chief executive|head teacher|commissioner)\b"
)
_LABEL = re.compile(r"(?m)^(?P<label>[A-Z][\w’' -]{2,60}):\s+(?P<value>\S.*)$")


def grade_told(told: Told) -> str | None:
    """Return the grade that the quote gives, or None.

    In a table's row it is a cell or the row's end, of what is asked about: no other judgement's,
    and the overall one where none is named. In a sentence it needs a word of judging, as "good" is
    mostly no grade. There it is also one of those that the metadata know, where they know any,
    unless an earlier inspection is asked about.
    """
    if told.kind is BlockKind.TABLE_ROW:
        if not _is_of_area_asked(told):
            return None
        found = [match for match in _GRADE.finditer(told.quote) if _ends_cell(told.quote, match)]
    elif _JUDGED.search(told.quote):
        found = [match for match in _GRADE.finditer(told.quote) if _is_known(told, match["grade"])]
    else:
        return None
    grades = {fold(match["grade"]) for match in found}
    return found[0]["grade"] if len(grades) == 1 else None


def _is_of_area_asked(told: Told) -> bool:
    judged = areas_of(told.cells[0])
    asked = [area for area in AREAS if area.asked.search(told.asked)]
    return not judged or any(area in judged for area in asked or [OVERALL])


def lead_told(told: Told) -> str | None:
    """Return the first lead inspector of a team that the quote lists, if one is asked for."""
    if not _LED_INSPECTION.search(told.asked):
        return None
    named = (each["name"] for each in _LEAD.finditer(told.quote))
    return next((name for name in named if not _NO_PERSON.search(name)), None)


def person_told(told: Told) -> str | None:
    """Return the person's name that the quote tells, or None.

    The lead inspector is the one that the metadata know. Otherwise a name counts that is labelled
    by the question's words, that stands beside its verb, or that is the only one.
    """
    lead = told.about.lead_inspector
    if lead and _LED_INSPECTION.search(told.asked):
        return lead if lead in told.quote else None
    for label in _LABEL.finditer(told.quote):
        name = _NAME.match(label["value"])
        if name and _holds(told, label["label"]):
            return name.group()
    if _asks_who_one_is(told) or _WHO_ARE.match(told.asked) or not _holds_role(told):
        return None
    found = [match for match in _NAME.finditer(told.quote) if _is_person(told, match)]
    names = {fold(match.group()) for match in found}
    if len(names) == 1 and " " in found[0].group():
        return found[0].group()
    # One word alone names a place as often as a person.
    beside = [match for match in found if _beside_verb(told, match)]
    if len({fold(match.group()) for match in beside}) == 1:
        return beside[0].group()
    return None


def _holds_role(told: Told) -> bool:
    """Say whether the quote speaks of the post that is asked about, if one is."""
    said = fold(told.quote)
    return all(role.group() in said for role in _ROLE.finditer(told.asked))


def _asks_who_one_is(told: Told) -> bool:
    """Say whether the question names the person itself and asks what they are."""
    found = _WHO_IS.match(told.asked)
    words = re.findall(r"[\w'-]+", found["name"]) if found else []
    return bool(words) and all(word in told.query.names for word in words)


def _is_known(told: Told, grade: str) -> bool:
    about = told.about
    known = " ".join((about.overall_grade or "", *(each for _, each in about.judgements)))
    return (
        not known.strip() or _EARLIER.search(told.asked) is not None or fold(grade) in fold(known)
    )


def _ends_cell(text: str, match: re.Match[str]) -> bool:
    return not text[match.end() :].strip() or text[match.end() :].lstrip(" ").startswith("\t")


def _holds(told: Told, label: str) -> bool:
    own = {stem(word) for word in re.findall(r"[a-z]+", fold(label))}
    return own <= question_stems(told)


def _is_person(told: Told, match: re.Match[str]) -> bool:
    name = match.group()
    has_digits = any(letter.isdigit() for letter in name)
    if match.start() >= told.own_chars or has_digits or _NO_PERSON.search(name):
        return False
    if _INSIDE.search(told.quote[: match.start()]):
        return False
    if _POSSESSED.search(name) or told.quote[match.end() :].startswith(("'s", "’s")):
        return False
    if " " not in name and _NEW_SENTENCE.search(told.quote[: match.start()]):
        # Any word is capitalised there.
        return _beside_verb(told, match)
    return not all(part in told.asked for part in re.findall(r"[\w'-]+", fold(name)))


def _beside_verb(told: Told, match: re.Match[str]) -> bool:
    """Say whether the question's verb stands right after a name, or "by" with it right before."""
    verb = _VERB.search(told.asked)
    if verb is None or verb["verb"] in STOP_WORDS:
        return False
    wanted = stem(verb["verb"])
    # "(…, and Northmere) led it": what a bracket or comma parts is not beside it.
    clause = re.split(r"[^\w\s-]", fold(told.quote[match.end() :]), maxsplit=1)[0]
    after = [stem(word) for word in re.findall(r"\w+", clause)[:2]]
    before = re.findall(r"\w+", fold(told.quote[: match.start()]))[-3:]
    by = "by" in before[-2:] and wanted in {stem(word) for word in before}
    return wanted in after or by
