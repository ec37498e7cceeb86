"""`python -m retriever train`: a reader's folder out of a question set, and what is refused."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from retriever.answers.opening import open_answerer
from retriever.errors import EvaluationFolderError, TrainingError
from retriever.reader.opening import open_reader
from retriever.reader.trained import TrainedReader
from retriever.settings import Settings
from retriever.store.checksum import path_checksum
from retriever.store.encoder import SentenceEncoder
from retriever.store.encoder_files import BUNDLED_WEIGHTS_SHA256
from retriever.training.recipe import Recipe
from retriever.training.training import train
from tests.library import document_of, make_index
from tests.question_folder import question_folder
from tests.tiny_models import tiny_encoder

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Place:
    """Folders to train with: two sets, and a tiny encoder of chance weights."""

    sets: tuple[Path, Path]
    encoder: Path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("training")
    sets = (question_folder(folder / "first"), question_folder(folder / "second"))
    return Place(sets, tiny_encoder(folder / "encoder"))


def entries(folder: Path) -> list[dict[str, object]]:
    lines = (folder / "training.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_training_writes_a_reader_that_answers(
    place: Place, tmp_path: Path, encoder: SentenceEncoder
) -> None:
    document = document_of("posts/kinship.txt", ["Kinship carers are relatives or friends."])
    settings = make_index(tmp_path, encoder, [document])
    out = tmp_path / "reader"

    made = train(Recipe(place.sets, out, ("second",), steps=2, command="train it"), settings)

    reader = open_reader(str(out), encoder)
    answer = open_answerer(replace(settings, reader=str(out))).ask("Who are kinship carers?")
    assert isinstance(reader, TrainedReader)
    assert (made.steps, reader.weight) == (2, 0.8)
    assert made.manifest.encoder_sha256 == BUNDLED_WEIGHTS_SHA256
    assert (answer.found, answer.notices) == (True, ())
    assert [each["event"] for each in entries(out)] == ["began", "measured", "losses", "measured"]
    assert entries(out)[0] == {
        "event": "began",
        "command": "train it",
        "questions": {"first": 6},
    }
    assert entries(out)[1]["nDCG@10"] == {"fused": 1.0, "read": 1.0}
    losses = entries(out)[2]["losses"]
    assert isinstance(losses, dict)
    assert sorted(losses["first"]) == ["answerable", "passage", "sentence"]


def test_the_card_says_what_the_reader_was_made_of(place: Place, tmp_path: Path) -> None:
    recipe = Recipe(place.sets, tmp_path, ("second",), steps=1, seed=7, command="train it")

    made = train(recipe, Settings(encoder=str(place.encoder)))

    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    rows = [line for line in card.splitlines() if line.startswith("|")]
    trained = "| 5 | 6 | 0 | Made up for the tests |"
    assert f"| first | trained on (passages and sentences) {trained}" in rows
    assert f"| second | measured on {trained}" in rows
    assert "| Command | `train it` |" in rows
    assert "| Seed | 7 |" in rows
    assert f"| Weights | SHA-256 `{made.manifest.sha256}` |" in rows


def test_the_same_seed_gives_the_same_weights_and_another_one_others(
    place: Place, tmp_path: Path
) -> None:
    settings = Settings(encoder=str(place.encoder))

    hashes = [
        train(Recipe(place.sets, tmp_path / name, steps=3, seed=seed), settings).manifest.sha256
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]

    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]
    assert path_checksum(tmp_path / "a" / "reader.safetensors") == hashes[0]


def test_nothing_of_the_training_is_left_where_its_share_is_none(
    place: Place, tmp_path: Path
) -> None:
    settings = Settings(encoder=str(place.encoder))

    hashes = [
        train(Recipe(place.sets, tmp_path / name, steps=steps, blend=0.0), settings).manifest.sha256
        for name, steps in (("a", 1), ("b", 2))
    ]

    assert hashes[0] == hashes[1]


def test_the_library_alone_can_be_trained_on(place: Place, tmp_path: Path) -> None:
    long = "Carers are relatives of the child. Carers bring the child up at home. Soup is served."
    documents = [document_of("a.txt", [long]), document_of("b.txt", ["Kinship is care."])]
    settings = make_index(tmp_path, SentenceEncoder(str(place.encoder)), documents)
    own = replace(settings, encoder=str(place.encoder))

    train(Recipe((), tmp_path / "out", has_library=True, steps=1), own)

    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert entries(tmp_path / "out")[0]["questions"] == {"library": 1}
    assert "| library | trained on (passages and sentences) | 2 | 1 | 0 | as the" in card
    assert "| none was left out (`--without`) | | | | |" in card


def refusal(recipe: Recipe, place: Place) -> str:
    with pytest.raises((TrainingError, EvaluationFolderError)) as caught:
        train(recipe, Settings(encoder=str(place.encoder)))
    return str(caught.value)


def test_a_folder_of_something_else_is_not_written_into(place: Place, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")

    assert refusal(Recipe(place.sets, tmp_path, steps=1), place) == (
        f"--out {tmp_path} exists and holds something that no training wrote: name a new folder, "
        "or one that `python -m retriever train` wrote before."
    )
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder_to_write_into(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all", encoding="utf-8")

    assert refusal(Recipe(place.sets, file, steps=1), place).startswith(f"--out {file} exists")


def test_an_unknown_name_left_out_is_told_with_the_known_ones(place: Place, tmp_path: Path) -> None:
    recipe = Recipe(place.sets, tmp_path / "out", ("third",), steps=1)

    assert refusal(recipe, place) == (
        "--without third names none of the folders (first, second): "
        "give the folder too, it is measured on."
    )
    assert not (tmp_path / "out").exists()


def test_leaving_out_every_folder_leaves_nothing(place: Place, tmp_path: Path) -> None:
    recipe = Recipe(place.sets, tmp_path / "out", ("first", "second"), steps=1)

    assert refusal(recipe, place) == (
        "Every folder is left out by --without: nothing is left to train on."
    )


def test_two_folders_of_one_name_are_refused(place: Place, tmp_path: Path) -> None:
    same = (place.sets[0], place.sets[0])

    assert refusal(Recipe(same, tmp_path / "out", steps=1), place) == (
        "Two of the folders have one name: rename one, figures go by names."
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere has no queries.jsonl: name a folder laid out as docs/evaluation.md"),
        ([], "There is nothing to train on: name evaluation folders or --library."),
        (["a", "--minutes", "0"], "argument --minutes: give a number above 0"),
    ],
)
def test_a_training_that_cannot_be_done_is_one_line_with_status_2(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "retriever", "train", *arguments, "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "CANDOUR_INDEX": str(tmp_path / "index")},
        capture_output=True,
        check=False,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()
