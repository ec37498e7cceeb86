"""A fact that the metadata of a report knows: its grades, its days, who led the inspection.

Metadata answers come from metadata, and cite the row, line or sentence that says it. Only where the
question names the authority, one report is left to answer it, and every word of the question is
understood: whatever else it asks is for the search. A grade of no certain time is told by every
report, the newest first. Knows questions and reports.
"""

import re

from retriever.answers.candidates import Candidate
from retriever.answers.judged import Judged
from retriever.answers.outright import known_outright
from retriever.answers.quoting import QUOTES_LIMIT
from retriever.dates import find_periods, without_times
from retriever.families import is_of_any
from retriever.records import Document, Filters
from retriever.search.asked import Asked
from retriever.search.asking import without_politeness
from retriever.search.kinds import without_kinds
from retriever.search.occasions import Occasion, occasion_of
from retriever.search.places import without_names
from retriever.search.query import Query
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
from retriever.surveys.vocabulary import AREAS, GRADE_ASKED, OVERALL, Area, areas_of

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
    r"\b(next|previous|last|before|earlier|since|again|told|notice|letter|plan|action|until|not|why"
    r"|should|could|would|might)\b"
)
_LATEST = re.compile(r"\b(last|latest|most recent(ly)?|newest|current(ly)?|now)\b")
_DID = re.compile(r"\bhow (did|was|were|has|is|are)\b|\bwhat (did|does|was|were)\b")
_ALSO_UNDERSTOOD = frozenset(
    words(
        """what which who how when days day dates weeks month judged rated grade work result outcome
        effectiveness experiences progress went back returned visited visit inspectors inspector
        inspected inspection team led lead headed charge name fare fared come came out issued
        published publish report most recent latest current happen happened start started end
        ended finish finished into"""
    )
)
_TO_BE_GRADED = re.compile(r"\b(grade[ds]?|judged|judge?ments?|rat(ed|ing)|overall|get|given|do)\b")


def known_facts(view: View, query: Query, filters: Filters) -> list[Judged]:
    """Return what the metadata of the report that is asked about know, or nothing.

    Args:
        view: Of the library.
        query: The question.
        filters: With the scope that the question itself sets.

    Returns:
        One fact, or the grades of each report, the newest first, where no time is named. Nothing
        where the newest does not tell: an older one would be taken for it.
    """
    reports = _reports(view, query, filters)
    if len(reports) > 1 and not _asks_each_of(query):
        return []
    facts: list[Judged] = []
    for doc_id in reports:
        document = view.document(doc_id)
        said = _said(query, document) if document else []
        told = [known_outright(view, document, each, SURE) for each in said] if document else []
        facts += [each for each in told if each is not None]
        if not facts:
            return []
    return facts[:QUOTES_LIMIT]


def _reports(view: View, query: Query, filters: Filters) -> list[str]:
    """Return the reports on the authority that the filters leave, the newest first."""
    named = {fold(name) for name in query.authorities}
    reports = [
        (about.inspection_end, doc_id)
        for doc_id, about in view.about()
        if fold(about.authority or "") in named
        and about.inspection_end is not None
        and is_of_any(about.doc_type, query.report_kinds)
        and passes(filters, doc_id, about)
    ]
    return [doc_id for _, doc_id in sorted(reports, reverse=True)]


def _asks_each_of(query: Query) -> bool:
    """Say whether a grade of one authority is asked for, and not of which inspection."""
    is_of_one = len({fold(name) for name in query.authorities}) == 1
    is_timeless = not query.periods and occasion_of(query) is None
    return query.asked is Asked.GRADE and is_of_one and is_timeless


def _said(query: Query, document: Document) -> list[Candidate]:
    """Return where the document says the fact that is asked for."""
    asked, about = without_politeness(fold(query.text)), document.metadata
    left = without_times(without_names(asked, [about.authority or ""]), query.periods)
    left = without_kinds(left, query.kinds) if query.asked is not Asked.GRADE else left
    if occasion_of(query) is Occasion.LATEST or _asks_each_of(query):
        # The newest report tells; within it "last" would be the one before.
        left = _LATEST.sub(" ", left)
    graded = query.asked is Asked.GRADE or (_DID.search(left) and _TO_BE_GRADED.search(left))
    if _LED.search(left) and about.lead_inspector:
        told = [inspector_span(document, about.lead_inspector)] if _is_all(left) else []
    elif query.asked is Asked.DATE and _PUBLISHED_WHEN.search(left):
        told = [publication_span(document)] if _is_all(left) else []
    elif _NOT_THIS.search(left):
        told = []
    elif query.asked is Asked.DATE and _INSPECTED_WHEN.search(left):
        told = [inspection_span(document)] if _is_all(left) else []
    else:
        told = _grades_said(query, left, document) if graded else []
    return [each for each in told if each is not None]


def _grades_said(query: Query, left: str, document: Document) -> list[Candidate | None]:
    """Return where the grade stands that is asked for; of no area, the overall one.

    A report without an overall grade tells by all that it does grade.
    """
    left = GRADE_ASKED.sub(" ", left)
    area = next((each for each in AREAS if each is not OVERALL and each.asked.search(left)), None)
    is_overall = OVERALL.asked.search(left) is not None
    judgements = document.metadata.judgements
    if area is None:
        if not (is_overall or query.asked is Asked.GRADE) or not _is_all(left):
            return []
        overall = _overall_said(document)
        return [overall] if overall else [judgement_span(document, *each) for each in judgements]
    rest = area.asked.sub(" ", left)
    if is_overall or any(each.asked.search(rest) for each in AREAS) or not _is_all(rest):
        return []
    found = [(label, grade) for label, grade in judgements if _is_of(label, area)]
    return [judgement_span(document, *found[0])] if len(found) == 1 else []


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
