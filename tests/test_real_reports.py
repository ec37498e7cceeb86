"""Reads real inspection reports where CANDOUR_EVAL_DATA names their folder; skipped elsewhere."""

import json
import os
import re
from functools import cache
from pathlib import Path

import pytest

from ingest.loaders.draft import Draft
from ingest.loaders.texts.saved_text import load_text
from ingest.pdf.file import load_pdf
from retriever.dates import find_date_in_name, find_range
from retriever.records import Metadata

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


def every_report(folder: str, part: str) -> dict[str, Metadata]:
    """Return the metadata of a folder's readable reports, by their names."""
    files = sorted((DATA / folder / "files").glob(f"*{part}*.pdf"))
    return {
        file.stem: load_pdf(file.read_bytes(), file.stem, lambda: None).metadata
        for file in files
        if file.read_bytes().startswith(b"%PDF-")
    }


def place_in_name(stem: str) -> str:
    return re.sub(r"^[a-z]+__", "", stem).split("_")[1].replace("-", " ")


def test_place_publication_publisher_and_licence_of_every_report_are_read() -> None:
    reports = every_report("ofsted_reports", "inspection")
    places = [
        stem
        for stem, read_of in reports.items()
        if (read_of.authority or "").lower().replace("-", " ") != place_in_name(stem)
    ]

    # The file names call one place otherwise than its two reports do.
    assert len(places) <= 2
    assert [s for s, of in reports.items() if of.published != find_date_in_name(s)] == []
    assert {of.publisher for of in reports.values()} == {"Ofsted"}
    assert {of.licence for of in reports.values()} == {"Open Government Licence"}
    assert {of.doc_type for of in reports.values()} == {"inspection_report"}


@pytest.mark.parametrize(
    ("part", "kind"), [("area-send", "send_inspection"), ("joint-area", "joint_inspection")]
)
def test_reports_and_letters_on_an_area_give_place_days_and_kind(part: str, kind: str) -> None:
    if not (DATA / "uk_policy").is_dir():
        pytest.skip("CANDOUR_EVAL_DATA names no folder with uk_policy")
    for stem, metadata in every_report("uk_policy", part).items():
        published = find_date_in_name(stem)

        assert metadata.doc_type == kind, stem
        assert (metadata.authority or "").lower() == place_in_name(stem)
        assert metadata.published == published
        assert metadata.inspection_start is not None, stem
        assert metadata.inspection_end is not None
        assert metadata.published is not None
        assert 4 <= (metadata.inspection_end - metadata.inspection_start).days <= 5
        assert metadata.inspection_end < metadata.published
        assert bool(metadata.lead_inspector) == (kind == "send_inspection")


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
