"""A trained reader's folder: what is refused, in which words, and how the search goes on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from retriever.answers.opening import open_answerer
from retriever.errors import ReaderError, SettingError
from retriever.reader.cross_encoder import CrossEncoderReader
from retriever.reader.maxsim import MaxSimReader
from retriever.reader.network import ReaderNetwork
from retriever.reader.opening import open_reader
from retriever.reader.readings import PassageReading
from retriever.reader.steady import REMEMBERED, SteadyReader
from retriever.reader.trained import TrainedReader
from retriever.reader.weights import read_manifest, read_weights, write_reader
from retriever.records import Passage
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, make_index, passages_of
from tests.tiny_models import tiny_cross_encoder

MEND = "train it again (`python -m retriever train`), or set CANDOUR_READER=maxsim."
PASSAGES = passages_of(document_of("a.txt", ["Kinship carers are relatives.", "Soup on Fridays."]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a reader of one small layer."""
    state = {"0.bias": torch.tensor([1.0, 2.0]), "0.weight": torch.tensor([[1.0, 0.5]])}
    write_reader(tmp_path / "reader", state, "f" * 64, 0.8)
    return tmp_path / "reader"


def refusal(folder: Path, fingerprint: str = "f" * 64) -> str:
    with pytest.raises(ReaderError) as caught:
        read_weights(folder, read_manifest(folder), fingerprint)
    return str(caught.value)


def test_what_was_written_is_read_with_its_manifest(folder: Path) -> None:
    manifest = read_manifest(folder)

    state = read_weights(folder, manifest, "f" * 64)

    assert (manifest.layers, manifest.dimension, manifest.weight) == (1, 2, 0.8)
    assert state["0.weight"].tolist() == [[1.0, 0.5]]
    assert state["0.weight"].dtype == torch.float16


def test_altered_weights_are_refused(folder: Path) -> None:
    expected = read_manifest(folder).sha256[:12]
    weights = folder / "reader.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")

    said = refusal(folder)

    assert said.startswith(f"The reader's weights {weights}: the file has SHA-256 ")
    assert said.endswith(f", not {expected}: {MEND}")


def test_missing_weights_are_refused(folder: Path) -> None:
    (folder / "reader.safetensors").unlink()

    path = folder / "reader.safetensors"
    assert refusal(folder) == f"The reader's weights {path}: the file is missing: {MEND}"


def test_another_encoder_s_reader_is_refused(folder: Path) -> None:
    assert refusal(folder, "e" * 64) == (
        f"The reader in {folder} was trained on the encoder ffffffffffff, and the one in use is "
        f"eeeeeeeeeeee: {MEND}"
    )


@pytest.mark.parametrize("content", [None, "{", "[]", '{"sha256": "x"}'])
def test_a_manifest_that_cannot_be_used_is_refused(folder: Path, content: str | None) -> None:
    (folder / "reader.json").unlink()
    if content is not None:
        (folder / "reader.json").write_text(content, encoding="utf-8")

    with pytest.raises(ReaderError) as caught:
        read_manifest(folder)

    said = str(caught.value)
    assert said.startswith(f"The reader in {folder} has no reader.json that can be used (")
    assert said.endswith(MEND)


def test_layers_of_another_shape_are_refused(tmp_path: Path, encoder: SentenceEncoder) -> None:
    state = {"0.bias": torch.zeros(2)}
    write_reader(tmp_path, state, encoder.fingerprint, 0.8)

    with pytest.raises(ReaderError) as caught:
        TrainedReader(tmp_path, encoder, "r").read("soup", PASSAGES, {}, 2)

    assert str(caught.value) == (
        f"The reader in {tmp_path} has layers of another shape than the encoder "
        "'all-MiniLM-L6-v2': set CANDOUR_READER=maxsim."
    )


def test_a_network_without_weights_of_its_own_is_the_encoder(encoder: SentenceEncoder) -> None:
    text = "Kinship carers are relatives or friends who bring up a child."

    (own,) = ReaderNetwork(encoder).encode_tokens([text])

    (theirs,) = encoder.encode_tokens([text])
    assert own.starts.tolist() == theirs.starts.tolist()
    assert float(np.sum(own.vectors * theirs.vectors, axis=1).min()) > 0.999


