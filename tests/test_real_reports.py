"""Reads real inspection reports where CANDOUR_EVAL_DATA names their folder; skipped elsewhere."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from ingest.loaders.draft import Draft
from ingest.loaders.saved_text import load_text
from ingest.pdf.file import load_pdf
from retriever.dates import find_range

DATA = Path(os.environ.get("CANDOUR_EVAL_DATA") or "/nonexistent")
REPORTS = DATA / "ofsted_reports"
LABELS = {
    "impact_of_leaders": "impact of leaders",
    "help_and_protection": "help and protection",
    "in_care": "children in care",
    "care_leavers": "care leavers",
    "overall_effectiveness": "overall effectiveness",
}

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason="CANDOUR_EVAL_DATA names no folder with ofsted_reports"
)


@cache
def read(name: str) -> Draft:
    file = REPORTS / "files" / name
    return load_pdf(file.read_bytes(), file.stem, lambda: None)


def questions(kind: str) -> list[tuple[str, str, str, str]]:
    """Return (question id, report's file name, question, answer) for the answerable ones."""
    rows = (REPORTS / "qrels.tsv").read_text("utf-8").splitlines()[1:]
    names = dict(row.split("\t")[:2] for row in rows)
    lines = (REPORTS / "answers.jsonl").read_text("utf-8").splitlines()
    answers = {line["query-id"]: line["answer"] for line in map(json.loads, lines)}
    asked = map(json.loads, (REPORTS / "queries.jsonl").read_text("utf-8").splitlines())
    return [
        (each["id"], names[each["id"]], each["text"], answers[each["id"]])
        for each in asked
        if each["kind"] == kind
    ]


def test_every_grade_is_read_from_its_reports_table() -> None:
    wrong = []
    for identity, name, _, grade in questions("grade"):
        label = LABELS[identity.rsplit("-", 1)[1]]
        read_grades = [g for row, g in read(name).metadata.judgements if label in row.lower()]
        if not any(each.lower().startswith(grade) for each in read_grades):
            wrong.append(identity)

    assert wrong == []


def test_every_lead_inspector_is_read() -> None:
    asked = questions("lead_inspector")

    assert [name for _, name, _, who in asked if read(name).metadata.lead_inspector != who] == []


def test_the_days_of_every_inspection_are_read() -> None:
    wrong = []
    for _, name, question, _ in questions("lead_inspector"):
        dates, metadata = find_range(question), read(name).metadata
        found = (metadata.inspection_start, metadata.inspection_end)
        if dates is None or found != (dates.start, dates.end):
            wrong.append(name)

    assert wrong == []


def test_the_numbered_paragraphs_of_nearly_every_report_run_unbroken() -> None:
    names = {name for _, name, _, _ in questions("lead_inspector")}
    broken = []
    for name in names:
        numbers = [int(b.number) for b in read(name).blocks if b.number.isdigit()]
        if numbers != list(range(1, len(numbers) + 1)):
            broken.append(name)

    # Two reports misnumber their own paragraphs, one numbers a paragraph twice.
    assert len(broken) <= 3


@pytest.mark.parametrize("word", ["Skip to main", "Posted by", "Share this page", "Sharing and"])
def test_saved_posts_keep_nothing_of_the_page_around_them(word: str) -> None:
    for file in sorted((DATA / "seeds").glob("*.txt")):
        draft = load_text(file.read_text("utf-8"), file.stem)

        assert not any(word in block.text or "\u00a0" in block.text for block in draft.blocks)
