from pathlib import Path

import pytest

from ingest.removals import delete_demonstration, find_files
from retriever.errors import CandourError, DocumentError
from retriever.records import DEMONSTRATION_FOLDER

TITLES = {"inspection_reports/amber-vale-2025.pdf": "Inspection of Amber Vale"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for path in (*TITLES, "blog_posts/plans.txt", "guidance/plans.txt"):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    return tmp_path


def refusal(corpus: Path, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        find_files(corpus, [name], lambda: TITLES)
    return str(caught.value).removeprefix(f"There is no document {name!r} in {corpus}: ")


@pytest.mark.parametrize(
    "name",
    [
        "amber-vale-2025.pdf",
        "Amber-Vale-2025",
        "inspection of amber vale",
        "amber-vale-2025.pfd",
        "inspection_report/amber-vale-2025.pdf",
    ],
)
def test_a_bare_name_or_a_title_or_a_slip_is_told_its_path(corpus: Path, name: str) -> None:
    assert refusal(corpus, name) == "did you mean inspection_reports/amber-vale-2025.pdf?"


def test_a_name_of_two_documents_is_told_both(corpus: Path) -> None:
    found = refusal(corpus, "plans.txt")

    assert found == "did you mean blog_posts/plans.txt or guidance/plans.txt?"


def test_a_name_like_no_other_is_pointed_to_the_list(corpus: Path) -> None:
    assert refusal(corpus, "something else") == "`python -m ingest list` has all."


def test_a_path_names_its_file_and_no_title_is_asked_for(corpus: Path) -> None:
    def no_titles() -> dict[str, str]:
        raise AssertionError

    files = find_files(corpus, ["blog_posts/plans.txt"], no_titles)

    assert [file.path for file in files] == ["blog_posts/plans.txt"]


def test_the_invented_examples_behind_a_link_are_left(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text("x")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / DEMONSTRATION_FOLDER).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CandourError, match="is a link, and the folder that it leads to is not"):
        delete_demonstration(tmp_path / "corpus")
    assert (tmp_path / "elsewhere" / "a.txt").is_file()
