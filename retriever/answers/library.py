"""The library of a store: its documents, as whoever answers from them hands them on."""

from retriever.errors import DocumentError
from retriever.records import Document, Filters
from retriever.store.contract import Store


class Library:
    """The documents of a store, each call read from a view of its own.

    Args:
        store: The index.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def paths(self) -> dict[str, str]:
        """Return every document's path, by its id."""
        return {document.doc_id: document.path for document in self.documents()}

    def document(self, doc_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentError: It is not in the library.
        """
        with self.store.read() as view:
            document = view.document(doc_id)
        if document is None:
            message = f"The document {doc_id!r} is not in the library (any more)."
            raise DocumentError(message)
        return document

    def documents(self, filters: Filters = Filters()) -> tuple[Document, ...]:  # noqa: B008 - frozen
        """Return the library's documents, by path."""
        with self.store.read() as view:
            return tuple(view.documents(filters))

    def generation(self) -> int:
        """Return the index's generation: another one means that documents came or went."""
        with self.store.read() as view:
            return view.generation
