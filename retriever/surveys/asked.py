"""What kind of survey a question asks for: a list, a change over time, what many say of a topic.

A question is a survey only where every word of it is understood as a part of one (or stands in a
topic's own place, "... say about caseloads"): whatever is left over makes it an ordinary question.
Knows words and the library's metadata; knows no text of a document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from retriever.records import Metadata
from retriever.search.places import names_of
from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, fold, words
from retriever.surveys import vocabulary
from retriever.surveys.nouns import DOCUMENTS, REPORTS, Noun, noun_in
from retriever.surveys.topic_forms import PLACE, topic_asked
from retriever.surveys.vocabulary import Area
from retriever.surveys.when import Dated, When, timed


class SurveyKind(StrEnum):
    """The kinds of answer over several documents."""

    LIST = "list"
    CHANGE = "change"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Survey:
    """A question about several documents, understood.

    Attributes:
        kind: The kind of answer.
        noun: Which documents are counted.
        authorities: Those of the library that it names.
        when: The stretch of time that it names.
        area: What was judged, where it asks for a judgement.
        grades: The grades that it asks for; empty for any.
        inspector: Who led the inspection.
        topic: What the documents should say something about.
        newest: Whether only the newest report of each place counts ("currently").
    """

    kind: SurveyKind
    noun: Noun
    authorities: tuple[str, ...] = ()
    when: When | None = None
    area: Area | None = None
    grades: tuple[str, ...] = ()
    inspector: str = ""
    topic: str = ""
    newest: bool = False


_LISTS = re.compile(
    r"^((please|can you|could you|tell me|i want|i need|show me|give me|find( me)?|display|what about) )*"
    r"(a list of|list|name|which|what|how many|the number of|all|the|every|in which|for which|count"
    r"|(were|are|is|was|have|has) (there )?any)\b"
)
_HELD = re.compile(
    r"\b(are there|is there|there are|(do|does|did) (you|we|i|it|the library|this library|the index)"
    r" (have|hold|contain|know)|(you|we) (have|hold)|held|in (the|this|your|our) "
    r"(library|index|corpus|collection)|available)\b"
)
_TO_LIST = re.compile(
    r"\bhow many\b|^(please |can you |could you )*(list|show( me)?|give me|find( me)?|name|display)\b"
)
_JUDGED = re.compile(
    r"\b(judged|rated|graded|found|grade[sd]?|ratings?|judge?ments?|got|gets?|given|received?|awarded|achieved?)\b"
)
_PUBLISHED = re.compile(r"\b(published|released|issued|came out|posted|written|publications?)\b")
_INSPECTED = re.compile(r"\b(inspected|visited|inspections?|took place|carried out|visits?)\b")
_LED = re.compile(
    r"\b(led|leads?|lead inspectors?|inspectors?|reporting inspector|conducted|carried out)\b"
)
_NEWEST = re.compile(
    r"\b(currently|at present|now|at the moment|(in|at) (their|its|the) (most recent|latest|last) "
    r"(inspections?|reports?)|most recent(ly)?|latest)\b"
)
_NOT = re.compile(r"\b(not|never|weren't|wasn't|aren't|isn't)\b")
_GIVES_UP = re.compile(
    r"\b(why|because|if|except|other than|apart from|unless|neither|without|no longer|how (?!many))"
)
_CHANGES = re.compile(
    r"\b(chang(ed?|es|ing)|improv(ed?|es|ing)|progress(ed)?|develop(ed)?|evolved?|moved?|differ(s|ed)?"
    r"|got (better|worse)|gone (up|down)|compar(e[sd]?|ing|ison)|versus|vs|difference|over time|over the years"
    r"|trend|history|from (one )?inspection to (inspection|the next|another))\b"
)
_FILLERS = frozenset(
    """list name show give find display tell please many number count all every each ever been
    authority authorities council councils local city county borough district report reports
    inspection inspections inspected judgement judgements judgment judgments grade grades graded
    rating ratings rated overall children children's child services service social care ofsted
    england english library year years time dates date area areas held
    got get received receive awarded achieved achieve given published carried took place place
    good ones full one two both between level s""".split()
) - {"good", "care"}  # fmt: skip
"""Words that add nothing to what a list or a change asks for."""


def survey_of(query: Query, library: Iterable[tuple[str, Metadata]]) -> Survey | None:
    """Return the survey that a question asks for; None for an ordinary question.

    Args:
        query: The question.
        library: Every document's id and metadata.
    """
    folded = re.sub(r"[?!.]+$", "", fold(query.text)).strip()
    time = timed(_without_places(folded, query.authorities))
    if time is None:
        return None
    abouts = [about for _, about in library]
    return (
        _change(query, time.when, time.rest)
        or _topic(query, time.when, time.rest)
        or _list(query, time.when, time.rest, abouts)
    )


def _without_places(folded: str, authorities: Iterable[str]) -> str:
    """Put a mark for each authority that is named."""
    names = {name for authority in authorities for name in names_of(authority)}
    for name in sorted(names, key=lambda each: (-len(each), each)):
        form = rf"\b{re.escape(name)}\b((\s+\w+){{0,1}} council)?(?:'s\b|')?"
        folded = re.sub(form, PLACE, folded)
    return folded


def _topic(query: Query, when: When | None, rest: str) -> Survey | None:
    asked = topic_asked(rest)
    if asked is None:
        return None
    authorities, topic = query.authorities, asked.topic
    if PLACE in topic:
        # "Which reports mention Northmere?": the name is what is looked for.
        if len(authorities) != 1:
            return None
        topic = topic.replace(PLACE, authorities[0])
        authorities = ()
    if not [word for word in words(topic) if word not in STOP_WORDS]:
        return None
    if when is not None:
        when = replace(when, dated=asked.dated)
    return Survey(SurveyKind.TOPIC, asked.noun, authorities, when, topic=topic)


def _change(query: Query, when: When | None, rest: str) -> Survey | None:
    if not _CHANGES.search(rest):
        return None
    area, left = _area_in(rest)
    names_judgement = _JUDGED.search(left) is not None
    left = _JUDGED.sub(" ", _CHANGES.sub(" ", _HELD.sub(" ", left)))
    found = noun_in(left)
    if found is not None and not found[0].is_of_places and found[0] is not REPORTS:
        return None
    if _words_left(left) or not (query.authorities or names_judgement):
        return None
    compares = re.search(r"\b(compar|versus|vs|difference|differ)", rest) is not None
    if compares and len(query.authorities) < 2:  # noqa: PLR2004 - one thing alone is not compared
        return None
    whole = area or (None if compares else vocabulary.OVERALL)
    return Survey(SurveyKind.CHANGE, REPORTS, query.authorities, when, whole, newest=not area)


def _list(query: Query, when: When | None, rest: str, abouts: list[Metadata]) -> Survey | None:
    if not _LISTS.search(rest) or _GIVES_UP.search(rest):
        return None
    inspector, left = _inspector_in(query, rest, abouts)
    grades, left = _grades_in(left)
    area, left = _area_in(left) if grades else (None, left)
    found = noun_in(left)
    dated = _dated(left)
    if found is None and not (dated is Dated.PUBLISHED and when):
        return None
    noun = found[0] if found else DOCUMENTS
    if noun.is_of_places and (query.authorities or not (grades or when)):
        return None
    is_held = _HELD.search(left) is not None or _TO_LIST.search(left) is not None
    newest = bool(grades) and _NEWEST.search(left) is not None
    left = left[: found[1].start()] + " " + left[found[1].end() :] if found else left
    for form in (_HELD, _JUDGED, _PUBLISHED, _INSPECTED, _NEWEST if newest else _NOT, _NOT):
        left = form.sub(" ", left)
    inspector, left = _unknown_inspector(query, inspector, left)
    if _words_left(left if not inspector else _LED.sub(" ", left)):
        return None
    if not (grades or inspector or when or (is_held and not noun.is_of_places)):
        return None
    if when is not None:
        when = replace(when, dated=dated)
    whole = (area or vocabulary.OVERALL) if grades else None
    return Survey(
        SurveyKind.LIST, noun, query.authorities, when, whole, grades, inspector, newest=newest
    )


def _dated(rest: str) -> Dated:
    if _PUBLISHED.search(rest):
        return Dated.PUBLISHED
    return Dated.INSPECTED if _INSPECTED.search(rest) else Dated.EITHER


def _area_in(rest: str) -> tuple[Area | None, str]:
    """Return the area that is named, and the text without it; two areas are left standing."""
    for area in (*vocabulary.AREAS[1:], vocabulary.OVERALL):
        found = max(area.asked.finditer(rest), key=lambda each: len(each.group()), default=None)
        if found is not None:
            left = rest[: found.start()] + " " + rest[found.end() :]
            # "overall grade for leadership", "children in care and care leavers"
            return area, vocabulary.OVERALL.asked.sub(" ", left)
    return None, rest


def _grades_in(rest: str) -> tuple[tuple[str, ...], str]:
    """Return the grades that are asked for, and the text without them."""
    matches = list(vocabulary.GRADE_ASKED.finditer(rest))
    asked = {grade for match in matches for grade in vocabulary.grades_asked(match)}
    if _NOT.search(rest) and matches:
        # "Not good" means less than good, not outstanding.
        is_poor = asked == {"Good"}
        asked = set(vocabulary.WORSE) if is_poor else set(vocabulary.GRADES) - asked
    left = vocabulary.GRADE_ASKED.sub(" ", rest) if matches else rest
    return tuple(grade for grade in vocabulary.GRADES if grade in asked), left


def _inspector_in(query: Query, rest: str, abouts: list[Metadata]) -> tuple[str, str]:
    """Return the lead inspector that is named, whole or by a surname that only one has."""
    if not _LED.search(rest):
        return "", rest
    known = {
        name for about in abouts for name in (about.lead_inspector or "").split(" and ") if name
    }
    for name in sorted(known, key=lambda each: (-len(each), each)):
        if re.search(rf"\b{re.escape(fold(name))}\b", rest):
            return name, rest.replace(fold(name), " ")
    by_surname: dict[str, list[str]] = {}
    for name in sorted(known):
        by_surname.setdefault(fold(name).split()[-1], []).append(name)
    for surname, names in by_surname.items():
        if surname in query.names and len(names) == 1:
            return names[0], re.sub(rf"\b{re.escape(surname)}\b", " ", rest)
    return "", rest


def _unknown_inspector(query: Query, inspector: str, left: str) -> tuple[str, str]:
    """Return who is named as an inspector and is none of the library's: two names or more."""
    if inspector or not _LED.search(left):
        return inspector, left
    named = [word for word in words(_LED.sub(" ", left)) if word not in STOP_WORDS]
    named = [word for word in named if word not in _FILLERS]
    if len(named) < 2 or not set(named) <= set(query.names):  # noqa: PLR2004 - first and last name
        return "", left
    return " ".join(word.capitalize() for word in named), re.sub(
        "|".join(rf"\b{re.escape(word)}\b" for word in named), " ", left
    )


def _words_left(left: str) -> list[str]:
    """Return the words that nothing has understood."""
    plain = left.replace(PLACE, " ")
    return [word for word in words(plain) if word not in STOP_WORDS and word not in _FILLERS]

