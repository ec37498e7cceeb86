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
from retriever.search.gazetteer import other_councils
from retriever.search.places import names_of
from retriever.search.query import Query
from retriever.store.analyser import STOP_WORDS, fold, words
from retriever.surveys import vocabulary
from retriever.surveys.fillers import words_left
from retriever.surveys.inspectors import LED, inspector_in, unknown_inspector
from retriever.surveys.move import Move, move_in
from retriever.surveys.nouns import DOCUMENTS, REPORTS, Needs, Noun, noun_in
from retriever.surveys.topic_forms import PLACE, topic_asked
from retriever.surveys.vocabulary import Area
from retriever.surveys.when import LAST, Dated, When, timed


class SurveyKind(StrEnum):
    """The kinds of answer over several documents."""

    LIST = "list"
    MOVE = "move"
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
        move: The change of grade that is asked for of all places.
        takes_sides: Whether a topic is to be praised, criticised or denied, which no count of words
            can tell.
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
    move: Move | None = None
    takes_sides: bool = False


_TAKES_SIDES = re.compile(r"\b(?:criticis\w+|prais\w+|not|no|never|without|nobody|none)\b")
_LISTS = re.compile(
    r"^((please|can you|could you|tell me|i want|i need|show me|give me|find( me)?|display) )*"
    r"(a list of|list|name|which|what|how many|the number of|all|the|every|in which|for which|count"
    r"|(were|are|is|was|have|has) (there )?any)\b"
)
_HELD = re.compile(
    r"\b(are there|is there|there are|(do|does|did) (you|we|i|it|(the|this) (library|index))"
    r" (have|hold|contain|know)|(you|we) (have|hold)|held|in (the|this|your|our) "
    r"(library|index|corpus|collection)|available)\b"
)
_TO_LIST = re.compile(
    r"\bhow many\b|"
    r"|^(please |can you |could you )*(list|show( me)?|give me|find( me)?|name|display)\b"
)
_JUDGED = re.compile(
    r"\b(judged|rated|graded|found|grade[sd]?|ratings?|judge?ments?|got|gets?|given|received?"
    r"|awarded|achieved?)\b"
)
_PUBLISHED = re.compile(r"\b(published|released|issued|came out|posted|written|publications?)\b")
_INSPECTED = re.compile(r"\b(inspected|visited|inspections?|took place|carried out|visits?)\b")
_NEWEST = re.compile(
    r"\b(currently|at present|now|at the moment|(in|at) (their|its|the) (most recent|latest|last) "
    r"(inspections?|reports?)|most recent(ly)?|latest)\b"
)
_NOT = re.compile(r"\b(not|never|weren't|wasn't|aren't|isn't)\b")
_GIVES_UP = re.compile(
    r"\b(why|because|if|except|other than|apart from|unless|neither|without|no longer|how (?!many))"
)
_CHANGES = re.compile(
    r"\b(chang(ed?|es|ing)|improv(ed?|es|ing)|progress(ed)?|develop(ed)?|evolved?|moved?"
    r"|differ(s|ed)?|got (better|worse)|gone (up|down)|compar(e[sd]?|ing|ison)|versus|vs"
    r"|difference|over time|over the years|trend|history"
    r"|from (one )?inspection to (inspection|the next|another))\b"
)
_COMPARES = re.compile(r"\b(compar|versus|vs|differ)")


def survey_of(query: Query, library: Iterable[tuple[str, Metadata]]) -> Survey | None:
    """Return the survey that a question asks for; None for an ordinary question.

    Args:
        query: The question.
        library: Every document's id and metadata.
    """
    folded = re.sub(r"[?!.]+$", "", fold(query.text)).strip()
    # Of "compare Northmere with Leeds" the library may know one side: that is told.
    unheld = other_councils(query.text, query.authorities) if query.authorities else ()
    time = timed(_without_places(folded, (*query.authorities, *unheld)))
    if time is None:
        return None
    abouts = [about for _, about in library]
    places = len(query.authorities) + len(unheld)
    return (
        _move(query, time.when, time.rest)
        or _change(query, time.when, time.rest, places)
        or _topic(query, time.when, time.rest, places)
        or _list(query, time.when, time.rest, abouts)
    )


def _without_places(folded: str, authorities: Iterable[str]) -> str:
    """Put a mark for each authority that is named."""
    names = {name for authority in authorities for name in names_of(authority)}
    for name in sorted(names, key=lambda each: (-len(each), each)):
        form = rf"\b{re.escape(name)}\b((\s+\w+){{0,1}} council)?(?:'s\b|')?"
        folded = re.sub(form, PLACE, folded)
    return folded


