"""What the reader of an answer by quotes should know of it, in our words."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from retriever.answer_records import UNSURE, UNSURE_BELOW, Citation
from retriever.answers.attempt import Attempt
from retriever.answers.citing import superseded_in_words
from retriever.answers.disagreement import differing_in_words
from retriever.answers.premises import untrue_premise
from retriever.records import Document, Metadata
from retriever.search.asked import Asked
from retriever.search.councils import unknown_in_words
from retriever.search.gazetteer import other_councils
from retriever.search.places import named_authorities
from retriever.search.query import Query
from retriever.surveys.grouping import label_of
from retriever.surveys.vocabulary import OVERALL, areas_of


def lacking_in_words(query: Query, library: Iterable[tuple[str, Metadata]]) -> str:
    """Return the sentence that says which council the library has nothing on, or "".

    One that a question names, alone or beside others.
    """
    about = [each for _, each in library]
    lacking = other_councils(query.text, query.authorities)
    if not lacking or not any(each.authority for each in about):
        return ""
    return unknown_in_words(" or ".join(lacking), about)


def noticed(
    query: Query,
    tried: Attempt,
    citations: Sequence[Citation],
    document: Callable[[str], Document | None],
    library: Iterable[tuple[str, Metadata]],
) -> tuple[str, ...]:
    """Return what is to be known: that it is not certain, out of date, or disagreed with.

    Or that the question takes a grade for granted which no report gives.

    Args:
        query: The question.
        tried: What came of it, with quotes.
        citations: Of the quotes.
        document: Returns the library's document of an id.
        library: Every document's id and metadata.
    """
    is_unsure = not tried.is_outright and tried.judged[0].probability < UNSURE_BELOW
    about = list(library)
    untrue = untrue_premise(query, (each for _, each in about))
    quotes = " ".join(each.quote for each in citations)
    is_told = bool(named_authorities(other_councils(query.text, query.authorities), quotes))
    lacking = "" if is_told else lacking_in_words(query, about)
    return (
        *((UNSURE,) if is_unsure else ()),
        *((untrue,) if untrue else ()),
        *((lacking,) if lacking else ()),
        *_without_overall_grade(query, tried),
        *superseded_in_words(citations, document),
        # Grades that metadata tell stand under their dates.
        *(() if tried.is_outright else differing_in_words(query, tried.chosen)),
    )


def _without_overall_grade(query: Query, tried: Attempt) -> Iterable[str]:
    """Yield a sentence for each report whose grade is asked for and that has none overall."""
    if not tried.is_outright or query.asked is not Asked.GRADE:
        return
    by_report = groupby(tried.chosen, key=lambda each: each.document.doc_id)
    for rows in (list(of_report) for _, of_report in by_report):
        if len(rows) > 1 and not any(OVERALL in areas_of(each.own) for each in rows):
            label = label_of(rows[0].document.metadata)
            yield f"{label}: the report gives no overall grade; what it grades is quoted."
