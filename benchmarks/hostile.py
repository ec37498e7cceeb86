"""Reads a folder of hostile files as a library and prints what became of each kind.

    python benchmarks/hostile.py FOLDER [--all] [--limit-s SECONDS]

FOLDER holds manifest.tsv, with a head line and the columns `file` and `expected` among others:
readable, broken, broken-or-readable, empty, empty-scan, encrypted, mislabelled, other-format,
refuse-archive, bomb, xxe or payload. The files are copied into a corpus of their own, and a sync
runs over it in a process of its own, so that a crash or a hang of the parent is seen and counted.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.chunker import CHUNKER_VERSION
from ingest.corpus_folder import corpus_files
from ingest.sync import Sync
from retriever.settings import Settings
from retriever.store.encoder import Floats, SentenceEncoder
from retriever.store.opening import open_store

PROJECT = Path(__file__).resolve().parents[1]
INDEXED, SKIPPED, FAILED, COPY, UNLISTED = "indexed", "skipped", "failed", "copy", "unlisted"
OUTCOMES = (INDEXED, COPY, SKIPPED, FAILED, UNLISTED)
READ, REFUSED, EITHER = {INDEXED, COPY}, {SKIPPED, FAILED}, {INDEXED, COPY, SKIPPED, FAILED}
EXPECTED: Mapping[str, set[str]] = {
    "readable": READ,
    "empty": REFUSED,
    "encrypted": REFUSED,
    "mislabelled": REFUSED,
    "refuse-archive": REFUSED,
    # What is left of a broken file may be read; a scan has text where OCR is installed.
    "broken": EITHER,
    "broken-or-readable": EITHER,
    "empty-scan": EITHER,
    "other-format": EITHER,
    # That the parent outlives them is what counts.
    "bomb": EITHER,
    "xxe": EITHER,
    "payload": EITHER,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one file.

    Attributes:
        file: Its path in the folder.
        expected: As the manifest says.
        outcome: One of `OUTCOMES`.
        reason: Why it did not go in, or "".
        seconds: How long it took to read and to cut into passages.
    """

    file: str
    expected: str
    outcome: str
    reason: str
    seconds: float

    @property
    def is_as_expected(self) -> bool:
        """Whether the outcome is one that the manifest allows."""
        return self.outcome in EXPECTED.get(self.expected, EITHER)


class TimedEncoder(SentenceEncoder):
    """Notes how long it encodes, so that reading can be told from encoding."""

    encoding_s = 0.0

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        """Embed texts."""
        started = time.monotonic()
        rows = super().encode(texts, asked)
        self.encoding_s += time.monotonic() - started
        return rows


def main() -> int:
    """Run the benchmark; return 1 where the parent did not outlive it or a file is not listed."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--all", action="store_true", help="list every file, not misses only")
    arguments.add_argument("--limit-s", type=float, default=3600.0)
    arguments.add_argument("--sync-into", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.sync_into is not None:
        json.dump(synced(given.folder, given.sync_into), sys.stdout)
        return 0
    expectations = manifest_of(given.folder)
    try:
        fates = fates_of(given.folder, expectations, given.limit_s)
    except subprocess.TimeoutExpired:
        print(f"crashes of the parent 0, hangs 1: not done in {given.limit_s:.0f} s")
        return 1
    except subprocess.CalledProcessError as error:
        print(f"crashes of the parent 1 (status {error.returncode}), hangs 0\n{error.stderr}")
        return 1
    _print_table(fates)
    print("crashes of the parent 0, hangs 0")
    for fate in fates:
        if given.all or not fate.is_as_expected:
            print(f"{fate.expected} -> {fate.outcome}: {fate.file[-70:]}: {fate.reason}")
    return 1 if any(fate.outcome == UNLISTED for fate in fates) else 0


def manifest_of(folder: Path) -> dict[str, str]:
    """Return what is expected of each file, by its path in the folder."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["file"]: row["expected"] for row in rows}


def fates_of(folder: Path, expectations: Mapping[str, str], limit_s: float) -> list[Fate]:
    """Sync copies of the files in a process of its own, and tell what became of each.

    Raises:
        subprocess.TimeoutExpired: It did not end in time.
        subprocess.CalledProcessError: It crashed.
    """
    with tempfile.TemporaryDirectory() as made:
        corpus = Path(made) / "corpus"
        for name in expectations:
            copy = corpus / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, copy)
        done = subprocess.run(  # noqa: S603 - this very file
            [
                sys.executable,
                str(Path(__file__).resolve()),
                str(corpus),
                "--sync-into",
                str(Path(made) / "index"),
            ],
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            timeout=limit_s,
            check=True,
        )
    found = json.loads(done.stdout)
    fates = []
    for name, expected in expectations.items():
        outcome, reason = found["fates"].get(name, (UNLISTED, ""))
        fates.append(Fate(name, expected, outcome, reason, found["seconds"].get(name, 0.0)))
    return fates


def synced(corpus: Path, index: Path) -> dict[str, Any]:
    """Sync a corpus; return the outcome and the reason of each path, and its seconds."""
    settings = replace(Settings.from_environment(), corpus=corpus, index=index)
    encoder = TimedEncoder(settings.encoder)
    paths = [file.path for file in corpus_files(corpus)]
    moments = [time.monotonic()]

    def note(_done: int, _total: int) -> None:
        moments.append(time.monotonic() - encoder.encoding_s)

    report = Sync(settings, encoder, open_store(settings, encoder, CHUNKER_VERSION), note).run()
    fates = {file.path: (INDEXED, "; ".join(file.warnings)) for file in report.added}
    for file in report.skipped:
        is_copy = file.reason.startswith("It has the same content")
        fates[file.path] = (COPY if is_copy else SKIPPED, file.reason)
    fates |= {file.path: (FAILED, file.reason) for file in report.failed}
    lasted = (after - before for before, after in pairwise(moments))
    return {"fates": fates, "seconds": dict(zip(paths, lasted, strict=False))}


def _print_table(fates: Sequence[Fate]) -> None:
    print(f"{'expected':20}{'files':>6}" + "".join(f"{each:>10}" for each in OUTCOMES), end="")
    print(f"{'as expected':>13}{'slowest, s':>12}  which")
    for expected in sorted({fate.expected for fate in fates}):
        group = [fate for fate in fates if fate.expected == expected]
        counts = Counter(fate.outcome for fate in group)
        slowest = max(group, key=lambda fate: fate.seconds)
        right = sum(fate.is_as_expected for fate in group)
        cells = "".join(f"{counts[each]:>10}" for each in OUTCOMES)
        print(f"{expected:20}{len(group):>6}{cells}{right:>13}{slowest.seconds:>12.1f}", end="")
        print(f"  {slowest.file.rsplit('/', 1)[-1][:40]}")
    total_s = sum(fate.seconds for fate in fates)
    right = sum(fate.is_as_expected for fate in fates)
    print(f"{len(fates)} files, {right} as expected, read in {total_s:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
