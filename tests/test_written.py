"""Questions over real documents are kept without the documents' words, and found again by them."""

import json
from pathlib import Path

import pytest

from benchmarks import written
from benchmarks.written import Letters, Place, keep, make
from retriever.evaluation.question_set import read_evaluation_set
from retriever.records import Span
from tests.library import document_of

ROOT = Path(__file__).resolve().parents[1]
PORT = ["The port opens at six.", "Pilots get 4 hours of training.", "Boats are washed on Mondays."]


@pytest.fixture
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(written, "KEPT", tmp_path)
    return tmp_path


def test_a_place_is_found_again_when_white_space_changed_and_when_it_moved() -> None:
    text = "The port opens at six. Pilots get 4 hours."
    place = Letters(text).place_of(Span(23, 42))

    respaced = "The port\nopens  at six.\n\nPilots get\n4 hours."
    moved = f"Harbours of the north. {text}"

    assert place == Place(18, 16, place.mark)
    assert len(place.mark) == 12
    for other in (text, respaced, moved):
        span = Letters(other).span_of(place)
        assert span is not None
        assert " ".join(other[span.start : span.end].split()) == "Pilots get 4 hours."


def test_a_place_whose_words_changed_is_nowhere() -> None:
    place = Letters("Pilots get 4 hours.").place_of(Span(0, 19))

    assert Letters("Pilots get 5 hours.").span_of(place) is None
    assert Letters("").span_of(place) is None


def test_kept_questions_hold_no_words_of_the_document_and_make_an_evaluation_folder(
    kept_in: Path, tmp_path: Path
) -> None:
    document = document_of("papers/port.txt", PORT)
    asked = [
        {"text": "pilot hours", "document": "port.txt", "kind": "number", "answers": [PORT[1]]},
        {"text": "Who washes?", "document": "port.txt", "kind": "who", "answers": []},
    ]

    keep("port", asked, {"port.txt": document})
    make("port", {"port.txt": document}, tmp_path / "out")

    assert "training" not in (kept_in / "port.jsonl").read_text(encoding="utf-8")
    evaluation = read_evaluation_set(tmp_path / "out" / "port")
    assert [(each.text, each.answerable) for each in evaluation.questions] == [
        ("pilot hours", True),
        ("Who washes?", False),
    ]
    first = evaluation.questions[0]
    assert evaluation.relevant(first.id) == {"papers/port.txt"}
    assert [span.text for span in evaluation.answers[first.id].spans] == [PORT[1]]


def test_a_question_whose_answer_is_no_longer_there_is_left_out_and_told(
    kept_in: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"text": "pilot hours", "document": "port.txt", "kind": "number", "answers": [PORT[1]]}
    keep("port", [asked], {"port.txt": document_of("port.txt", PORT)})

    make("port", {"port.txt": document_of("port.txt", PORT[:1])}, tmp_path / "out")
    make("port", {"quay.txt": document_of("quay.txt", PORT)}, tmp_path / "out")

    assert capsys.readouterr().err == "port, line 1: its answers are no longer found\n"
    assert not (tmp_path / "out").exists()
    assert len((kept_in / "port.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_an_answer_that_the_document_does_not_hold_is_refused_and_nothing_is_kept(
    kept_in: Path,
) -> None:
    asked = {"text": "When?", "document": "port.txt", "kind": "date", "answers": ["On Sundays."]}

    with pytest.raises(ValueError, match=r"port\.txt does not hold"):
        keep("port", [asked], {"port.txt": document_of("port.txt", PORT)})

    assert not (kept_in / "port.jsonl").exists()


def test_the_kept_questions_are_as_many_as_the_documentation_says() -> None:
    documentation = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    kept = {
        file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in sorted(written.KEPT.glob("*.jsonl"))
    }
    lines = [each for several in kept.values() for each in several]

    assert [each for each in lines if [*each] != ["text", "document", "kind", "places"]] == []
    assert len({(each["text"], each["document"]) for each in lines}) == len(lines)
    for name, several in kept.items():
        unanswered = sum(1 for each in several if not each["places"])
        (row,) = [line for line in documentation.splitlines() if line.startswith(f"| `{name}` |")]
        assert row.endswith(f"| {len(several):,}, {unanswered:,} |")
    assert f"{len(lines):,} questions" in documentation
    assert f"{len(lines):,} questions over real documents" in readme
