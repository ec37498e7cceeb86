"""The index of an evaluation set: made once for what it is made of, and never over another's."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import EvaluationSet, read_evaluation_set
from retriever.evaluation.set_index import index_files, index_passage_set
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.encoder import Floats, SentenceEncoder, TokenVectors
from retriever.store.opening import open_store
from tests.small_store import KINSHIP, small_store

Bring = Callable[[EvaluationSet, Settings], None]


@dataclass(slots=True)
class CountingEncoder:
    """An encoder of one direction, which counts what it is asked to embed."""

    name: str = "one-direction"
    fingerprint: str = "f"
    dimension: int = 2
    limit_tokens: int = 254
    encoded: list[str] = field(default_factory=list)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        del asked
        self.encoded += texts
        return np.tile(np.array([1, 0], dtype=np.float32), (len(texts), 1))

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        raise NotImplementedError(texts)


def lines(path: Path, *values: object) -> None:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")


@pytest.fixture
def passages(tmp_path: Path) -> EvaluationSet:
    folder = tmp_path / "set"
    folder.mkdir()
    lines(folder / "queries.jsonl", {"id": "q", "text": "Why?"})
    (folder / "qrels.tsv").write_text("q\ta\t1\n", encoding="utf-8")
    lines(folder / "corpus.jsonl", {"id": "a", "title": "T", "text": "One."})
    return read_evaluation_set(folder)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def texts_of(settings: Settings, encoder: CountingEncoder) -> list[str]:
    with open_store(settings, encoder).read() as view:
        return [document.text for document in view.documents(Filters())]


def content_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the journal's shared memory."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def bring_passages(evaluation: EvaluationSet, settings: Settings) -> None:
    index_passage_set(evaluation, CountingEncoder(), settings)


def test_a_set_is_embedded_once(passages: EvaluationSet, settings: Settings) -> None:
    encoder = CountingEncoder()

    index_passage_set(passages, encoder, settings)
    index_passage_set(passages, encoder, settings)

    assert encoder.encoded == ["T > One."]
    assert texts_of(settings, encoder) == ["One."]


@pytest.mark.parametrize("bring", [bring_passages, index_files])
def test_an_index_that_no_evaluation_made_is_refused_and_not_touched(
    passages: EvaluationSet, settings: Settings, bring: Bring
) -> None:
    library = small_store(settings.index)
    library.refresh_caches()
    before = content_of(settings.index)

    with pytest.raises(EvaluationFolderError) as caught:
        bring(passages, settings)

    assert str(caught.value) == (
        f"The index in {settings.index} was not made by an evaluation, and evaluating "
        f"{passages.folder} would empty it: name another folder with --index, or delete that one "
        "if nothing needs it."
    )
    assert content_of(settings.index) == before
    with library.read() as view:
        assert view.document(KINSHIP.doc_id) == KINSHIP


def test_other_passages_or_another_encoder_make_the_index_anew(
    passages: EvaluationSet, settings: Settings
) -> None:
    index_passage_set(passages, CountingEncoder(), settings)
    lines(passages.folder / "corpus.jsonl", {"id": "b", "title": "T", "text": "Two."})
    second = CountingEncoder()
    index_passage_set(passages, second, settings)
    third = CountingEncoder(fingerprint="g")
    index_passage_set(passages, third, settings)

    assert (second.encoded, third.encoded) == (["T > Two."], ["T > Two."])
    assert texts_of(settings, third) == ["Two."]


@pytest.mark.parametrize("part", ["analyser", "schema", "encoder", "encoder_fingerprint"])
def test_another_analyser_schema_or_encoder_in_the_marker_makes_the_index_anew(
    passages: EvaluationSet, settings: Settings, part: str
) -> None:
    encoder = CountingEncoder()
    index_passage_set(passages, encoder, settings)
    marker = settings.index / "evaluation.json"
    made_of = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps({**made_of, part: "older"}), encoding="utf-8")

    index_passage_set(passages, encoder, settings)

    assert encoder.encoded == ["T > One.", "T > One."]
    assert json.loads(marker.read_text(encoding="utf-8")) == made_of


class StoppedEncoder(CountingEncoder):
    """An encoder that is stopped while it embeds."""

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        raise KeyboardInterrupt(texts, asked)


def test_a_stopped_evaluation_is_taken_up_again(
    passages: EvaluationSet, settings: Settings
) -> None:
    with pytest.raises(KeyboardInterrupt):
        index_passage_set(passages, StoppedEncoder(), settings)

    encoder = CountingEncoder()
    index_passage_set(passages, encoder, settings)

    assert texts_of(settings, encoder) == ["One."]


def test_a_deleted_database_is_made_again(passages: EvaluationSet, settings: Settings) -> None:
    index_passage_set(passages, CountingEncoder(), settings)
    for path in settings.index.glob("candour.sqlite3*"):
        path.unlink()

    encoder = CountingEncoder()
    index_passage_set(passages, encoder, settings)

    assert texts_of(settings, encoder) == ["One."]


def test_an_index_of_the_set_s_own_files_is_used_whoever_made_it(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a.txt").write_text("Caseloads fell.", encoding="utf-8")
    lines(folder / "queries.jsonl", {"id": "q", "text": "Why?"})
    (folder / "qrels.tsv").write_text("q\ta.txt\t1\n", encoding="utf-8")
    evaluation = read_evaluation_set(folder)
    settings = Settings(index=tmp_path / "index")
    index_files(evaluation, settings)
    (settings.index / "evaluation.json").unlink()

    index_files(evaluation, settings)

    with open_store(settings, SentenceEncoder()).read() as view:
        assert list(view.fingerprints()) == ["a.txt"]
