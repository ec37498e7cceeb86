import json
from pathlib import Path

import pytest

from ingest.refusals import FILE_NAME, Refusal, Refusals
from retriever.errors import CandourError

SLOW = Refusal("a.pdf", "f1", "Its reading made no progress.", is_fault=True)
EMPTY = Refusal("b.txt", "f2", "It is empty.", is_fault=False)


def remembered(folder: Path, *refusals: Refusal) -> None:
    known = Refusals(folder)
    for refusal in refusals:
        known.remember(refusal)
    known.write()


def test_what_one_run_remembers_the_next_one_knows(tmp_path: Path) -> None:
    remembered(tmp_path / "index", SLOW, EMPTY)

    known = Refusals(tmp_path / "index")

    assert known.reason_of("a.pdf", "f1") == SLOW
    assert known.reason_of("b.txt", "f2") == EMPTY
    assert known.reason_of("c.txt", "f2") is None


def test_a_changed_file_is_not_known(tmp_path: Path) -> None:
    remembered(tmp_path, SLOW)

    assert Refusals(tmp_path).reason_of("a.pdf", "f9") is None


def test_a_file_that_was_not_met_again_is_forgotten(tmp_path: Path) -> None:
    remembered(tmp_path, SLOW, EMPTY)

    known = Refusals(tmp_path)
    known.reason_of("b.txt", "f2")
    known.write()

    assert Refusals(tmp_path).reason_of("a.pdf", "f1") is None
    assert Refusals(tmp_path).reason_of("b.txt", "f2") == EMPTY


def test_a_file_that_is_read_again_is_remembered_with_its_new_reason(tmp_path: Path) -> None:
    remembered(tmp_path, SLOW)
    again = Refusal("a.pdf", "f9", "It is encrypted.", is_fault=False)

    known = Refusals(tmp_path)
    known.reason_of("a.pdf", "f9")
    known.remember(again)
    known.write()

    assert Refusals(tmp_path).reason_of("a.pdf", "f9") == again


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"version": 99, "refused": []}',
        b'{"version": 1, "refused": 3}',
        b'{"version": 1, "refused": [3, {"path": "a.pdf"}]}',
        b'{"version": 1, "refused": [{"path": "a.pdf", "fingerprint": "f1", "reason": "x"}]}',
    ],
)
def test_a_damaged_record_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    assert Refusals(tmp_path).reason_of("a.pdf", "f1") is None


def test_nothing_is_left_beside_the_record(tmp_path: Path) -> None:
    remembered(tmp_path, SLOW)

    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
    assert json.loads((tmp_path / FILE_NAME).read_text("utf-8")) == {
        "version": 1,
        "refused": [
            {
                "path": "a.pdf",
                "fingerprint": "f1",
                "reason": "Its reading made no progress.",
                "is_fault": True,
            }
        ],
    }


def test_a_run_without_refusals_makes_no_file(tmp_path: Path) -> None:
    remembered(tmp_path)

    assert not [*tmp_path.iterdir()]


def test_a_record_that_cannot_be_written_says_where_and_why(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")

    with pytest.raises(CandourError, match=r"refused\.json cannot be written"):
        remembered(tmp_path / "index", SLOW)
