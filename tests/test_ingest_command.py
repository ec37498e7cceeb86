import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.arguments import parse
from tests.pdf_maker import pdf_of, report_pages

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a corpus and its index once: loading the encoder takes seconds."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "corpus" / "blog_posts").mkdir(parents=True)
    (folder / "corpus" / "demonstration" / "blog_posts").mkdir(parents=True)
    post = folder / "corpus" / "blog_posts" / "a.txt"
    post.write_text("A post\n\nVisits are weekly.", "utf-8")
    invented = folder / "corpus" / "demonstration" / "blog_posts" / "b.txt"
    invented.write_text("An invented post\n\nNothing of this is so.", "utf-8")
    assert ingest(folder / "corpus").returncode == 0
    return folder


@pytest.fixture
def corpus(library: Path, tmp_path: Path) -> Path:
    """Return a corpus, already indexed beside itself, that a test may change."""
    shutil.copytree(library / "corpus", tmp_path / "corpus")
    shutil.copytree(library / "index", tmp_path / "index")
    return tmp_path / "corpus"


def ingest(corpus: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    index = corpus.parent / "index"
    environment = {**os.environ, "CANDOUR_CORPUS": str(corpus), "CANDOUR_INDEX": str(index)}
    return subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def as_json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(done.stdout)
    return value


def test_without_a_command_it_syncs_and_reports_as_json(corpus: Path) -> None:
    shutil.rmtree(corpus.parent / "index")

    done = ingest(corpus, "--json")
    report = as_json(done)

    assert done.returncode == 0
    assert list(report) == [
        "added",
        "replaced",
        "removed",
        "unchanged",
        "skipped",
        "failed",
        "generation",
        "seconds",
    ]
    assert [(file["path"], file["passages"], file["warnings"]) for file in report["added"]] == [
        ("blog_posts/a.txt", 1, []),
        ("demonstration/blog_posts/b.txt", 1, []),
    ]
    assert report["generation"] == 1


def test_a_corpus_and_an_index_can_be_named(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"

    done = ingest(tmp_path / "nowhere", "sync", str(corpus), "--index", str(other), "--json")

    assert len(as_json(done)["added"]) == 2
    assert other.is_dir()


def test_a_failed_file_gives_status_1_and_a_skipped_one_0(corpus: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    skipped = ingest(corpus)
    (corpus / "half.pdf").write_bytes(pdf_of(report_pages())[:900])
    failed = ingest(corpus)

    assert skipped.returncode == 0
    assert "skipped empty.txt: It is empty: download or save it again." in skipped.stdout
    assert failed.returncode == 1
    assert "FAILED half.pdf: It is a damaged PDF" in failed.stdout


def test_a_missing_corpus_is_one_line_and_status_2(tmp_path: Path) -> None:
    done = ingest(tmp_path / "nowhere")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("There is no corpus folder")
    assert done.stderr.count("\n") == 1


def test_an_empty_corpus_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()

    done = ingest(tmp_path / "corpus")

    assert done.returncode == 0
    assert "is empty" in done.stdout


def test_add_copies_a_file_into_its_types_folder(corpus: Path, tmp_path: Path) -> None:
    report = tmp_path / "amber-vale.pdf"
    report.write_bytes(pdf_of(report_pages()))

    done = ingest(corpus, "add", str(report))

    assert done.returncode == 0
    assert (corpus / "inspection_reports" / "amber-vale.pdf").read_bytes() == report.read_bytes()
    assert "added inspection_reports/amber-vale.pdf (6 passages)" in done.stdout


@pytest.mark.parametrize("name", ["inspection_report", "inspection_reports"])
def test_a_type_may_be_named_as_its_folder_is(name: str) -> None:
    arguments = parse(["add", "a-report.pdf", "--type", name])

    assert arguments.type == "inspection_report"


def test_add_never_writes_over_another_file(corpus: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.txt"
    other.write_text("Another post\n\nOther words.", "utf-8")

    done = ingest(corpus, "add", str(other), "--type", "blog_post")

    assert done.returncode == 2
    assert "exists and is another file" in done.stderr
    assert (corpus / "blog_posts" / "a.txt").read_text("utf-8") == "A post\n\nVisits are weekly."


def test_add_refuses_a_strange_address_in_one_sentence(corpus: Path) -> None:
    done = ingest(corpus, "add", "ftp://blog.example/feed/")

    assert done.returncode == 2
    assert "only http:// and https:// addresses are" in done.stderr
    assert done.stderr.count("\n") == 1


def test_add_does_not_copy_what_cannot_be_read(corpus: Path, tmp_path: Path) -> None:
    broken = tmp_path / "half.pdf"
    broken.write_bytes(pdf_of(report_pages())[:900])

    done = ingest(corpus, "add", str(broken))

    assert done.returncode == 1
    assert "It was not copied." in done.stdout
    assert not list(corpus.rglob("half.pdf"))


def test_remove_deletes_the_file_and_names_each_place(corpus: Path) -> None:
    done = ingest(corpus, "remove", "blog_posts/a.txt")

    assert done.returncode == 0
    assert not (corpus / "blog_posts" / "a.txt").exists()
    assert done.stdout.splitlines() == [
        f"deleted {corpus / 'blog_posts' / 'a.txt'}",
        "deleted blog_posts/a.txt from the index: title, text, passages, vectors, words",
        f"cleaned {corpus.parent / 'index' / 'candour.sqlite3'}",
        f"cleaned {corpus.parent / 'index' / 'vectors-2.faiss'}",
        f"cleaned {corpus.parent / 'index' / 'words-2'}",
        (
            "A page that is being served forgets what it keeps in memory at the next question "
            "(passages) and with the next page that it draws (page images)."
        ),
    ]


def test_remove_of_an_unknown_document_deletes_nothing(corpus: Path) -> None:
    done = ingest(corpus, "remove", "blog_posts/a.txt", "none.txt")

    assert done.returncode == 2
    assert "There is no document 'none.txt'" in done.stderr
    assert (corpus / "blog_posts" / "a.txt").exists()


def test_the_demonstration_is_removed_as_a_whole(corpus: Path) -> None:
    done = ingest(corpus, "remove", "--demonstration")
    listed = as_json(ingest(corpus, "list", "--json"))

    assert done.returncode == 0
    assert not (corpus / "demonstration").exists()
    assert [document["path"] for document in listed["documents"]] == ["blog_posts/a.txt"]


def test_list_gives_every_field_of_the_contract(corpus: Path) -> None:
    (corpus / "amber-vale-05-august-2025.pdf").write_bytes(pdf_of(report_pages()))
    ingest(corpus)

    document = as_json(ingest(corpus, "list", "--json"))["documents"][0]

    assert document["title"] == "Inspection of Amber Vale local authority children's services"
    assert document["authority"] == "Amber Vale"
    assert document["published"] == "2025-08-05"
    assert document["inspection_start"] == "2025-06-09"
    assert document["lead_inspector"] == "Ann Marsh"
    assert document["overall_grade"] == "Good"
    assert document["judgements"][1] == ["Overall effectiveness", "Good"]
    assert document["pages"] == 3
    assert document["passages"] == 6
    assert document["superseded_by"] is None
    assert document["origins"]["published"] == "file name"


def test_list_without_an_index_says_what_to_do(corpus: Path) -> None:
    shutil.rmtree(corpus.parent / "index")

    done = ingest(corpus, "list")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "python -m ingest" in done.stderr


def test_verify_finds_a_fresh_index_sound(corpus: Path) -> None:
    done = ingest(corpus, "verify")

    assert done.returncode == 0
    assert "is sound" in done.stdout


def test_verify_writes_a_damaged_cache_anew(corpus: Path) -> None:
    [vectors] = (corpus.parent / "index").glob("vectors-*.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-9])

    first, second = ingest(corpus, "verify"), ingest(corpus, "verify")

    assert (first.returncode, second.returncode) == (0, 0)
    assert f"cache vectors: {vectors} is missing or damaged" in first.stderr
    assert "its caches were written anew" in first.stdout
    assert "is sound" in second.stdout


def test_doctor_shows_blocks_and_passages_of_a_file_outside_the_corpus(
    corpus: Path, tmp_path: Path
) -> None:
    report = tmp_path / "r.pdf"
    report.write_bytes(pdf_of(report_pages()))

    done = ingest(corpus, "doctor", str(report))

    assert done.returncode == 0
    assert "LEFT OUT (4 lines)" in done.stdout
    assert "BLOCKS (15; 3 pages)" in done.stdout
    assert "PASSAGES (6)" in done.stdout


def test_doctor_of_a_missing_file_is_one_line_and_status_2(corpus: Path) -> None:
    done = ingest(corpus, "doctor", "none.pdf")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
