"""Lists from metadata: which documents have a grade, an inspector, a date, an authority.

Complete and exact: every document counted either meets what is asked, does not, or is said not to
tell. Each is quoted where it says so itself.
"""

from dataclasses import dataclass

from retriever.answers.candidates import Candidate
from retriever.errors import IndexDamagedError
from retriever.records import Document, Filters
from retriever.search.searcher import LOST
from retriever.store.contract import View
from retriever.surveys import spans
from retriever.surveys.asked import Survey
from retriever.surveys.counted import (
    LET_THROUGH,
    Counted,
    counted_documents,
    counted_in_words,
    newest_of_each_place,
    when_in_words,
    within,
)
from retriever.surveys.grouping import Entry, Surveyed, quoted_at, surveyed
from retriever.surveys.vocabulary import Area
from retriever.surveys.when import Dated

LISTED_LIMIT = 200
"""How many documents a list shows; how many more there are is said."""

NO_SPAN = "(read from the document's metadata; its text does not say it in one place)"


def metadata_list(view: View, survey: Survey, filters: Filters) -> Surveyed:
    """Return the list that a survey asks for; no groups where nothing meets it."""
    documents = counted_documents(view, survey.noun, filters)
    if survey.newest:
        documents = newest_of_each_place([each for each in documents if each.is_judged])
    timely = within(documents, survey)
    listed = [each for each in timely if _meets(each, survey)]
    entries = [_entry(view, each, survey) for each in listed[:LISTED_LIMIT]]
    left_out = len(listed) - len(entries)
    tail = f"And {left_out:,} more, not shown." if left_out else ""
    heading = _heading(survey, Found(documents, timely, listed), filters)
    return surveyed(view, heading, entries, tail)


@dataclass(frozen=True, slots=True)
class Found:
    """Documents narrowed in three steps: of the kind, on the places and of the time, as asked."""

    documents: list[Counted]
    timely: list[Counted]
    listed: list[Counted]


def _meets(counted: Counted, survey: Survey) -> bool:
    if survey.area is not None:
        judged = counted.judged(survey.area)
        if judged is None or judged[1] not in survey.grades:
            return False
    led = (counted.about.lead_inspector or "").split(" and ")
    return not survey.inspector or survey.inspector in led


def _entry(view: View, counted: Counted, survey: Survey) -> Entry:
    document = document_of(view, counted.doc_id)
    quotes = quoted_at(view, counted.doc_id, [_told(document, counted, survey)])
    return Entry(document, quotes, "" if quotes else NO_SPAN)


def document_of(view: View, doc_id: str) -> Document:
    """Return a document that the view lists.

    Raises:
        IndexDamagedError: It is not there.
    """
    document = view.document(doc_id)
    if document is None:
        raise IndexDamagedError(LOST)
    return document


def judged_span(document: Document, judged: tuple[str, str]) -> Candidate | None:
    """Return the span that gives a label's grade, or the sentence of a grade without a label."""
    label, grade = judged
    return (
        spans.judgement_span(document, label, grade)
        if label
        else spans.overall_span(document, grade)
    )


def judged_entry(view: View, counted: Counted, area: Area) -> Entry:
    """Return a document with the row that grades an area, or with the remark that none does."""
    document, judged = document_of(view, counted.doc_id), counted.judged(area)
    if judged is None:
        return Entry(document, remark=f"(gives no grade for {area.name})")
    quotes = quoted_at(view, counted.doc_id, [judged_span(document, judged)])
    return Entry(document, quotes, "" if quotes else NO_SPAN)


def _told(document: Document, counted: Counted, survey: Survey) -> Candidate | None:
    """Return the span for what is asked first: the grade, the inspector, the time, the place."""
    judged = counted.judged(survey.area) if survey.area else None
    if judged is not None:
        return judged_span(document, judged)
    if survey.inspector:
        return spans.inspector_span(document, survey.inspector)
    if survey.when is not None:
        is_published = survey.when.dated is Dated.PUBLISHED
        by_publication = is_published or counted.about.inspection_start is None
        told = spans.publication_span if by_publication else spans.inspection_span
        return told(document)
    titled = None if survey.authorities else spans.title_span(document)
    return titled or spans.authority_span(document)


def _heading(survey: Survey, found: Found, filters: Filters) -> str:
    count, noun = len(found.listed), survey.noun
    if not found.documents:
        return f"The library has no {noun.many}{LET_THROUGH if filters != Filters() else ''}."
    told = _criteria(survey, count)
    if not told:
        held = LET_THROUGH if filters != Filters() else " in the library"
        return f"{noun.counted(count)} {'is' if count == 1 else 'are'}{held}."
    among = counted_in_words(count, len(found.documents), noun, filters)
    newest = ", the newest on each place," if survey.newest else ""
    sentences = [f"{among}{newest} {' and '.join(told)}."]
    places = {each.place for each in found.listed}
    if noun.is_of_places and 1 < len(places) < count:
        sentences.append(f"They are on {len(places)} {noun.places}.")
    if survey.area is not None:
        sentences += _outdated(survey, found)
        untold = sum(each.judged(survey.area) is None for each in found.timely)
        if untold:
            whole = f"{noun.counted(len(found.timely))}{_named(survey)}"
            verb = "gives" if untold == 1 else "give"
            sentences.append(f"{untold} of {whole} {verb} no grade for {survey.area.name}.")
    return " ".join(sentences)


def _outdated(survey: Survey, found: Found) -> list[str]:
    """Say how many of the grades listed are no longer a place's newest ones."""
    if survey.newest or survey.when is not None:
        return []
    newest = newest_of_each_place([each for each in found.documents if each.is_judged])
    count = len(found.listed) - sum(each in newest for each in found.listed)
    if not count:
        return []
    return [f"{count} of them {'has' if count == 1 else 'have'} a newer report on the same place."]


def _named(survey: Survey) -> str:
    """Return what narrows the reports of which some give no grade."""
    when = f" {survey.when.words}" if survey.when else ""
    return (f" on {' and '.join(survey.authorities)}" if survey.authorities else "") + when


def _criteria(survey: Survey, count: int) -> list[str]:
    """Return what the listed documents have in common, as verbs for so many of them."""
    is_one = count <= 1
    told = []
    if survey.area is not None:
        *others, last = survey.grades
        grades = f"{', '.join(others)} or {last}" if others else last
        told.append(f"{'gives' if is_one else 'give'} {grades} for {survey.area.name}")
    if survey.inspector:
        verb = "names" if is_one else "name"
        told.append(f"{verb} {survey.inspector} as the lead inspector")
    if survey.authorities:
        told.append(f"{'is' if is_one else 'are'} on {' or '.join(survey.authorities)}")
    if survey.when is not None:
        told.append(when_in_words(survey.when, survey.noun, count))
    return told
