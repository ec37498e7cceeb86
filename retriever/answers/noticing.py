"""What the reader of an answer by quotes should know of it, in our words."""

from collections.abc import Callable, Iterable, Sequence

from retriever.answer_records import UNSURE, UNSURE_BELOW, Citation
from retriever.answers.attempt import Attempt
from retriever.answers.citing import superseded_in_words
from retriever.answers.disagreement import differing_in_words
from retriever.answers.premises import untrue_premise
from retriever.records import Document, Metadata
from retriever.search.query import Query


def noticed(
    query: Query,
    tried: Attempt,
    citations: Sequence[Citation],
    document: Callable[[str], Document | None],
    library: Iterable[Metadata],
) -> tuple[str, ...]:
    """Return what is to be known: that it is not certain, out of date, or disagreed with.

    Or that the question takes a grade for granted which no report gives.

    Args:
        query: The question.
        tried: What came of it, with quotes.
        citations: Of the quotes.
        document: Returns the library's document of an id.
        library: All that it holds.
    """
    is_unsure = not tried.is_outright and tried.judged[0].probability < UNSURE_BELOW
    untrue = untrue_premise(query, library)
    return (
        *((UNSURE,) if is_unsure else ()),
        *((untrue,) if untrue else ()),
        *superseded_in_words(citations, document),
        # Grades that metadata tell stand under their dates.
        *(() if tried.is_outright else differing_in_words(query, tried.chosen)),
    )
