"""Measures the index at 10,000, 100,000 and 1,000,000 passages, and prints a table.

    python benchmarks/scale.py [--passages 10000 100000 1000000] [--folder DIR]

The corpora are made up: clustered unit vectors of 384 numbers, words drawn by Zipf's law, 100
passages of 120 words a document. Nothing is encoded and no model is loaded. Building and measuring
run in processes of their own, so that start-up and memory are those of a fresh one; each search
runs alone, after ten that warm up.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retriever.records import (
    Block,
    BlockKind,
    Document,
    Filters,
    Metadata,
    Passage,
    ScoredPassage,
)
from retriever.search.fusion import DEPTH, fuse_convex
from retriever.store.analyser import ANALYSER_VERSION, terms
from retriever.store.contract import Manifest
from retriever.store.database import SCHEMA_VERSION
from retriever.store.local_store import LocalStore
from retriever.store.local_view import LocalView

DIMENSION = 384
PASSAGES_A_DOCUMENT = 100
WORDS_A_PASSAGE = 120
VOCABULARY = 200_000
CLUSTERS = 1_000
SPREAD = 0.7
AUTHORITIES = 150
QUESTIONS = 200
WARM_UP = 10
MANIFEST = Manifest("made up", "made up", DIMENSION, ANALYSER_VERSION, "", SCHEMA_VERSION)

Floats = npt.NDArray[np.float32]


class MadeUpCorpus:
    """Documents that exist nowhere, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        self._centres = _unit(self._random.standard_normal((CLUSTERS, DIMENSION)))
        weights = 1.0 / np.arange(10, VOCABULARY + 10)
        self._steps = np.cumsum(weights / weights.sum())
        self._words = [f"w{_letters(number)}" for number in range(VOCABULARY)]

    def vectors(self, count: int) -> Floats:
        """Draw unit vectors around the clusters' centres, shape (count, DIMENSION)."""
        centres = self._centres[self._random.integers(CLUSTERS, size=count)]
        noise = _unit(self._random.standard_normal((count, DIMENSION)))
        return _unit(centres + SPREAD * noise)

    def text(self, words: int) -> str:
        """Draw words by Zipf's law."""
        places = np.searchsorted(self._steps, self._random.random(words))
        return " ".join(self._words[min(place, VOCABULARY - 1)] for place in places)

    def document(self, number: int) -> tuple[Document, list[Passage], Floats]:
        """Make one document with its passages and their embeddings."""
        texts = [self.text(WORDS_A_PASSAGE) for _ in range(PASSAGES_A_DOCUMENT)]
        ends = np.cumsum([len(text) + 2 for text in texts]) - 2
        starts = [end - len(text) for end, text in zip(ends.tolist(), texts, strict=True)]
        doc_id = f"made-up-{number}"
        passages = [
            Passage(
                f"{doc_id}-{place}",
                doc_id,
                place,
                start,
                start + len(text),
                text,
                f"Paper {number}",
            )
            for place, (start, text) in enumerate(zip(starts, texts, strict=True))
        ]
        document = Document(
            doc_id=doc_id,
            path=f"{number}.txt",
            file_hash="0" * 64,
            text="\n\n".join(texts),
            blocks=tuple(Block(BlockKind.PARAGRAPH, each.start, each.end) for each in passages),
            metadata=Metadata(
                title=f"Paper {number}",
                doc_type="document",
                authority=f"Authority {number % AUTHORITIES}",
                published=date(2012 + number % 14, 1, 1),
            ),
        )
        return document, passages, self.vectors(len(passages))


