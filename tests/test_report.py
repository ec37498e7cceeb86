from ingest.corpus_folder import NO_DOCUMENT
from ingest.report import IngestedFile, RefusedFile, SyncReport

COUNTS = "1 added, 0 replaced, 0 removed, 0 unchanged, 1 skipped, 0 failed"


def test_what_is_no_document_is_counted_and_not_listed() -> None:
    report = SyncReport(
        added=[IngestedFile("a.txt", "d", passages=2, warnings=("page 1 is odd",))],
        skipped=[RefusedFile("README.md", NO_DOCUMENT), RefusedFile("b.txt", "It is empty.")],
        generation=3,
        seconds=1.25,
    )

    assert [*report.lines()] == [
        "added a.txt (2 passages)",
        "    note: page 1 is odd",
        "skipped b.txt: It is empty.",
        f"{COUNTS}, 1 beside the documents; generation 3, 1.2 s",
    ]


def test_a_refusal_that_is_known_is_only_counted() -> None:
    report = SyncReport(
        skipped=[RefusedFile("a.txt", "It is empty.")],
        failed=[RefusedFile("b.pdf", "It is damaged."), RefusedFile("c.pdf", "It is damaged.")],
    )

    assert [*report.lines({"a.txt", "b.pdf"})] == [
        "FAILED c.pdf: It is damaged.",
        "0 added, 0 replaced, 0 removed, 0 unchanged, 1 skipped, 2 failed; generation 0, 0.0 s",
    ]


def test_json_has_every_file() -> None:
    report = SyncReport(skipped=[RefusedFile("README.md", NO_DOCUMENT)])

    assert report.as_json()["skipped"] == [{"path": "README.md", "reason": "not a document"}]
