"""The demonstration library, read and indexed in a second: the encoder counts words."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.chunker import Chunker
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import load_file
from retriever.answer_records import Answer, Timings
from retriever.answers.judged import Judged
from retriever.answers.judging import Judge
from retriever.reader.steady import SteadyReader
from retriever.records import Document, Filters, doc_id_of
from retriever.search.query import Query, understand, without_what_is_understood
from retriever.search.scope import scope_of
from retriever.settings import Settings
from retriever.store.contract import Store, View
from retriever.store.opening import open_store
from retriever.surveys.grouping import label_of
from retriever.surveys.surveyor import Surveyor
from tests.word_encoder import WordEncoder

CORPUS = Path(__file__).parent.parent / "corpus"
FOLDER = CORPUS / "demonstration"
EVERYTHING = Filters()

Finder = Callable[[View, Query, Filters], Judged | None]


def demonstration_documents() -> list[Document]:
    """Read every document of the demonstration library."""
    documents = []
    for file in sorted([*FOLDER.glob("*/*.html"), *FOLDER.glob("*/*.pdf")]):
        path = file.relative_to(CORPUS).as_posix()
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        identity = FileIdentity(doc_id_of(path), path, digest)
        documents.append(load_file(file, identity, lambda: None).document)
    return documents


def demonstration_store(folder: Path) -> Store:
    """Index the demonstration library."""
    encoder = WordEncoder()
    chunker = Chunker(encoder)
    store = open_store(Settings(corpus=CORPUS, index=folder), encoder, chunker="1")
    with store.write() as batch:
        for document in demonstration_documents():
            passages = chunker.passages_of(document)
            embeddings = encoder.encode([passage.indexed_text for passage in passages])
            batch.replace_document(document, passages, embeddings, document.file_hash)
    store.refresh_caches()
    return store


def store_without_overall_grade(folder: Path, label: str) -> Store:
    """Index the demonstration library, one report of it without its overall grade."""
    store = demonstration_store(folder)
    with store.read() as view:
        documents = view.documents(Filters())
        report = next(each for each in documents if label_of(each.metadata) == label)
        passages, rows = view.passages_of(report.doc_id), view.embeddings_of(report.doc_id)
    kept = tuple(each for each in report.metadata.judgements if "Overall" not in each[0])
    ungraded = replace(report, metadata=replace(report.metadata, judgements=kept, overall_grade=""))
    with store.write() as batch:
        batch.replace_document(ungraded, passages, rows, ungraded.file_hash)
    return store


def quoted_by(find: Finder, store: Store, question: str) -> str | None:
    """Return what is found without judging, in the scope that the question itself sets."""
    with store.read() as view:
        authorities = sorted({about.authority for _, about in view.about() if about.authority})
        query = without_what_is_understood(understand(question, authorities))
        scope = scope_of(query, view.about())
        found = find(view, query, Filters(doc_ids=scope.doc_ids))
    return None if found is None else found.quote


def surveyed(store: Store, question: str, filters: Filters = EVERYTHING) -> Answer | None:
    """Ask one question; None where it is no survey."""
    encoder = WordEncoder()
    surveyor = Surveyor(encoder, Judge(encoder), SteadyReader(None))
    with store.read() as view:
        authorities = sorted({about.authority for _, about in view.about() if about.authority})
        found = surveyor.survey(view, understand(question, authorities), filters, 3)
    return None if found is None else found.answer("q", question, question, Timings())
