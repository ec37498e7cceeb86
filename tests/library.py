"""Makes small documents, passages, embeddings and stores for tests, the way that ingest would."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from retriever.answers.candidates import Candidate
from retriever.answers.evidence import Evidence
from retriever.answers.judged import Judged
from retriever.records import Block, BlockKind, Document, Metadata, PageSpan, Passage
from retriever.settings import Settings
from retriever.store.contract import Manifest, Store
from retriever.store.encoder import Encoder, Floats
from retriever.store.opening import open_store

MANIFEST = Manifest(
    encoder="four-numbers",
    encoder_fingerprint="f",
    dimension=4,
    analyser="1",
    chunker="1",
    schema=2,
)
"""Of a store whose embeddings are made by hand."""

POST = Metadata(title="A post", doc_type="blog_post")


def document_of(
    path: str,
    paragraphs: Sequence[str],
    metadata: Metadata = POST,
    pages: tuple[PageSpan, ...] = (),
) -> Document:
    """Make a document whose every paragraph is one block, a blank line apart."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    return Document(
        doc_id=hashlib.sha256(path.encode()).hexdigest()[:16],
        path=path,
        file_hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        metadata=metadata,
        pages=pages,
    )


def with_kinds(document: Document, *kinds: BlockKind) -> Document:
    """Give a document's blocks other kinds, in order."""
    pairs = zip(document.blocks, kinds, strict=True)
    return replace(document, blocks=tuple(replace(block, kind=kind) for block, kind in pairs))


def passage_of(document: Document, start: int, end: int, ordinal: int = 0) -> Passage:
    """Make the passage `document.text[start:end]`, with the title as its header."""
    page = document.page_at(start)
    return Passage(
        passage_id=f"{document.doc_id}-{ordinal}",
        doc_id=document.doc_id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=document.text[start:end],
        header=document.metadata.title,
        page=page.page if page else None,
        page_label=page.label if page else None,
    )


def passages_of(document: Document) -> list[Passage]:
    """Make one passage of every block."""
    return [
        passage_of(document, block.start, block.end, ordinal)
        for ordinal, block in enumerate(document.blocks)
    ]


def judged_of(
    passage: Passage, document: Document, candidate: Candidate, probability: float
) -> Judged:
    """Judge a candidate by hand; the evidence is none, and nothing that it has to hold."""
    nothing = dict.fromkeys((field.name for field in fields(Evidence)), 0.0)
    nothing |= {"content": 1.0, "passage_content": 1.0}
    return Judged(
        order=1.0,
        probability=probability,
        candidate=candidate,
        document=document,
        passage=passage,
        evidence=Evidence(**nothing),
    )


def unit_vector(*values: float) -> Floats:
    """Return the numbers as one L2-normalised row."""
    row = np.array(values, dtype=np.float32)
    return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def put(store: Store, document: Document, embeddings: Floats) -> None:
    """Publish one document with one passage a block, as one generation."""
    with store.write() as batch:
        batch.replace_document(document, passages_of(document), embeddings, document.file_hash)


def make_index(folder: Path, encoder: Encoder, documents: Sequence[Document]) -> Settings:
    """Index documents with a real encoder; return the settings that open the index."""
    settings = Settings(corpus=folder / "corpus", index=folder / "index")
    store = open_store(settings, encoder, chunker="1")
    with store.write() as batch:
        for document in documents:
            passages = passages_of(document)
            embeddings = encoder.encode([passage.indexed_text for passage in passages])
            batch.replace_document(document, passages, embeddings, document.file_hash)
    store.refresh_caches()
    return settings
