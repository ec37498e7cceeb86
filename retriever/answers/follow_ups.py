"""Questions that a document may answer further, for who has just read of it.

Made from its own headings and facts, never by a model, and only suggestions: whoever shows one has
asked it first (see `ui/ask/suggesting.py`).
"""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from retriever.answers.starters import inspector_question, judgement_questions, section_questions
from retriever.records import Document


def follow_ups(documents: Sequence[Document]) -> Iterator[str]:
    """Yield questions about documents, one of each document in turn, each once.

    Args:
        documents: The most cited first.
    """
    rounds = zip_longest(*(_questions(document) for document in documents))
    asked = (question for question in chain.from_iterable(rounds) if question)
    yield from dict.fromkeys(asked)


def _questions(document: Document) -> Iterator[str]:
    """Yield a document's questions, one of each kind in turn."""
    kinds = (judgement_questions(document), section_questions(document), _inspector(document))
    for asked in zip_longest(*kinds):
        yield from (question for question in asked if question)


def _inspector(document: Document) -> Iterator[str]:
    question = inspector_question(document)
    if question:
        yield question
