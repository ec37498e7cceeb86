"""Measures the speed of ingest and of questions, and prints a table.

    python benchmarks/speed.py [CORPUS] [--questions FILE.jsonl]

Ingest runs as users run it, as a command in a process of its own, into a new index; then, in the
same run, bare sentence-transformers (its defaults) and Candour's encoder embed the same texts, so
that the three rates can be compared whatever the machine. Questions are asked once each, after
one warm-up question, encoding included.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sentence_transformers import SentenceTransformer

from retriever.answer_records import Answer
from retriever.answers.opening import open_answerer
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from retriever.store.encoder_files import bundled_folder
from retriever.store.opening import open_store

QUESTIONS = Path("tests/eval/golden/queries.jsonl")


def main() -> int:
    """Run the benchmark and return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("corpus", nargs="?", type=Path, default=Path("corpus"))
    arguments.add_argument("--questions", type=Path, default=QUESTIONS)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(Settings.from_environment(), index=Path(folder) / "index")
        ingest_s = _time_ingest(given.corpus, settings.index)
        again_s = _time_ingest(given.corpus, settings.index)
        texts = _texts(settings)
        bare = SentenceTransformer(str(bundled_folder()), device="cpu")
        bare.encode(texts[:1])
        bare_rate = _rate(lambda: bare.encode(texts), len(texts))
        encoder = SentenceEncoder(settings.encoder)
        encoder.encode(texts[:1])
        own_rate = _rate(lambda: encoder.encode(texts), len(texts))
        answers = _ask_all(settings, given.questions)
    print(f"corpus                              {given.corpus}, {len(texts)} passages")
    print(f"ingest, whole command               {len(texts) / ingest_s:8.1f} passages a second")
    print(f"bare sentence-transformers          {bare_rate:8.1f} passages a second")
    print(f"Candour's encoder alone             {own_rate:8.1f} passages a second")
    print(f"ingest of the unchanged corpus      {again_s:8.2f} s")
    _print_questions(answers)
    return 0


def _time_ingest(corpus: Path, index: Path) -> float:
    command = [sys.executable, "-m", "ingest", "sync", str(corpus), "--index", str(index)]
    began = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)
    return time.perf_counter() - began


def _texts(settings: Settings) -> list[str]:
    store = open_store(settings, SentenceEncoder(settings.encoder))
    with store.read() as view:
        return [
            passage.indexed_text
            for doc_id, _ in view.about()
            for passage in view.passages_of(doc_id)
        ]


def _rate(encode: Callable[[], object], texts: int) -> float:
    began = time.perf_counter()
    encode()
    return texts / (time.perf_counter() - began)


def _ask_all(settings: Settings, questions: Path) -> list[Answer]:
    answerer = open_answerer(settings)
    answerer.warm_up()
    lines = questions.read_text(encoding="utf-8").splitlines()
    return [answerer.ask(json.loads(line)["text"]) for line in lines if line.strip()]


def _print_questions(answers: Sequence[Answer]) -> None:
    for stage in ("encode", "search", "read", "answer", "total"):
        spent = sorted(getattr(answer.timings, stage) for answer in answers)
        median, high = statistics.median(spent), spent[int(len(spent) * 0.95)]
        print(f"question, {stage:8}                  {median:8.1f} ms median, {high:8.1f} ms p95")


if __name__ == "__main__":
    sys.exit(main())
