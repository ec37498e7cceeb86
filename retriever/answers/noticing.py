"""What the reader of an answer by quotes should know of it, in our words."""

from collections.abc import Callable, Sequence

from retriever.answer_records import UNSURE, UNSURE_BELOW, Citation
from retriever.answers.attempt import Attempt
from retriever.answers.citing import superseded_in_words
from retriever.answers.disagreement import differing_in_words
from retriever.records import Document
from retriever.search.query import Query


def noticed(
    query: Query,
    tried: Attempt,
    citations: Sequence[Citation],
    document: Callable[[str], Document | None],
) -> tuple[str, ...]:
    """Return what is to be known: that it is not certain, out of date, or disagreed with.

    Args:
        query: The question.
        tried: What came of it, with quotes.
        citations: Of the quotes.
        document: Returns the library's document of an id.
    """
    is_unsure = not tried.is_outright and tried.judged[0].probability < UNSURE_BELOW
    return (
        *((UNSURE,) if is_unsure else ()),
        *superseded_in_words(citations, document),
        *differing_in_words(query, tried.chosen),
    )
