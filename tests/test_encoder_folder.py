"""Encoders in folders: their pooling must be said, their prompts are read."""

from pathlib import Path

import numpy as np
import pytest

from retriever.errors import EncoderError
from retriever.store.encoder import SentenceEncoder
from retriever.store.encoder_files import BUNDLED_WEIGHTS_SHA256
from tests.tiny_models import tiny_encoder

PROMPTS = {"query": "query : ", "passage": "passage : the "}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    return SentenceEncoder(str(tiny_encoder(tmp_path_factory.mktemp("plain") / "model")))


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    folder = tiny_encoder(tmp_path_factory.mktemp("prompted") / "model", PROMPTS)
    return SentenceEncoder(str(folder))


def refusal(encoder: SentenceEncoder) -> str:
    with pytest.raises(EncoderError) as caught:
        encoder.encode(["soup"])
    return str(caught.value)


def test_a_folder_without_its_pooling_is_refused(tmp_path: Path) -> None:
    folder = tiny_encoder(tmp_path / "model", has_pooling=False)

    assert refusal(SentenceEncoder(str(folder))) == (
        f"The encoder {str(folder)!r} has no pooling configuration in {folder}: name a folder that "
        "sentence-transformers saved, which says how token vectors become an embedding."
    )


def test_a_folder_without_a_list_of_modules_is_refused(tmp_path: Path) -> None:
    folder = tiny_encoder(tmp_path / "model")
    (folder / "modules.json").unlink()

    assert refusal(SentenceEncoder(str(folder))) == (
        f"The encoder {str(folder)!r} has no modules.json in {folder}: name a folder that "
        "sentence-transformers saved, which says how token vectors become an embedding."
    )


def test_a_list_of_modules_that_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = tiny_encoder(tmp_path / "model")
    (folder / "modules.json").write_text("[", encoding="utf-8")

    assert refusal(SentenceEncoder(str(folder))).startswith(
        f"The encoder {str(folder)!r} has a modules.json that cannot be read ("
    )


def test_questions_and_passages_are_read_with_their_own_prompts(
    plain: SentenceEncoder, prompted: SentenceEncoder
) -> None:
    asked, found = prompted.encode(["who are carers ?", "kinship carers"], asked=1)

    by_hand = plain.encode(["query : who are carers ?"])[0]
    assert asked @ by_hand == pytest.approx(1.0, abs=1e-3)
    assert found @ plain.encode(["passage : the kinship carers"])[0] == pytest.approx(1.0, abs=1e-3)
    assert asked @ plain.encode(["who are carers ?"])[0] < 0.999


def test_all_questions_or_all_passages_are_read_alike(prompted: SentenceEncoder) -> None:
    both = prompted.encode(["soup", "soup"], asked=2)
    neither = prompted.encode(["soup", "soup"])

    assert np.array_equal(both[0], both[1])
    assert np.array_equal(neither[0], neither[1])
    assert not np.array_equal(both[0], neither[0])


def test_a_prompt_takes_its_tokens_from_the_passage_s(
    plain: SentenceEncoder, prompted: SentenceEncoder
) -> None:
    assert (plain.limit_tokens, prompted.limit_tokens) == (30, 27)


def test_token_vectors_are_those_of_the_text_without_a_prompt(
    plain: SentenceEncoder, prompted: SentenceEncoder
) -> None:
    (own,), (other,) = (each.encode_tokens(["kinship carers"]) for each in (plain, prompted))

    assert np.array_equal(own.vectors, other.vectors)


def test_other_prompts_are_another_encoder(
    plain: SentenceEncoder, prompted: SentenceEncoder, tmp_path: Path
) -> None:
    empty = tiny_encoder(tmp_path / "model", {"query": "", "document": ""})

    assert SentenceEncoder(str(empty)).fingerprint == plain.fingerprint
    assert prompted.fingerprint != plain.fingerprint
    assert SentenceEncoder().fingerprint == BUNDLED_WEIGHTS_SHA256


def test_an_encoder_without_prompts_reads_questions_as_passages(plain: SentenceEncoder) -> None:
    asked, found = plain.encode(["kinship carers", "kinship carers"], asked=1)

    assert np.array_equal(asked, found)
