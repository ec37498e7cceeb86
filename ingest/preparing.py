"""Reads a file of the corpus as far as it can be read alone: its document, passages, embeddings.

Whether the library has the content already is not known here. Data flows from the parser's process
through the chunker and the encoder.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

import numpy as np

from ingest.chunker import CHUNKER_VERSION, Chunker
from ingest.corpus_folder import CorpusFile
from ingest.document_json import dump_document, load_document
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LOADERS_VERSION
from ingest.parser_process import ParserProcess
from ingest.sidecar import with_sidecar
from retriever.errors import PassingFaultError, SkippedFileError, UnreadableFileError
from retriever.records import Document, Passage
from retriever.store.checksum import path_checksum
from retriever.store.encoder import Encoder, Floats

_REFUSALS = {each.__name__: each for each in (SkippedFileError, UnreadableFileError)}
_REFUSALS[PassingFaultError.__name__] = PassingFaultError
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
        """Write it, passages and embeddings included."""
        passages = [asdict(each) for each in self.passages or ()]
        rows = self.rows if self.rows is not None else np.empty((0, 1), dtype=np.float32)
        head = {"passages": passages, "columns": rows.shape[1]}
        return (
            b"".join(
                part
                for piece in (json.dumps(head).encode(), dump_document(self.document))
                for part in (len(piece).to_bytes(_SIZE_BYTES), piece)
            )
            + np.asarray(rows, dtype="<f4").tobytes()
        )


class Preparer:
    """Reads, cuts and encodes.

    Args:
        encoder: That embeds passages.
        parser: That reads files.
    """

    def __init__(self, encoder: Encoder, parser: ParserProcess) -> None:
        self._encoder = encoder
        self._chunker = Chunker(encoder)
        self._parser = parser

    def read(self, file: CorpusFile) -> Document:
        """Read a file with its sidecar.

        Raises:
            SkippedFileError: It is not for the library.
            UnreadableFileError: It should have been readable.
        """
        identity = FileIdentity(file.doc_id, file.path, path_checksum(file.file))
        document = self._parser.load(file.file, identity).document
        return replace(document, metadata=with_sidecar(document.metadata, file.sidecar))

    def prepare(self, file: CorpusFile) -> Prepared:
        """Read a file, cut it and encode its passages; raises as `read` does."""
        document = self.read(file)
        passages = self._chunker.passages_of(document)
        rows = self._encoder.encode([each.indexed_text for each in passages])
        return Prepared(document, passages, rows)

    def result_of(self, file: CorpusFile) -> bytes:
        """Return what comes of a file, or why it is refused, for another process."""
        try:
            return self.prepare(file).as_bytes()
        except (SkippedFileError, UnreadableFileError) as error:
            refusal = json.dumps({"refusal": type(error).__name__, "reason": str(error)}).encode()
            return len(refusal).to_bytes(_SIZE_BYTES) + refusal


def prepared_of(result: bytes) -> Prepared:
    """Read what another process prepared.

    Raises:
        SkippedFileError: It found the file not to be for the library.
        UnreadableFileError: It could not read the file.
    """
    piece, rest = _cut(result)
    head = json.loads(piece)
    if "refusal" in head:
        raise _REFUSALS[head["refusal"]](head["reason"])
    document, numbers = _cut(rest)
    passages = tuple(
        Passage(**{**each, "section": tuple(each["section"])}) for each in head["passages"]
    )
    rows = np.frombuffer(numbers, dtype="<f4").reshape(len(passages), head["columns"])
    return Prepared(load_document(document), passages, rows)


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
