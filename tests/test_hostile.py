"""Hostile files: made here, and the whole folder that CANDOUR_EVAL_DATA names where it does."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.hostile import FAILED, INDEXED, SKIPPED, UNLISTED, Fate, fates_of, manifest_of
from tests.pdf_maker import pdf_of, report_pages

HOSTILE = Path(os.environ.get("CANDOUR_EVAL_DATA") or "/nonexistent") / "hostile"
REPOSITORY = Path(__file__).resolve().parents[1]


def reported(corpus: Path, **settings: str) -> dict[str, str]:
    """Sync a corpus as a command; return each path's list and reason."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "sync", str(corpus), "--json"],
        cwd=REPOSITORY,
        env={**os.environ, "CANDOUR_INDEX": str(corpus.parent / "index"), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    refused = {
        file["path"]: f"{kind}: {file['reason']}"
        for kind in ("skipped", "failed")
        for file in report[kind]
    }
    return {file["path"]: "added" for file in report["added"]} | refused


def test_each_hostile_file_costs_its_own_line_only(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    report = pdf_of(report_pages())
    attributes = b" ".join(b'a%d="1"' % n for n in range(200_000))
    for name, data in {
        "a-bomb.html": b"<html><body><p " + attributes + b">x</p></body></html>",
        "b-half.pdf": report[: len(report) // 2],
        "c-empty.txt": b" \n",
        "d-page.pdf": b"<!DOCTYPE html><html><body>Not found</body></html>",
        "e-fine.txt": b"A post\n\nVisits are weekly.",
    }.items():
        (corpus / name).write_bytes(data)
    os.mkfifo(corpus / "f-pipe.pdf")

    found = reported(corpus, CANDOUR_PARSE_TIMEOUT_S="3")

    assert sorted(found) == sorted(file.name for file in corpus.iterdir())
    assert found["a-bomb.html"].startswith("failed: Its reading made no progress for 3 s")
    assert found["b-half.pdf"].startswith("failed: It is a damaged PDF")
    assert found["c-empty.txt"].startswith("skipped: It is empty")
    assert found["d-page.pdf"].startswith("skipped: It is named .pdf, but it is an HTML page")
    assert found["e-fine.txt"] == "added"
    assert found["f-pipe.pdf"] == "skipped: no regular file (a pipe, socket or device)"


@pytest.fixture(scope="module")
def fates() -> Iterator[list[Fate]]:
    """Read the whole folder once, without OCR: 35 s of CPU time, encoding included (measured)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANDOUR_OCR", "no")
        yield fates_of(HOSTILE, manifest_of(HOSTILE), limit_s=1800)


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="CANDOUR_EVAL_DATA names no folder with hostile")
class TestTheHostileFolder:
    def test_every_file_is_in_the_library_or_listed_with_a_reason(self, fates: list[Fate]) -> None:
        assert [fate.file for fate in fates if fate.outcome == UNLISTED] == []
        assert [
            fate.file for fate in fates if fate.outcome in (SKIPPED, FAILED) and not fate.reason
        ] == []

    def test_no_refusal_is_a_parsers_crash_or_hang(self, fates: list[Fate]) -> None:
        ended = ("crash", "no progress", "needs more than")

        assert [fate for fate in fates if any(word in fate.reason for word in ended)] == []

    def test_every_readable_pdf_is_read(self, fates: list[Fate]) -> None:
        readable = [
            fate for fate in fates if fate.expected == "readable" and fate.file.endswith(".pdf")
        ]

        assert [fate for fate in readable if not fate.is_as_expected] == []

    def test_what_must_not_be_read_is_not(self, fates: list[Fate]) -> None:
        kinds = ("bomb", "xxe", "empty", "mislabelled", "refuse-archive")

        assert [fate for fate in fates if fate.expected in kinds and fate.outcome == INDEXED] == []
