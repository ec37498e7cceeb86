"""A store of two documents and three passages with embeddings made by hand, and what it answers."""

from datetime import date
from pathlib import Path

import numpy as np

from retriever.records import Filters, Metadata, PageSpan, ScoredPassage
from retriever.store.analyser import terms
from retriever.store.contract import Store
from retriever.store.local_store import LocalStore
from tests.library import MANIFEST, document_of, put, unit_vector

KINSHIP = document_of("posts/kinship.html", ["Kinship carers need support.", "Caseloads rise."])
HUBS = document_of(
    "reports/hubs.pdf",
    ["Family hubs help early."],
    Metadata(
        title="Hubs",
        doc_type="inspection_report",
        authority="Northmere",
        authors=("A. Smith", "B. Jones"),
        categories=("Early help",),
        inspection_start=date(2024, 6, 3),
        inspection_end=date(2024, 6, 7),
        judgements=(("Leadership", "Good"),),
        origins=(("title", "page 1"),),
    ),
    (PageSpan(1, "i", 0, 11), PageSpan(2, "", 11, 23)),
)
KINSHIP_ROWS = np.stack([unit_vector(1, 0, 0, 0), unit_vector(0, 1, 0, 0)])
HUBS_ROWS = np.stack([unit_vector(0.6, 0, 0.8, 0)])
ALONG = unit_vector(1, 0, 0, 0)
EVERYTHING = Filters()


def small_store(folder: Path) -> LocalStore:
    """Make the store: two generations, one a document."""
    made = LocalStore(folder, MANIFEST)
    fill(made)
    return made


def fill(store: Store) -> None:
    """Put the two documents into an empty store, a generation each."""
    put(store, KINSHIP, KINSHIP_ROWS)
    put(store, HUBS, HUBS_ROWS)


def anew(store: LocalStore) -> LocalStore:
    """Open the folder again, as another process would: nothing in memory."""
    return LocalStore(store.folder, MANIFEST)


def found(scored: list[ScoredPassage]) -> list[tuple[str, float]]:
    return [(each.passage_id, round(each.score, 5)) for each in scored]


def answers_of(store: Store) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    with store.read() as view:
        return (
            found(view.search_dense(ALONG, 5, EVERYTHING)),
            found(view.search_words(terms("support for kinship hubs"), 5, EVERYTHING)),
        )
