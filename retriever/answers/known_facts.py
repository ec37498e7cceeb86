"""A fact that the metadata of one report knows: its grades, its days, who led the inspection.

Metadata answers come from metadata, and cite the row, line or sentence that says it. Only where the
question names the authority, one report is left to answer it, and every word of the question is
understood: whatever else it asks is for the search. Knows questions and one report.
"""

import re

from retriever.answers.candidates import Candidate
from retriever.answers.judged import Judged
from retriever.answers.outright import known_outright
from retriever.dates import find_periods, without_times
from retriever.families import is_of_any
from retriever.records import Document, Filters
from retriever.search.kinds import without_kinds
from retriever.search.occasions import Occasion, occasion_of
from retriever.search.places import without_names
from retriever.search.query import Asked, Query
from retriever.store.analyser import fold, words
from retriever.store.contract import View
from retriever.store.local_view import passes
from retriever.surveys.fillers import words_left
from retriever.surveys.spans import (
    inspection_span,
    inspector_span,
    judgement_span,
    overall_span,
    publication_span,
)
from retriever.surveys.vocabulary import AREAS, OVERALL, Area, areas_of

SURE = 0.99
"""Of a value that the metadata know and whose words were found: 434 of 434 grades, 110 of 110 lead
inspectors and dates of real reports were right."""

_LED = re.compile(
    r"\b(who (was|is) )?the (name of the )?lead inspector\b|\blead inspector\b"
    r"|\bwho (led|headed|was in charge of)( the)?( inspection)?( team)?( (that|which) inspected)?\b"
)
_INSPECTED_WHEN = re.compile(
    r"\b(when|(on |in )?(what|which) (days?|dates?|weeks?|months?))\b"
    r"(?P<between>.*)\b(inspect(ed|ions?|ors?))\b"
)
_PUBLISHED_WHEN = re.compile(
    r"\b(when|(on )?(what|which) (days?|dates?))\b.*\b(published|publish|issued|came out)\b"
)
_NOT_THIS = re.compile(
    r"\b(next|previous|last|before|earlier|since|again|told|notice|letter|plan|action|until|not)\b"
)
_LATEST = re.compile(r"\b(last|latest|most recent(ly)?|newest|current(ly)?|now)\b")
_DID = re.compile(r"\bhow (did|was|were|has|is|are)\b|\bwhat (did|does|was|were)\b")
_ALSO_UNDERSTOOD = frozenset(
    words(
        """what which who how when days day dates weeks month judged rated grade work result outcome
        effectiveness experiences progress went back returned visited visit inspectors inspector
        inspected inspection team led lead headed charge name fare fared come came out issued
        published publish report most recent latest current happen happened start started end
        ended finish finished"""
    )
)
_TO_BE_GRADED = re.compile(r"\b(grade[ds]?|judged|judge?ments?|rat(ed|ing)|overall|get|given|do)\b")


def known_fact(view: View, query: Query, filters: Filters) -> Judged | None:
    """Return what the metadata of the one report that is asked about know, or None.

    Args:
        view: Of the library.
        query: The question.
        filters: With the scope that the question itself sets.
    """
    if not query.authorities:
        return None
    document = _one_report(view, query, filters)
    candidate = None if document is None else _said(query, document)
    if document is None or candidate is None:
        return None
    return known_outright(view, document, candidate, SURE)


def _one_report(view: View, query: Query, filters: Filters) -> Document | None:
    """Return the report on the authority, where the filters leave just one."""
    named = {fold(name) for name in query.authorities}
    reports = [
        doc_id
        for doc_id, about in view.about()
        if fold(about.authority or "") in named
        and about.inspection_end is not None
        and is_of_any(about.doc_type, query.report_kinds)
        and passes(filters, doc_id, about)
    ]
    return view.document(reports[0]) if len(reports) == 1 else None


def _said(query: Query, document: Document) -> Candidate | None:
    """Return where the document says the fact that is asked for, or None."""
    asked, about = fold(query.text), document.metadata
    left = without_times(without_names(asked, [about.authority or ""]), query.periods)
    left = without_kinds(left, query.kinds) if query.asked is not Asked.GRADE else left
    if occasion_of(query) is Occasion.LATEST:
        # The scope has chosen that report; within it "last" would be the one before.
        left = _LATEST.sub(" ", left)
    if _LED.search(left) and about.lead_inspector:
        return inspector_span(document, about.lead_inspector) if _is_all(left) else None
    is_date = query.asked is Asked.DATE
    if is_date and _PUBLISHED_WHEN.search(left):
        return publication_span(document) if _is_all(left) else None
    if is_date and _INSPECTED_WHEN.search(left) and not _NOT_THIS.search(left):
        return inspection_span(document) if _is_all(left) else None
    graded = query.asked is Asked.GRADE or (_DID.search(left) and _TO_BE_GRADED.search(left))
    return _grade_said(left, document) if graded and not _NOT_THIS.search(left) else None


def _grade_said(left: str, document: Document) -> Candidate | None:
    area = next((each for each in AREAS if each is not OVERALL and each.asked.search(left)), None)
    is_overall = OVERALL.asked.search(left) is not None
    if area is None:
        return _overall_said(document) if is_overall and _is_all(left) else None
    rest = area.asked.sub(" ", left)
    if is_overall or any(each.asked.search(rest) for each in AREAS) or not _is_all(rest):
        return None
    found = [(label, grade) for label, grade in document.metadata.judgements if _is_of(label, area)]
    return judgement_span(document, *found[0]) if len(found) == 1 else None


def _overall_said(document: Document) -> Candidate | None:
    about = document.metadata
    for label, grade in about.judgements:
        if OVERALL in areas_of(label):
            return judgement_span(document, label, grade)
    return overall_span(document, about.overall_grade) if about.overall_grade else None


def _is_of(label: str, area: Area) -> bool:
    return area in areas_of(label)


def _is_all(left: str) -> bool:
    """Say whether every word that is left is understood."""
    return not find_periods(left) and all(word in _ALSO_UNDERSTOOD for word in words_left(left))
