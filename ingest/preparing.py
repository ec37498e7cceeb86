"""Reads a file of the corpus as far as it can be read alone: its document, passages, embeddings.

Whether the library has the content already is not known here. Data flows from the parser's process
through the chunker and the encoder.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ingest.chunker import CHUNKER_VERSION, Chunker
from ingest.corpus_folder import CorpusFile
from ingest.document_json import dump_document, load_document
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LOADERS_VERSION
from ingest.parser_process import ParserProcess
from ingest.refusals import read_as
from ingest.sidecar import with_sidecar
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError
from retriever.records import Document, Passage
from retriever.settings import Settings
from retriever.store.checksum import path_checksum
from retriever.store.encoder import Encoder, Floats

_SIZE_BYTES = 8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read.

    Attributes:
        document: What stands in it.
        passages: Its passages; None where they are still to be cut.
        rows: An embedding each; None where they are still to be made.
    """

    document: Document
    passages: tuple[Passage, ...] | None = None
    rows: Floats | None = None

    def as_bytes(self) -> bytes:
        """Write it, passages and embeddings included.

        Raises:
            ValueError: They are still to be made.
        """
        if self.passages is None or self.rows is None:
            message = f"{self.document.path} has no passages or embeddings yet."
            raise ValueError(message)
        passages = [asdict(each) for each in self.passages]
        head = {"passages": passages, "columns": self.rows.shape[1]}
        return (
            b"".join(
                part
                for piece in (json.dumps(head).encode(), dump_document(self.document))
                for part in (len(piece).to_bytes(_SIZE_BYTES), piece)
            )
            + np.asarray(self.rows, dtype="<f4").tobytes()
        )


class Preparer:
    """Reads, cuts and encodes.

    Args:
        encoder: That embeds passages.
        parser: That reads files.
        settings: The limits that it reads under.
    """

    def __init__(self, encoder: Encoder, parser: ParserProcess, settings: Settings) -> None:
        self._settings = settings
        self._encoder = encoder
        self._chunker = Chunker(encoder)
        self._parser = parser

    def read(self, file: CorpusFile) -> Document:
        """Read a file with its sidecar.

        Raises:
            SkippedFileError: It is not for the library.
            UnreadableFileError: It should have been readable.
            PassingFaultError: The system does not let it be read now.
        """
        try:
            identity = FileIdentity(file.doc_id, file.path, path_checksum(file.file))
            document = self._parser.load(file.file, identity).document
            return replace(document, metadata=with_sidecar(document.metadata, file.sidecar))
        except OSError as error:
            message = f"It cannot be read: {error.strerror}."
            raise PassingFaultError(message) from error

    def prepare(self, file: CorpusFile) -> Prepared:
        """Read a file, cut it and encode its passages; raises as `read` does."""
        document = self.read(file)
        passages = self._chunker.passages_of(document)
        rows = self._encoder.encode([each.indexed_text for each in passages])
        return Prepared(document, passages, rows)

    def result_of(self, file: CorpusFile, fingerprint: str) -> bytes:
        """Return what comes of a file, or why it is refused, for another process.

        Args:
            file: Which.
            fingerprint: Of the file, as it was asked for.
        """
        try:
            return self.prepare(file).as_bytes()
        except (SkippedFileError, UnreadableFileError) as error:
            # What does not pass here may well be readable where the sync runs.
            is_passing = isinstance(error, PassingFaultError)
            conditions = "" if is_passing else read_as(fingerprint, self._settings)
            is_fault = isinstance(error, UnreadableFileError)
            refusal = {"reason": str(error), "is_fault": is_fault, "read_as": conditions}
            head = json.dumps(refusal).encode()
            return len(head).to_bytes(_SIZE_BYTES) + head

    def taken(self, result: bytes, file: CorpusFile, fingerprint: str) -> Prepared:
        """Take what another process prepared; what it refused under other limits is read here.

        Raises:
            SkippedFileError: The file is not for the library.
            UnreadableFileError: It should have been readable.
        """
        piece, rest = _cut(result)
        head = json.loads(piece)
        if "reason" not in head:
            return _prepared_of(head, rest)
        if head["read_as"] != read_as(fingerprint, self._settings):
            return self.prepare(file)
        refused = UnreadableFileError if head["is_fault"] else SkippedFileError
        raise refused(head["reason"])


def fingerprint_of(file: CorpusFile, encoder: Encoder) -> str:
    """Return a hash of all that decides a file's passages.

    Raises:
        OSError: The file cannot be read.
    """
    parts = (
        path_checksum(file.file),
        path_checksum(file.sidecar),
        LOADERS_VERSION,
        CHUNKER_VERSION,
        encoder.fingerprint,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _cut(data: bytes) -> tuple[bytes, bytes]:
    end = _SIZE_BYTES + int.from_bytes(data[:_SIZE_BYTES])
    return data[_SIZE_BYTES:end], data[end:]


def _prepared_of(head: Mapping[str, Any], rest: bytes) -> Prepared:
    document, numbers = _cut(rest)
    passages = tuple(
        Passage(**{**each, "section": tuple(each["section"])}) for each in head["passages"]
    )
    rows = np.frombuffer(numbers, dtype="<f4").reshape(len(passages), head["columns"])
    return Prepared(load_document(document), passages, rows)
