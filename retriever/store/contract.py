"""The store's contract: what holds documents, passages and embeddings, and searches them.

Two things can be had of a store. `read()` opens a `View`, which sees one generation from its
first call to its last, so that an answer is never a mixture (`holdings()` opens the part of it that
a sync needs); `write()` opens a `Batch`, whose changes are published together, as one new
generation, when it ends without an error, and not at all otherwise. A score is larger-is-better. An
unsupported filter raises.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from retriever.records import Document, Filters, Metadata, Passage, ScoredPassage
from retriever.store.encoder import Floats
from retriever.store.repeats import Copy, Kin

SYNC_WAIT_S = 2.0
"""For another writer: a sync with nothing to do is over by then."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made with; another value means re-deriving it from the corpus."""

    encoder: str
    encoder_fingerprint: str
    dimension: int
    analyser: str
    chunker: str
    schema: int


class Holdings(Protocol):
    """What a sync compares with the corpus, of one generation; opened without a cache."""

    @property
    def generation(self) -> int:
        """The generation that this sees; 0 for a new index."""
        ...

    def fingerprints(self) -> Mapping[str, str]:
        """Return for every path, copies too, the fingerprint that it was indexed with."""
        ...

    def copies(self) -> Sequence[Copy]:
        """Return the paths whose content another document holds."""
        ...

    def kin(self) -> Sequence[Kin]:
        """Return every document's group of near-duplicates, with its signature."""
        ...

    def text_checksums(self) -> Mapping[str, str]:
        """Return for every document's path the checksum of its text."""
        ...


class View(Holdings, Protocol):
    """One generation of the index, read-only."""

    def search_dense(self, vector: Floats, k: int, filters: Filters) -> list[ScoredPassage]:
        """Return the k nearest passages by inner product; `vector` has shape (dimension,)."""
        ...

    def search_words(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters,
        weights: Sequence[float] = (),
    ) -> list[ScoredPassage]:
        """Return the k best passages by BM25.

        Args:
            terms: Of the analyser.
            k: The most that are returned.
            filters: What the search may see.
            weights: What each term's share of the score is multiplied by; () for 1 each.
        """
        ...

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """Return the passages in the order asked for; an unknown id is left out."""
        ...

    def passages_of(self, doc_id: str) -> list[Passage]:
        """Return a document's passages in reading order."""
        ...

    def embeddings_of(self, doc_id: str) -> Floats:
        """Return a document's stored embeddings, shape (passages, dimension), in reading order."""
        ...

    def documents(self, filters: Filters) -> list[Document]:
        """Return the documents that the filters let through, by path."""
        ...

    def document(self, doc_id: str) -> Document | None:
        """Return one document, or None."""
        ...

    def about(self) -> Iterable[tuple[str, Metadata]]:
        """Return every document's id and metadata, without reading its text."""
        ...

    def kin_groups(self) -> Mapping[str, str]:
        """Return the group's name of each document that has near-duplicates."""
        ...

    def successors(self) -> Mapping[str, str]:
        """Return for each superseded document the id of the one that takes its place."""
        ...

    def document_frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each term of the analyser stands."""
        ...

    def terms_beginning(self, letters: str) -> Sequence[str]:
        """Return the terms of its passages that begin with some letters, ascending.

        Also the terms that tell what acronyms stand for (see `acronyms`).
        """
        ...

    def size(self) -> int:
        """Count the passages."""
        ...


class Batch(Protocol):
    """Changes that are published together."""

    def replace_document(
        self,
        document: Document,
        passages: Sequence[Passage],
        embeddings: Floats,
        fingerprint: str,
    ) -> None:
        """Put a document in, in the place of what its `doc_id` held before.

        Args:
            document: The document.
            passages: Its passages in reading order.
            embeddings: One row a passage, shape (passages, dimension), L2-normalised.
            fingerprint: A hash of all that decides its passages (file, sidecar, loader, chunker,
                encoder): the same fingerprint at the next sync means nothing to do.

        Raises:
            ValueError: A passage's text is not the document's text at its offsets, the rows do not
                fit, or another document has the path or a passage's id. What stood there stays.
        """
        ...

    def delete_document(self, doc_id: str) -> None:
        """Take a document out, with what is noted of its copies; nothing where there is none."""
        ...

    def add_copy(self, copy: Copy) -> None:
        """Note a path whose content a document of the index holds."""
        ...

    def delete_copy(self, path: str) -> None:
        """Forget a copy; nothing happens where there is none."""
        ...

    def add_kin(self, kin: Kin) -> None:
        """Note a document's group of near-duplicates, until it is replaced or deleted."""
        ...


class Store(Protocol):
    """Where the index lives."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines use it too: it is emptied only where that is asked for."""
        ...

    @property
    def place(self) -> str:
        """Where it is, as messages name it."""
        ...

    def kept_places(self) -> list[str]:
        """Return the places that hold what documents say."""
        ...

    def waiting(self) -> int:
        """Count the files that wait for a worker to read them."""
        ...

    def start_anew(self) -> None:
        """Empty the index and note this process's manifest: the corpus will be read again."""
        ...

    def read(self) -> AbstractContextManager[View]:
        """Open a view of the newest generation.

        Raises:
            IndexMissingError: There is no index.
            IndexDamagedError: It cannot be read, or what is read is not what was stored: also
                raised later, when a view comes upon it.
            IndexMismatchError: It was made with another encoder, analyser or schema.
        """
        ...

    def holdings(self) -> AbstractContextManager[Holdings]:
        """Open what a sync compares; raises as `read` does."""
        ...

    def write(self) -> AbstractContextManager[Batch]:
        """Open a batch; the one writer at a time.

        Raises:
            IndexBusyError: Another process writes.
        """
        ...

    def sole_writer(self) -> AbstractContextManager[None]:
        """Keep every other writer out for as long as a sync takes.

        Raises:
            IndexBusyError: Another one is at work; the message says who.
        """
        ...

    def refresh_caches(self) -> None:
        """Write what searches are quickened by, where much has changed since it was written.

        What was removed since the last time leaves every file, whoever removed it.
        """
        ...

    def is_refresh_due(self) -> bool:
        """Say whether `refresh_caches` has work left over from before, whatever has changed."""
        ...

    def remains(self) -> list[str]:
        """Return the places that `refresh_caches` could not clean of what was removed.

        It was stopped, or found a reader of an older generation; its next call finishes it.
        """
        ...

    def verify(self) -> list[str]:
        """Check everything, offsets and checksums too; one line a fault, none when sound."""
        ...
