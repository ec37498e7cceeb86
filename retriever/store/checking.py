"""Whether a document, its passages and their embeddings fit one another. Knows no database."""

from collections.abc import Sequence

from retriever.records import Document, Passage
from retriever.store.encoder import Floats


def check_fit(
    document: Document, passages: Sequence[Passage], embeddings: Floats, dimension: int
) -> None:
    """Compare what is about to be stored.

    Raises:
        ValueError: The rows do not fit the passages or the dimension, the text holds what a
            database cannot, or a passage's text is not the document's text at its offsets.
    """
    if len(passages) != len(embeddings):
        message = f"{document.path}: {len(passages)} passages, {len(embeddings)} embeddings."
        raise ValueError(message)
    width = embeddings.shape[-1] if embeddings.ndim > 1 else 0
    if width != dimension:
        message = f"{document.path}: embeddings of {width} numbers, not of {dimension}."
        raise ValueError(message)
    if "\0" in document.text:
        message = f"{document.path}: its text holds a NUL, where SQLite would end it."
        raise ValueError(message)
    for passage in passages:
        if document.text[passage.start : passage.end] != passage.text:
            message = f"{document.path}: passage {passage.ordinal} is not the text there."
            raise ValueError(message)