def test_a_reader_of_the_encoder_s_own_layers_reads_as_the_untrained_one(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    state = ReaderNetwork(encoder).upper.state_dict()
    write_reader(tmp_path, state, encoder.fingerprint, 0.7)
    reader = open_reader(str(tmp_path), encoder)

    assert isinstance(reader, TrainedReader)
    assert reader.weight == 0.7
    asked = ("Who are kinship carers?", PASSAGES, {"kinship": 1}, 2)
    ours, theirs = reader.read(*asked), MaxSimReader(encoder).read(*asked)
    assert [each.score() for each in ours] == pytest.approx(
        [each.score() for each in theirs], abs=0.01
    )


@dataclass(slots=True)
class CountingReader:
    """Reads nothing, counts how often it is asked, and may fail."""

    error: str = ""
    name: str = "counting"
    count: int = 0

    @property
    def weight(self) -> float:
        if self.error:
            raise ReaderError(self.error)
        return 0.5

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        del question, passages, frequencies, size
        self.count += 1
        if self.error:
            raise ReaderError(self.error)
        return []


def test_a_reader_that_fails_is_told_once_and_asked_no_more() -> None:
    failing = CountingReader("It is broken.")
    steady = SteadyReader(failing)

    first, second = (steady.read("soup", PASSAGES, {}, 2) for _ in range(2))

    assert (first, second, failing.count, steady.weight()) == ([], [], 1, 0.0)
    assert steady.faults() == ("The search went on without the reader. It is broken.",)


def test_a_reader_whose_weight_cannot_be_read_is_none() -> None:
    steady = SteadyReader(CountingReader("It is broken."))

    assert steady.read("soup", [], {}, 2) == []
    assert steady.weight() == 0.0
    assert steady.faults() == ("The search went on without the reader. It is broken.",)


def test_no_reader_reads_nothing_and_has_no_fault() -> None:
    steady = SteadyReader(None)

    assert (steady.read("soup", PASSAGES, {}, 2), steady.weight(), steady.faults()) == ([], 0.0, ())


def test_the_same_question_of_the_same_passages_is_read_once(encoder: SentenceEncoder) -> None:
    steady = SteadyReader(MaxSimReader(encoder))

    first = steady.read("soup", PASSAGES, {"soup": 1}, 2)

    assert steady.read("soup", PASSAGES, {"soup": 1}, 2) is first
    assert steady.read("soup", PASSAGES, {"soup": 1}, 3) is not first
    assert steady.read("soup", PASSAGES[:1], {"soup": 1}, 2) is not first
    for number in range(REMEMBERED):
        steady.read(f"soup {number}", PASSAGES[:1], {}, 2)
    assert steady.read("soup", PASSAGES, {"soup": 1}, 2) is not first


def test_a_folder_that_holds_no_cross_encoder_is_refused(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    reader = open_reader(str(tmp_path), encoder)

    assert isinstance(reader, CrossEncoderReader)
    with pytest.raises(ReaderError) as caught:
        reader.read("soup", PASSAGES, {}, 2)
    said = str(caught.value)
    assert said.startswith(f"The reader {str(tmp_path)!r} cannot be loaded (")
    assert said.endswith("): name a CrossEncoder, or set CANDOUR_READER to maxsim or none.")
    assert "\n" not in said


@pytest.mark.parametrize("name", ["nothing", "./nowhere", "/no/where"])
def test_an_unknown_reader_is_named_with_what_may_be_set(
    name: str, encoder: SentenceEncoder
) -> None:
    with pytest.raises(SettingError) as caught:
        open_reader(name, encoder)

    assert str(caught.value) == (
        f"CANDOUR_READER is {name!r}: choose maxsim, none, a folder that exists, or a "
        "CrossEncoder's OWNER/MODEL."
    )


def test_a_cross_encoder_scores_passages_and_the_encoder_their_sentences(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    name = str(tiny_cross_encoder(tmp_path / "model"))

    readings = CrossEncoderReader(name, MaxSimReader(encoder)).read(
        "Who are kinship carers?", PASSAGES, {"kinship": 1}, 2
    )

    plain = MaxSimReader(encoder).read("Who are kinship carers?", PASSAGES, {"kinship": 1}, 2)
    assert [each.score() for each in readings] == [each.judged for each in readings]
    assert all(0 < each.score() < 1 for each in readings)  # one label: a logistic score
    assert [replace(each, judged=None).of_span((0, 15)) for each in readings] == [
        each.of_span((0, 15)) for each in plain
    ]


def test_a_cross_encoder_of_several_scores_is_refused(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    name = str(tiny_cross_encoder(tmp_path / "model", labels=3))

    with pytest.raises(ReaderError) as caught:
        CrossEncoderReader(name, MaxSimReader(encoder)).read("soup", PASSAGES, {}, 2)

    assert str(caught.value) == (
        f"The reader {name!r} gives 3 scores for a passage, not one: name a CrossEncoder made for "
        "ranking."
    )


def test_an_answer_is_found_without_a_damaged_reader_and_says_so(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    document = document_of("posts/kinship.txt", ["Kinship carers are relatives or friends."])
    settings = make_index(tmp_path, encoder, [document])
    reader = tmp_path / "reader"
    write_reader(reader, ReaderNetwork(encoder).upper.state_dict(), encoder.fingerprint, 0.8)
    manifest = json.loads((reader / "reader.json").read_text(encoding="utf-8"))
    (reader / "reader.safetensors").write_bytes(b"damaged")
    answerer = open_answerer(replace(settings, reader=str(reader)))

    first, second = (answerer.ask("Who are kinship carers?") for _ in range(2))

    assert first.found
    assert first.citations[0].quote == "Kinship carers are relatives or friends."
    assert first.notices == second.notices
    (notice,) = first.notices
    assert notice.startswith("The search went on without the reader. The reader's weights ")
    assert notice.endswith(f", not {manifest['sha256'][:12]}: {MEND}")
