"""The scope of a question: which documents may answer it, by what it names.

A report on one authority cannot answer a question about another, and reports of different years
look alike to every search; so the authority, the time, the title and the kind of document that a
question names narrow the library before it is searched. Knows metadata; knows no text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retriever.families import is_of_type
from retriever.records import Metadata
from retriever.search.beyond import beyond_documents
from retriever.search.councils import unknown_council, unknown_in_words
from retriever.search.occasions import (
    days_of,
    is_of,
    is_report,
    names_an_inspection,
    occasion_of,
    period_in_words,
    reports_of,
)
from retriever.search.query import Query
from retriever.search.titles import named_documents
from retriever.store.analyser import fold

_ASKED_OF = (
    r"\b(?:in|from|by|according to|do|does|did|of|under|what|which) (?:(?:the|this|that|our|any"
    r"|all|latest|most recent|\w+['’]s) )*"
)
_KINDS = (
    (re.compile(_ASKED_OF + r"(?:blogs?|blog posts?)\b"), "blog_post"),
    (re.compile(_ASKED_OF + r"(?:statutory guidance)\b"), "statutory_guidance"),
    (re.compile(_ASKED_OF + r"(?:focused visits?)\b"), "focused_visit"),
    (re.compile(_ASKED_OF + r"(?:monitoring visits?)\b"), "monitoring_visit"),
    (re.compile(_ASKED_OF + r"(?:area )?send inspections?\b"), "send_inspection"),
    (
        re.compile(_ASKED_OF + r"(?:jtai|joint (?:targeted )?(?:area )?\w* ?inspections?)\b"),
        "joint_inspection",
    ),
)
"""Kinds that a question can demand; "report" and "guidance" alone are said of anything."""

_SINCE = re.compile(
    r"^\W*(?:has|have|did|what (?:has|have|happened)|how (?:has|have|many|much)|who)\b"
    r"(?!.*\b(?:must|needs?|should)\b).*\b(?:since|after|following) (?:(?:the|its|their|of|end"
    r"|early|late|mid|spring|summer|autumn|winter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december) ){0,4}(?:19|20)\d\d\b"
)
"""Asks what came after a time; what must be done after an inspection, its report tells."""

Library = Sequence[tuple[str, Metadata]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents a question may be answered from.

    Attributes:
        doc_ids: Those alone; empty for the whole library. Where something is missing, those that
            come nearest.
        missing: When no document can answer by what the question names: the sentence that says
            so and what the library has instead. Otherwise "".
        preferred: Ids of documents that answer where they can; the others only where not.
        narrowed_to: What the documents were narrowed to, in words ("on Northmere"); "" for all.
        question: What is left of the question without the title that narrows it; "" for all of it.
    """

    doc_ids: tuple[str, ...] = ()
    missing: str = ""
    preferred: tuple[str, ...] = ()
    narrowed_to: str = field(default="", compare=False)
    question: str = field(default="", compare=False)


def scope_of(
    query: Query,
    library: Iterable[tuple[str, Metadata]],
    frequencies: Mapping[str, int] | None = None,
) -> Scope:
    """Return the scope of a question.

    Args:
        query: The question.
        library: Every document's id and metadata.
        frequencies: In how many passages each of its terms stands; a council counts as unknown
            only by the question's form where they are not known.
    """
    documents = list(library)
    beyond = beyond_documents(query)
    if beyond:
        return Scope(missing=beyond)
    if query.authorities:
        return _of_authorities(query, documents)
    named = named_documents(query.text, documents)
    if named.wholly:
        words = "of the title that you name"
        return Scope(doc_ids=named.wholly, narrowed_to=words, question=named.question)
    if named.missing:
        return Scope(missing=named.missing)
    about = [metadata for _, metadata in documents]
    known = dict.fromkeys(query.terms, 1) if frequencies is None else frequencies
    council = unknown_council(query.text, about, known)
    if council:
        return Scope(missing=unknown_in_words(council, about))
    kept, kind = _of_kind(query, documents)
    words = f"of the kind {kind.replace('_', ' ')}" if kind else ""
    ids = tuple(doc_id for doc_id, _ in kept) if kind else ()
    return Scope(doc_ids=ids, preferred=named.partly, narrowed_to=words)


