"""A library on disk whose words a question is understood by, and an encoder that knows few."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from retriever.records import Metadata
from retriever.search.lexicon import Lexicon
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, document_of, put, unit_vector
from tests.word_encoder import WordEncoder


class FewWords(WordEncoder):
    """Knows some words whole; takes every other one apart."""

    def __init__(self, *known: str) -> None:
        self._known = set(known)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 if text in self._known else 2 for text in texts]


def store_of(folder: Path, *paragraphs: str, doc_type: str = "blog_post") -> LocalStore:
    """Make a store of one document a paragraph."""
    store = LocalStore(folder, MANIFEST)
    for number, paragraph in enumerate(paragraphs):
        metadata = Metadata(title="Paper", doc_type=doc_type)
        document = document_of(f"papers/{number}.txt", [paragraph], metadata)
        put(store, document, np.stack([unit_vector(1, 0, 0, 0)]))
    return store


@contextmanager
def lexicon_of(folder: Path, *paragraphs: str, known: Sequence[str] = ()) -> Iterator[Lexicon]:
    """Open the lexicon of a store of one document a paragraph."""
    with store_of(folder, *paragraphs).read() as view:
        yield Lexicon(view, FewWords(*known))
