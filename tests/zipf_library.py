"""A library of some hundred passages whose words follow Zipf's law and whose vectors cluster."""

from dataclasses import replace
from datetime import date

import numpy as np

from retriever.records import Document, Metadata
from retriever.store.contract import Store
from retriever.store.encoder import Floats
from tests.library import MANIFEST, document_of, passages_of

DIMENSION = 32
DOCUMENTS = 30
PARAGRAPHS = 20
MANIFEST_32 = replace(MANIFEST, dimension=DIMENSION)

_WORDS = [f"w{''.join(chr(97 + int(digit)) for digit in str(n))}q" for n in range(5_000)]
_SHARES = np.cumsum(1.0 / np.arange(5, len(_WORDS) + 5))
_SHARES /= _SHARES[-1]
_TYPES = ("inspection_report", "focused_visit", "blog_post", "guidance")


class ZipfLibrary:
    """The same for the same seed."""

    def __init__(self, seed: int = 5) -> None:
        self._random = np.random.default_rng(seed)
        self._centres = self._random.standard_normal((40, DIMENSION))

    def text(self, words: int) -> str:
        places = np.searchsorted(_SHARES, self._random.random(words))
        return " ".join(_WORDS[place] for place in places)

    def vectors(self, count: int) -> Floats:
        near = self._centres[self._random.integers(len(self._centres), size=count)]
        rows = near + 0.7 * self._random.standard_normal((count, DIMENSION))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def document(self, number: int) -> tuple[Document, Floats]:
        sizes = self._random.integers(20, 90, size=PARAGRAPHS)
        about = Metadata(
            title=f"Paper {number}",
            doc_type=_TYPES[number % len(_TYPES)],
            authority=f"Council {number % 12}",
            authors=(f"Author {number % 7}",),
            categories=("Rare",) if number == 3 else ("Common",),
            published=date(2010 + number % 15, 3, 1) if number % 5 else None,
        )
        document = document_of(f"{number:03}.txt", [self.text(size) for size in sizes], about)
        return document, self.vectors(PARAGRAPHS)


def fill(stores: list[Store]) -> None:
    """Put the library into stores: some documents replaced, some deleted, in several batches."""
    library = ZipfLibrary()
    first = [library.document(number) for number in range(DOCUMENTS + 10)]
    for store in stores:
        for start in (0, 20):
            with store.write() as batch:
                for document, rows in first[start : start + 20]:
                    batch.replace_document(document, passages_of(document), rows, "f")
        with store.write() as batch:
            for document, rows in first[:10]:
                batch.replace_document(document, passages_of(document), rows[::-1], "g")
            for document, _ in first[DOCUMENTS:]:
                batch.delete_document(document.doc_id)
        store.refresh_caches()
