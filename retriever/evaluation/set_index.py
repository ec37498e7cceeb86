"""Brings an evaluation set's documents into an index: passages directly, files by the real ingest.

Files are ingested by `python -m ingest sync` in a child process, so that the whole pipeline is
measured while the retriever still imports no parser. An index is kept and used again for the same
passages and encoder.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import EvaluationSet, PassageText
from retriever.records import Block, BlockKind, Document, Metadata, Passage
from retriever.settings import Settings
from retriever.store.encoder import Encoder
from retriever.store.opening import open_store

BATCH_PASSAGES = 512
_DONE = "passages.sha256"


def index_passage_set(evaluation: EvaluationSet, encoder: Encoder, settings: Settings) -> None:
    """Index every line of `corpus.jsonl` as one document of one passage.

    Args:
        evaluation: The set.
        encoder: That embeds; what is past its limit counts for words alone, as in the published
            figures.
        settings: Whose index folder is filled; one filled with the same passages is kept.
    """
    with (evaluation.folder / "corpus.jsonl").open("rb") as file:
        identity = f"{hashlib.file_digest(file, 'sha256').hexdigest()} {encoder.fingerprint}"
    done = settings.index / _DONE
    if done.is_file() and done.read_text(encoding="utf-8") == identity:
        return
    settings.index.mkdir(parents=True, exist_ok=True)
    done.unlink(missing_ok=True)
    store = open_store(settings, encoder)
    store.start_anew()
    for batch in _batches(evaluation.passage_texts()):
        pairs = [_records(line) for line in batch]
        embeddings = encoder.encode([passage.indexed_text for _, passage in pairs])
        with store.write() as changes:
            for place, (document, passage) in enumerate(pairs):
                row = embeddings[place : place + 1]
                changes.replace_document(document, [passage], row, identity)
    store.refresh_caches()
    done.write_text(identity, encoding="utf-8")


def index_files(evaluation: EvaluationSet, settings: Settings) -> None:
    """Make the index equal to the set's `files/`, by the ingest command.

    Raises:
        EvaluationFolderError: The ingest could not do it at all; failed documents do not count.
    """
    command = [sys.executable, "-m", "ingest", "sync", str(evaluation.folder / "files")]
    command += ["--index", str(settings.index)]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - own command
    if done.returncode > 1:
        message = f"The files of {evaluation.folder} could not be ingested: see the lines above."
        raise EvaluationFolderError(message)


def evaluation_index(evaluation: EvaluationSet, settings: Settings) -> Path:
    """Return where a set's own index goes by default: beside the library's, by the set's name."""
    if evaluation.layout == "library":
        return settings.index
    return settings.index.with_name(f"{settings.index.name}-{evaluation.folder.resolve().name}")


def _batches(lines: Iterator[PassageText]) -> Iterator[Sequence[PassageText]]:
    while batch := list(islice(lines, BATCH_PASSAGES)):
        yield batch


def _records(line: PassageText) -> tuple[Document, Passage]:
    identity = hashlib.sha256(line.doc_id.encode()).hexdigest()[:16]
    text = line.text
    document = Document(
        doc_id=identity,
        path=line.doc_id,
        file_hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),),
        metadata=Metadata(title=line.title, doc_type="document"),
    )
    passage = Passage(
        passage_id=f"{identity}-0",
        doc_id=identity,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        header=line.title,
    )
    return document, passage