def _topic(query: Query, when: When | None, rest: str, places: int) -> Survey | None:
    asked = topic_asked(rest)
    if asked is None:
        return None
    authorities, topic = query.authorities, asked.topic
    if PLACE in topic:
        # "Which reports mention Northmere?": the name is what is looked for.
        if places != 1:
            return None
        topic = topic.replace(PLACE, authorities[0])
        authorities = ()
    if not [word for word in words(topic) if word not in STOP_WORDS]:
        return None
    if when is not None:
        when = replace(when, dated=asked.dated)
    takes_sides = _TAKES_SIDES.search(rest) is not None
    written = _as_written(topic, query.text)
    return Survey(
        SurveyKind.TOPIC, asked.noun, authorities, when, topic=written, takes_sides=takes_sides
    )


def _as_written(topic: str, text: str) -> str:
    """Return a folded topic as the question has it: capitals tell acronyms and names."""
    folded = fold(text)
    place = folded.find(topic)
    return text[place : place + len(topic)] if place >= 0 and len(folded) == len(text) else topic


def _move(query: Query, when: When | None, rest: str) -> Survey | None:
    found = move_in(rest)
    is_open = when is None or when.end == LAST
    if found is None or not is_open or query.authorities or not _LISTS.search(rest):
        return None
    move, left = found
    area, left = _area_in(left)
    named = noun_in(left)
    if named is None or not named[0].is_of_places:
        return None
    left = left[: named[1].start()] + " " + left[named[1].end() :]
    if words_left(_without(left, _HELD, _JUDGED, _NEWEST)):
        return None
    whole = area or vocabulary.OVERALL
    return Survey(SurveyKind.MOVE, named[0], when=when, area=whole, move=move)


def _change(query: Query, when: When | None, rest: str, places: int) -> Survey | None:
    if not _CHANGES.search(rest):
        return None
    area, left = _area_in(rest)
    names_judgement = _JUDGED.search(left) is not None
    left = _without(left, _HELD, _CHANGES, _JUDGED)
    found = noun_in(left)
    if found is not None and not found[0].is_of_places and found[0] is not REPORTS:
        return None
    if words_left(left) or not (query.authorities or names_judgement):
        return None
    compares = _COMPARES.search(rest) is not None
    if compares and places < 2:  # noqa: PLR2004 - one thing alone is not compared
        return None
    whole = area or (None if compares else vocabulary.OVERALL)
    return Survey(SurveyKind.CHANGE, REPORTS, query.authorities, when, whole, newest=not area)


def _list(query: Query, when: When | None, rest: str, abouts: list[Metadata]) -> Survey | None:
    if not _LISTS.search(rest) or _GIVES_UP.search(rest):
        return None
    inspector, left = inspector_in(query, rest, abouts)
    grades, left = _grades_in(left)
    area, left = _area_in(left) if grades else (None, left)
    found, dated = noun_in(left), _dated(left)
    if found is None and not (dated is Dated.PUBLISHED and when):
        return None
    noun = found[0] if found else DOCUMENTS
    if noun.is_of_places and (query.authorities or not (grades or when)):
        return None
    if noun.needs is Needs.PROVIDER and dated is Dated.EITHER and not grades:
        # "How many homes were there in 2024?" asks of the world, not of the library's reports.
        return None
    is_held = _HELD.search(left) is not None or _TO_LIST.search(left) is not None
    is_newest = bool(grades) and _NEWEST.search(left) is not None
    left = left[: found[1].start()] + " " + left[found[1].end() :] if found else left
    left = _without(left, _HELD, _JUDGED, _PUBLISHED, _INSPECTED, _NOT)
    left = _without(left, _NEWEST) if is_newest else left
    if not inspector:
        inspector, left = unknown_inspector(query, left)
    left = _without(left, LED) if inspector else left
    if words_left(left) or not (grades or inspector or when or is_held):
        return None
    return Survey(
        kind=SurveyKind.LIST,
        noun=noun,
        authorities=query.authorities,
        when=replace(when, dated=dated) if when else None,
        area=(area or vocabulary.OVERALL) if grades else None,
        grades=grades,
        inspector=inspector,
        newest=is_newest,
    )


def _without(text: str, *forms: re.Pattern[str]) -> str:
    for form in forms:
        text = form.sub(" ", text)
    return text


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
