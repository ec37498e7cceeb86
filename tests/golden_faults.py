"""Faults of each stage, seeded into a sound index and searches: what the gate must notice.

Small real stores and views that stand between an answerer and the sound ones; nothing is patched.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.chunker import CHUNKER_VERSION
from retriever.records import Filters, Passage, ScoredPassage
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import Encoder, Floats
from retriever.store.opening import open_store

Change = Callable[[Sequence[Passage]], list[Passage]]


def without_every_tenth(passages: Sequence[Passage]) -> list[Passage]:
    """Drop passages as a chunker that loses some would."""
    return [passage for passage in passages if passage.ordinal % 10 != 9]


def without_headers(passages: Sequence[Passage]) -> list[Passage]:
    """Leave title, authority, date and section out of what is embedded and indexed."""
    return [replace(passage, header="") for passage in passages]


def index_with(change: Change, sound: Settings, encoder: Encoder, folder: Path) -> Store:
    """Index the sound index's documents with the passages that a faulty chunker would have made."""
    store = open_store(Settings(index=folder), encoder, CHUNKER_VERSION)
    with open_store(sound, encoder).read() as view, store.write() as batch:
        for document in view.documents(Filters()):
            passages = change(view.passages_of(document.doc_id))
            embeddings = encoder.encode([passage.indexed_text for passage in passages])
            batch.replace_document(document, passages, embeddings, document.file_hash)
    store.refresh_caches()
    return store


class UpsideDownStore:
    """A store whose two lists are fused with the wrong sign: what fits best comes last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def read(self) -> Iterator["UpsideDownView"]:
        with self._store.read() as view:
            yield UpsideDownView(view)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class UpsideDownView:
    """A view whose scores are those of the sound one, less is better."""

    def __init__(self, view: Any) -> None:
        self._view = view

    def search_dense(self, vector: Floats, k: int, filters: Filters) -> list[ScoredPassage]:
        found: list[ScoredPassage] = self._view.search_dense(vector, k, filters)
        return [replace(each, score=-each.score) for each in found]

    def search_words(
        self, terms: Sequence[str], k: int, filters: Filters, weights: Sequence[float] = ()
    ) -> list[ScoredPassage]:
        found: list[ScoredPassage] = self._view.search_words(terms, k, filters, weights)
        most = max((each.score for each in found), default=0.0)
        return [replace(each, score=most - each.score) for each in found]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)