def of_its_place(scope: Scope, query: Query, library: Iterable[tuple[str, Metadata]]) -> Scope:
    """Return the scope of a topic whose place is no longer in what is searched.

    The documents on that place answer where they can, those on no place only where not.
    """
    wanted = {fold(name) for name in query.authorities}
    within = {*scope.doc_ids}
    own = tuple(i for i, about in library if i in within and fold(about.authority or "") in wanted)
    return replace(scope, preferred=own) if wanted and own else scope


def _of_authorities(query: Query, documents: Library) -> Scope:
    wanted = {fold(name) for name in query.authorities}
    others = [each for each in documents if each[1].authority is None]
    about = [each for each in documents if fold(each[1].authority or "") in wanted]
    words = f"on {' and '.join(query.authorities)}"
    about, kind = _of_kind(query, about)
    occasion = occasion_of(query)
    later = _later_than_all(query, about)
    if later:
        near = tuple(doc_id for doc_id, _ in about)
        return Scope(doc_ids=near, missing=later, narrowed_to=words)
    if query.periods and names_an_inspection(fold(query.text)):
        timely = [each for each in about if is_of(each[1], query.periods)]
        dated = [each for each in about if days_of(each[1])]
        if not timely and dated and len(dated) == len(about):
            near = tuple(doc_id for doc_id, _ in about)
            return Scope(doc_ids=near, missing=_missing(query, about), narrowed_to=words)
        if timely:
            about, words = timely, f"{words} from {period_in_words(query.periods[0])}"
        if any(is_report(metadata) for _, metadata in timely):
            others = []
    elif occasion is not None:
        told = reports_of(occasion, query, about)
        if told:
            about, others = told, []
            words = f"{words} that report on the {occasion.name.lower()} inspection"
    if kind:
        others, _ = _of_kind(query, others)
        others = [each for each in others if is_of_type(each[1].doc_type, kind)]
    if others:
        words = f"{words} or on no authority"
    return Scope(doc_ids=tuple(doc_id for doc_id, _ in [*about, *others]), narrowed_to=words)


def _later_than_all(query: Query, about: Library) -> str:
    """Say that nothing is from after the time since which a question asks what came; or ""."""
    days = [each for _, metadata in about for each in days_of(metadata)]
    is_of_one = len(query.periods) == len({fold(name) for name in query.authorities}) == 1
    if not is_of_one or not days or not _SINCE.search(query.asking):
        return ""
    if query.periods[0].end < max(each.end for each in days):
        return ""
    year = max(each.end for each in days).year
    return f"The newest document that the library has on {query.authorities[0]} is from {year}."


def _of_kind(query: Query, documents: Library) -> tuple[list[tuple[str, Metadata]], str]:
    """Return the documents of the kind that the question demands, and the kind.

    All of them, and "", where it demands none or there are none.
    """
    folded = fold(query.text)
    for form, kind in _KINDS:
        if form.search(folded):
            fitting = [each for each in documents if is_of_type(each[1].doc_type, kind)]
            if fitting:
                return fitting, kind
    return list(documents), ""


def _missing(query: Query, about: Library) -> str:
    """Say what the library lacks and has: "no report on Northmere from 2011; it has 2019, 2024".

    A report counts for its inspection, what is dated by its publication alone for that.
    """
    named = period_in_words(query.periods[0])
    years = sorted({days_of(metadata)[0].end.year for _, metadata in about})
    had = ", ".join(str(year) for year in years)
    return (
        f"The library has no document on {query.authorities[0]} from {named}; "
        f"what it has on {query.authorities[0]} is from {had}."
    )
