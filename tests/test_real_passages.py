"""Chunks real reports where CANDOUR_EVAL_DATA names their folder; skipped elsewhere."""

import hashlib
import os
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.chunker import Chunker
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import load_file
from retriever.errors import SkippedFileError
from retriever.records import BlockKind, Document, Passage
from retriever.store.encoder import SentenceEncoder

DATA = Path(os.environ.get("CANDOUR_EVAL_DATA") or "/nonexistent")
FOLDERS = ("ofsted_reports", "uk_policy")
A_FOLDER = 20
ENCODER = SentenceEncoder()

pytestmark = pytest.mark.skipif(
    not all((DATA / folder).is_dir() for folder in FOLDERS),
    reason="CANDOUR_EVAL_DATA names no folder with ofsted_reports and uk_policy",
)


@cache
def chunked() -> list[tuple[Document, tuple[Passage, ...]]]:
    """Read and chunk twenty files of each folder, evenly chosen."""
    chunker = Chunker(ENCODER)
    documents = []
    for folder in FOLDERS:
        files = sorted((DATA / folder / "files").iterdir())
        for file in files[:: max(len(files) // A_FOLDER, 1)][:A_FOLDER]:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            try:
                loaded = load_file(file, FileIdentity(file.stem, file.name, digest), lambda: None)
            except SkippedFileError:
                continue
            documents.append(loaded.document)
    return [(document, chunker.passages_of(document)) for document in documents]


def test_no_passage_begins_or_ends_inside_a_word() -> None:
    broken = []
    for document, passages in chunked():
        padded = f" {document.text} "
        broken += [
            (document.path, passage.text)
            for passage in passages
            if not (padded[passage.start].isspace() and padded[passage.end + 1].isspace())
        ]

    assert broken == []


def test_no_passage_spans_two_sections() -> None:
    spanning = []
    for document, passages in chunked():
        for heading, after in pairwise(document.blocks):
            if heading.kind is not BlockKind.HEADING or after.kind is BlockKind.HEADING:
                continue
            spanning += [
                (document.path, passage.text)
                for passage in passages
                if passage.start <= heading.start < passage.end and after.start < passage.end
            ]

    assert spanning == []


def test_every_passage_with_its_header_is_within_the_encoders_limit() -> None:
    texts = [passage.indexed_text for _, passages in chunked() for passage in passages]

    assert max(ENCODER.count_tokens(texts)) <= ENCODER.limit_tokens


def test_every_character_of_the_body_is_in_exactly_one_passage() -> None:
    for document, passages in chunked():
        assert all(before.end <= after.start for before, after in pairwise(passages))
        inside = "".join(passage.text for passage in passages)
        body = "".join(
            document.text[block.start : block.end]
            for block, after in pairwise([*document.blocks, document.blocks[-1]])
            if block.kind not in (BlockKind.HEADING, BlockKind.CAPTION)
            or any(p.start <= block.start < p.end for p in passages)
        )

        assert "".join(inside.split()) == "".join(body.split())


def test_numbered_paragraphs_that_fit_are_whole() -> None:
    parted = []
    for document, passages in chunked():
        for block in document.blocks:
            text = document.text[block.start : block.end]
            # A header takes up to 100 of the 254 tokens, so that up to 150 always fit.
            if block.kind is not BlockKind.NUMBERED_PARAGRAPH or not _is_short(text):
                continue
            if not any(p.start <= block.start and block.end <= p.end for p in passages):
                parted.append((document.path, block.number))

    assert parted == []


def _is_short(text: str) -> bool:
    return ENCODER.count_tokens([text])[0] <= 150


def test_passages_of_a_few_words_are_rare() -> None:
    counts = [
        tokens
        for _, passages in chunked()
        for tokens in ENCODER.count_tokens([passage.text for passage in passages])
    ]

    # Lines that are all that stands under a heading; 1.9 % when this was written.
    assert sum(tokens < 10 for tokens in counts) <= 0.03 * len(counts)
