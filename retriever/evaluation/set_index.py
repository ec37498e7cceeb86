"""Brings an evaluation set's documents into an index: passages directly, files by the real ingest.

Files are ingested by `python -m ingest sync` in a child process, so that the whole pipeline is
measured while the retriever still imports no parser. Both ways empty an index of what is not the
set's, so an evaluation marks the indexes that it makes and touches no other. An index is kept and
used again for the same passages, encoder, analyser and schema.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from retriever.errors import EvaluationFolderError, IndexMismatchError, IndexMissingError
from retriever.evaluation.question_set import EvaluationSet, PassageText
from retriever.records import Block, BlockKind, Document, Metadata, Passage
from retriever.settings import Settings
from retriever.store import connections
from retriever.store.encoder import Encoder, SentenceEncoder
from retriever.store.opening import manifest_of, open_store

BATCH_PASSAGES = 512
MARKER = "evaluation.json"
"""The file in an index folder that says: made by an evaluation, of this."""

_BEGUN = "{}"
_FILES = '{"layout": "files"}'


def index_passage_set(evaluation: EvaluationSet, encoder: Encoder, settings: Settings) -> None:
    """Index every line of `corpus.jsonl` as one document of one passage.

    Args:
        evaluation: The set.
        encoder: That embeds; what is past its limit counts for words alone, as in the published
            figures.
        settings: Whose index folder is filled; one filled with the same passages is kept.

    Raises:
        EvaluationFolderError: The folder holds an index that no evaluation made.
    """
    identity = _identity(evaluation, encoder)
    if _marked(evaluation, settings.index) == identity:
        return
    _mark(settings.index, _BEGUN)
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
    _mark(settings.index, identity)


def index_files(evaluation: EvaluationSet, settings: Settings) -> None:
    """Make the index equal to the set's `files/`, by the ingest command.

    Raises:
        EvaluationFolderError: The folder holds an index of other documents that no evaluation
            made, or the ingest could not do it at all; failed documents do not count.
    """
    if not _holds_only_files(evaluation, settings):
        _marked(evaluation, settings.index)
        _mark(settings.index, _FILES)
    files = evaluation.folder / "files"
    if not any(path.is_file() for path in files.rglob("*")):
        message = f"{files} holds no file: put the documents there that the questions are about."
        raise EvaluationFolderError(message)
    sync_corpus(files, settings)


def sync_corpus(corpus: Path, settings: Settings) -> None:
    """Make the settings' index equal to a folder of documents, by the ingest command.

    Raises:
        EvaluationFolderError: It could not be done at all; failed documents do not count.
    """
    command = [sys.executable, "-m", "ingest", "sync", str(corpus), "--index", str(settings.index)]
    done = subprocess.run(  # noqa: S603 - own command
        command,
        check=False,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **settings.as_environment()},
    )
    if done.returncode not in (0, 1):
        message = f"The files of {corpus} could not be ingested: see the lines above."
        raise EvaluationFolderError(message)


def evaluation_index(evaluation: EvaluationSet, settings: Settings) -> Path:
    """Return where a set's own index goes by default: beside the library's, by the set's name."""
    if evaluation.layout == "library":
        return settings.index
    return settings.index.with_name(f"{settings.index.name}-{evaluation.folder.resolve().name}")


def index_for_encoder(index: Path, encoder: str) -> Path:
    """Return where an index of another encoder than the library's goes: beside it, by its name."""
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", encoder).strip("-")
    return index.with_name(f"{index.name}-{slug}")


def _holds_only_files(evaluation: EvaluationSet, settings: Settings) -> bool:
    """Say whether there is an index already and the set's files are all that is in it."""
    files = evaluation.folder / "files"
    try:
        with open_store(settings, SentenceEncoder(settings.encoder)).read() as view:
            return all((files / path).is_file() for path in view.fingerprints())
    except (IndexMissingError, IndexMismatchError):
        return False


def _identity(evaluation: EvaluationSet, encoder: Encoder) -> str:
    """Return what an index of a passage set is made of: the passages, and the manifest."""
    with (evaluation.folder / "corpus.jsonl").open("rb") as file:
        passages = hashlib.file_digest(file, "sha256").hexdigest()
    return json.dumps({"layout": "passages", "sha256": passages, **asdict(manifest_of(encoder))})


def _marked(evaluation: EvaluationSet, index: Path) -> str:
    """Return what an index is marked with; "" where there is none yet.

    Raises:
        EvaluationFolderError: There is an index that no evaluation made.
    """
    if not connections.is_there(index):
        return ""
    marker = index / MARKER
    if not marker.is_file():
        message = (
            f"The index in {index} was not made by an evaluation, and evaluating "
            f"{evaluation.folder} would empty it: name another folder with --index, or delete "
            "that one if nothing needs it."
        )
        raise EvaluationFolderError(message)
    return marker.read_text(encoding="utf-8")


def _mark(index: Path, identity: str) -> None:
    index.mkdir(parents=True, exist_ok=True)
    (index / MARKER).write_text(identity, encoding="utf-8")


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
