"""What is known of every document of one generation, kept in the process between questions.

Read once and caught up by the documents' keys, so that a new generation costs what is new in it.
Data flow one way: from the database's rows into the register.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from retriever.errors import IndexDamagedError
from retriever.records import Document, Metadata
from retriever.store.checksum import row_checksum
from retriever.store.lineage import Lineage, is_same, lineage_of
from retriever.store.postgres.columns import DAMAGED, check_document
from retriever.store.postgres.migrations import Connection
from retriever.store.repeats import Copy, Kin
from retriever.store.rows import document_of, metadata_of
from retriever.store.versions import successors

KEPT_DOCUMENTS = 256
"""As the local store keeps them: a question needs a dozen, each of which takes milliseconds."""

_DOCUMENT = (
    "SELECT key, born, doc_id, path, file_hash, fingerprint, metadata, warnings, pages, blocks, "
    "about_sha256, text_sha256, row_sha256, text FROM documents WHERE key = ANY(%s::bigint[]) "
    "ORDER BY path"
)


@dataclass(frozen=True, slots=True)
class Register:
    """One generation's documents.

    Attributes:
        library: The index's own name: one made anew has another.
        generation: Of which it is.
        lineage: The stamps of the generations up to it.
        about: Every document's id and metadata, by its key.
        keys: Every document's key, by its id.
        kin_groups: The group of each document that has near-duplicates, by id.
        successors: What takes the place of each superseded document, by id.
        also_at: The other paths of each document that has copies, by id.
        documents: Records of the documents read last, by key, at most KEPT_DOCUMENTS.
    """

    library: str
    generation: int
    lineage: Lineage
    about: Mapping[int, tuple[str, Metadata]]
    keys: Mapping[str, int]
    kin_groups: Mapping[str, str]
    successors: Mapping[str, str]
    also_at: Mapping[str, tuple[str, ...]]
    documents: dict[int, Document] = field(default_factory=dict)

    def document(self, connection: Connection, doc_id: str) -> Document | None:
        """Return one document, from memory where it was read lately.

        Raises:
            IndexDamagedError: It is not what was stored.
        """
        key = self.keys.get(doc_id)
        if key is None:
            return None
        kept = self.documents.get(key)
        if kept is None:
            # Other threads add and take out too: the keys are listed in one step.
            for other in list(self.documents)[: len(self.documents) + 1 - KEPT_DOCUMENTS]:
                self.documents.pop(other, None)
            found = self.read(connection, [key])
            if not found:
                raise IndexDamagedError(DAMAGED.format(what=f"the list with {doc_id}"))
            kept = self.documents[key] = found[0]
        return kept

    def read(self, connection: Connection, keys: list[int]) -> list[Document]:
        """Return documents by path, read anew.

        Raises:
            IndexDamagedError: One is not what was stored.
        """
        return [self._document(row) for row in connection.execute(_DOCUMENT, (keys,))]

    def _document(self, row: tuple[Any, ...]) -> Document:
        check_document(row)
        document = document_of(row)
        return replace(
            document,
            superseded_by=self.successors.get(document.doc_id),
            also_at=self.also_at.get(document.doc_id, ()),
        )


class Registers:
    """The newest register that this process has seen."""

    def __init__(self) -> None:
        self._held: Register | None = None
        self._lock = Lock()

    def of(self, connection: Connection, stored: Mapping[str, str], generation: int) -> Register:
        """Return the register of the generation that a transaction sees.

        The number alone does not say that what is held is the same, for a database may have been
        put back from a backup: the library's name and the generations' stamps do.
        """
        library, stamps = stored.get("library", ""), lineage_of(stored)
        with self._lock:
            held = self._held
            if held is not None and (
                held.library != library
                or not is_same(held.lineage, stamps, min(held.generation, generation))
            ):
                held = None
            if held is not None and held.generation == generation:
                return held
            known = held.about if held is not None else {}
            made = _made(connection, (library, generation, stamps), known)
            if held is None or held.generation < generation:
                self._held = made
            return made


def copies(connection: Connection) -> list[Copy]:
    """Return every copy, by path.

    Raises:
        IndexDamagedError: A row is not what was stored.
    """
    found = []
    for *columns, row_sha256 in connection.execute("SELECT * FROM copies ORDER BY path"):
        if row_checksum(columns) != row_sha256:
            raise IndexDamagedError(DAMAGED.format(what=f"what is noted of {columns[0]}"))
        found.append(Copy(*columns))
    return found


def kin(connection: Connection) -> list[Kin]:
    """Return every document's group and signature, by id.

    Raises:
        IndexDamagedError: A row is not what was stored.
    """
    found = []
    for doc_id, name, signature, row_sha256 in connection.execute(
        "SELECT * FROM kin ORDER BY doc_id"
    ):
        if row_checksum((doc_id, name), signature) != row_sha256:
            raise IndexDamagedError(DAMAGED.format(what=f"the kin of {doc_id}"))
        found.append(Kin(doc_id, name, signature))
    return found


def _made(
    connection: Connection,
    name: tuple[str, int, Lineage],
    known: Mapping[int, tuple[str, Metadata]],
) -> Register:
    about = _about(connection, known)
    also_at: dict[str, tuple[str, ...]] = {}
    for copy in copies(connection):
        also_at[copy.doc_id] = (*also_at.get(copy.doc_id, ()), copy.path)
    groups: dict[str, str] = dict(
        connection.execute("SELECT doc_id, name FROM kin ORDER BY doc_id").fetchall()
    )
    sizes = Counter(groups.values())
    return Register(
        *name,
        about=about,
        keys={doc_id: key for key, (doc_id, _) in about.items()},
        kin_groups={doc_id: group for doc_id, group in groups.items() if sizes[group] > 1},
        successors=successors(about.values()),
        also_at=also_at,
    )


def _about(
    connection: Connection, known: Mapping[int, tuple[str, Metadata]]
) -> dict[int, tuple[str, Metadata]]:
    keys = [key for (key,) in connection.execute("SELECT key FROM documents ORDER BY key")]
    unread = [key for key in keys if key not in known]
    read = {}
    for key, doc_id, metadata, checksum in connection.execute(
        "SELECT key, doc_id, metadata, about_sha256 FROM documents WHERE key = ANY(%s::bigint[])",
        (unread,),
    ):
        if row_checksum((doc_id, metadata)) != checksum:
            raise IndexDamagedError(DAMAGED.format(what=f"the metadata of {doc_id}"))
        read[key] = (doc_id, metadata_of(metadata))
    return {key: read[key] if key in read else known[key] for key in keys}
