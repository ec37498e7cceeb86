"""Encodes the documents that wait and publishes them together, as one generation.

Texts of like length are encoded together whatever their document, so that little is lost to
padding. Knows the encoder and the store; no file.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from retriever.records import Document, Passage, doc_id_of
from retriever.store.contract import Store
from retriever.store.encoder import Encoder, Floats
from retriever.store.repeats import Copy, Kin

BATCH_PASSAGES = 512
"""How many passages are encoded and published together; a stopped run loses at most the encoding
of one batch."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that waits for its embeddings.

    Attributes:
        document: The document.
        passages: Its passages.
        fingerprint: Of all that decides them.
        kin: Its group of near-duplicates.
        is_old: Whether the index holds another version of it.
        rows: An embedding for each passage; None where they are still to be made.
    """

    document: Document
    passages: tuple[Passage, ...]
    fingerprint: str
    kin: Kin
    is_old: bool
    rows: Floats | None = None


class Publisher:
    """Publishes in batches.

    Args:
        encoder: That embeds passages.
        store: That takes them.
    """

    def __init__(self, encoder: Encoder, store: Store) -> None:
        self._encoder = encoder
        self._store = store
        self._ready: list[Ready] = []
        self._copies: list[Copy] = []
        self._gone: list[str] = []
        self.has_published = False

    def remove(self, paths: Collection[str]) -> None:
        """Let paths be taken out with the next batch, so that no reader sees only half of both."""
        self._gone += paths

    def add(self, ready: Ready) -> None:
        """Let a document wait."""
        self._ready.append(ready)

    def add_copy(self, copy: Copy) -> None:
        """Let a path whose content another document holds wait."""
        self._copies.append(copy)

    def drop_copies(self, paths: Collection[str]) -> None:
        """Let copies wait no more: what they were copies of has another content now."""
        self._copies = [copy for copy in self._copies if copy.path not in paths]

    @property
    def is_full(self) -> bool:
        """Whether enough waits for a batch."""
        return sum(len(ready.passages) for ready in self._ready) >= BATCH_PASSAGES

    def publish(self) -> Sequence[Ready]:
        """Encode what waits and publish it; return the documents that were published."""
        published, copies, gone = self._ready, self._copies, self._gone
        if not published and not copies and not gone:
            return ()
        unread = [ready for ready in published if ready.rows is None]
        rows = self._encode([p.indexed_text for ready in unread for p in ready.passages])
        with self._store.write() as batch:
            for path in gone:
                batch.delete_copy(path)
                batch.delete_document(doc_id_of(path))
            for ready in published:
                own = ready.rows
                if own is None:
                    own, rows = rows[: len(ready.passages)], rows[len(ready.passages) :]
                batch.delete_copy(ready.document.path)
                batch.replace_document(ready.document, ready.passages, own, ready.fingerprint)
                batch.add_kin(ready.kin)
            for copy in copies:
                batch.delete_document(doc_id_of(copy.path))
                batch.add_copy(copy)
        self._ready, self._copies, self._gone = [], [], []
        self.has_published = True
        return published

    def _encode(self, texts: Sequence[str]) -> Floats:
        """Embed texts of like length together, and return the rows in the texts' own order."""
        rows = np.zeros((len(texts), self._encoder.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for first in range(0, len(order), BATCH_PASSAGES):
            places = order[first : first + BATCH_PASSAGES]
            rows[places] = self._encoder.encode([texts[place] for place in places])
        return rows