def main() -> int:
    """Run the benchmark and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the indexes go (else they are deleted)")
    parser.add_argument("--build", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build:
        print(json.dumps(build(given.folder, given.build)))
        return 0
    if given.measure:
        print(json.dumps(measure(given.folder)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        columns = {}
        for count in given.passages:
            folder = (given.folder or Path(scratch)) / str(count)
            columns[count] = {
                **_run("--build", str(count), "--folder", str(folder)),
                **_run("--measure", "--folder", str(folder)),
            }
            _print_table(columns)
    return 0


def build(folder: Path, count: int) -> dict[str, float]:
    """Fill an index and write its caches; return what that took."""
    corpus, store = MadeUpCorpus(), LocalStore(folder, MANIFEST)
    began = time.perf_counter()
    made = 0.0
    for first in range(0, count // PASSAGES_A_DOCUMENT, 50):
        drawn = time.perf_counter()
        some = [corpus.document(first + place) for place in range(50)]
        made += time.perf_counter() - drawn
        with store.write() as batch:
            for document, passages, rows in some:
                batch.replace_document(document, passages, rows, "made up")
    stored = time.perf_counter()
    store.refresh_caches()
    return {
        "rows s": stored - began - made,
        "caches s": time.perf_counter() - stored,
        "disk MB": sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6,
        "build memory MB": _peak_mb(),
    }


def measure(folder: Path) -> dict[str, float]:
    """Open an index as a fresh process does, search it, add and remove a document."""
    began = time.perf_counter()
    store = LocalStore(folder, MANIFEST)
    with store.read() as view:
        opened = time.perf_counter() - began
        found = {"start-up s": opened, **_search_times(view)}
    found["memory MB"] = _peak_mb()
    document, passages, rows = MadeUpCorpus(seed=11).document(10_000_000)
    began = time.perf_counter()
    with store.write() as batch:
        batch.replace_document(document, passages, rows, "made up")
    store.refresh_caches()
    found["one document added s"] = time.perf_counter() - began
    began = time.perf_counter()
    with store.write() as batch:
        batch.delete_document(document.doc_id)
    store.refresh_caches()
    found["new one removed s"] = time.perf_counter() - began
    began = time.perf_counter()
    with store.write() as batch:
        batch.delete_document("made-up-3")
    store.refresh_caches()
    found["old one removed s"] = time.perf_counter() - began
    return found


def _search_times(view: LocalView) -> dict[str, float]:
    corpus = MadeUpCorpus(seed=11)
    vectors = corpus.vectors(QUESTIONS + WARM_UP)
    asked = [terms(corpus.text(8)) for _ in range(QUESTIONS + WARM_UP)]
    authority = Filters(authorities=("Authority 7",))
    years = Filters(since=date(2018, 1, 1))
    kinds: dict[str, Callable[[int], list[ScoredPassage]]] = {
        "dense": lambda n: view.search_dense(vectors[n], DEPTH, Filters()),
        "words": lambda n: view.search_words(asked[n], DEPTH, Filters()),
        "fused": lambda n: _fused(view, vectors[n], asked[n], Filters()),
        "one authority": lambda n: _fused(view, vectors[n], asked[n], authority),
        "half the years": lambda n: _fused(view, vectors[n], asked[n], years),
    }
    found = {}
    for kind, search in kinds.items():
        spent = sorted(_seconds(search))
        found[f"{kind} p50 ms"] = spent[len(spent) // 2] * 1000
        found[f"{kind} p95 ms"] = spent[len(spent) * 95 // 100] * 1000
    found["dense recall@10"] = _recall(view, vectors[:50])
    return found


def _seconds(search: Callable[[int], list[ScoredPassage]]) -> Iterator[float]:
    for number in range(QUESTIONS + WARM_UP):
        began = time.perf_counter()
        search(number)
        if number >= WARM_UP:
            yield time.perf_counter() - began


def _fused(
    view: LocalView, vector: Floats, asked: list[str], filters: Filters
) -> list[ScoredPassage]:
    dense = view.search_dense(vector, DEPTH, filters)
    ranked = fuse_convex(dense, view.search_words(asked, DEPTH, filters))[:12]
    view.passages([each.passage_id for each in ranked])
    return ranked


def _recall(view: LocalView, vectors: Floats) -> float:
    """Return the share of the exact ten nearest that are among the ten found."""
    best: list[list[tuple[float, str]]] = [[] for _ in vectors]
    for ids, some in view.embeddings():
        scores = vectors @ some.T
        for own, row in zip(best, scores, strict=True):
            top = np.argsort(-row)[:10]
            own += [(float(row[place]), ids[place]) for place in top]
    exact = [{each for _, each in sorted(own, reverse=True)[:10]} for own in best]
    found = [
        {each.passage_id for each in view.search_dense(vector, DEPTH, Filters())[:10]}
        for vector in vectors
    ]
    return float(np.mean([len(a & b) / 10 for a, b in zip(exact, found, strict=True)]))


def _run(*arguments: str) -> dict[str, float]:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    facts: dict[str, float] = json.loads(done.stdout)
    return facts


def _print_table(columns: dict[int, dict[str, float]]) -> None:
    print("| | " + " | ".join(f"{count:,} passages" for count in columns) + " |")
    print("|---|" + "---|" * len(columns))
    for name in next(iter(columns.values())):
        values = (f"{facts[name]:,.3g}" for facts in columns.values())
        print(f"| {name} | " + " | ".join(values) + " |")
    print(flush=True)


def _unit(rows: npt.NDArray[np.float64]) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _letters(number: int) -> str:
    """Write a number in letters, so that the analyser takes it for a word."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "q"


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
