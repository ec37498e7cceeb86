"""The encoder: texts to L2-normalised embeddings, and to one vector a token.

Knows sentence-transformers; knows nothing of documents or indexes. The model is loaded at the first
text that is encoded, because importing torch costs seconds that `ingest` with nothing to do, or a
listing, should not pay.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from retriever.errors import EncoderError
from retriever.settings import BUNDLED_ENCODER
from retriever.store.encoder_files import (
    Prompts,
    check_bundled,
    check_pooling,
    folder_of,
    prompts_among,
    prompts_of,
    weights_fingerprint,
    with_prompts,
)
from retriever.store.processor import has_bfloat16

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer

Floats = npt.NDArray[np.float32]

SPECIAL_TOKENS = 2
"""[CLS] and [SEP], which the encoder adds to every text within its limit."""


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One text's tokens in context.

    Attributes:
        vectors: Shape (tokens, dimension), each row L2-normalised; special tokens left out.
        starts: Where each token starts in the text, shape (tokens,), characters.
        ends: Where each ends, exclusive.
        ids: The tokens' numbers in the encoder's vocabulary.
    """

    vectors: Floats
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int64]


class Encoder(Protocol):
    """What the parts need of an encoder."""

    @property
    def name(self) -> str:
        """As the setting names it."""
        ...

    @property
    def fingerprint(self) -> str:
        """A hash of what decides its embeddings; another one means re-deriving the index."""
        ...

    @property
    def dimension(self) -> int:
        """Of an embedding."""
        ...

    @property
    def limit_tokens(self) -> int:
        """The most tokens of a text that count, special tokens left out (254 for the bundled)."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, uncut, special tokens left out."""
        ...

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        """Embed each text: shape (texts, dimension), float32, rows L2-normalised.

        Args:
            texts: Any.
            asked: How many of the first are questions; the others are passages or parts of them.
        """
        ...

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Embed each text's tokens in their context, cut at `limit_tokens`."""
        ...


class SentenceEncoder:
    """An encoder of the sentence-transformers library.

    Args:
        name: `all-MiniLM-L6-v2` for the bundled weights, or a sentence-transformers folder or,
            for those who can reach a hub, a model's name there.

    Raises:
        EncoderError: There is no such encoder, or the bundled weights are not the published ones.
    """

    def __init__(self, name: str = BUNDLED_ENCODER) -> None:
        self.name = name
        self._folder = folder_of(name)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the weights for a folder; the name for a model of a hub.

        Raises:
            EncoderError: The folder lacks weights or the configuration that goes with them.
        """
        if self._folder is None:
            return f"hub:{self.name}"
        weights = weights_fingerprint(self.name, self._folder)
        check_pooling(self.name, self._folder)
        return with_prompts(weights, self._prompts)

    @property
    def dimension(self) -> int:
        """Of an embedding; the bundled encoder's 384 are known without loading it."""
        if self.name == BUNDLED_ENCODER:
            return 384
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def limit_tokens(self) -> int:
        """254 for the bundled encoder: it cuts at 256 with its two special tokens.

        A prompt that stands before each passage takes its tokens from them.
        """
        if self.name == BUNDLED_ENCODER:
            return 256 - SPECIAL_TOKENS
        (prompt_tokens,) = self.count_tokens([self._prompts.passage])
        return int(self._model.max_seq_length or 512) - SPECIAL_TOKENS - prompt_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count each text's tokens, uncut, special tokens left out."""
        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def encode(self, texts: Sequence[str], asked: int = 0) -> Floats:
        """Embed each text: shape (texts, dimension), float32, rows L2-normalised.

        Args:
            texts: Any.
            asked: How many of the first are questions: an encoder whose configuration has prompts
                for questions and passages reads each with its own.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prompts = self._prompts
        if prompts.question == prompts.passage or asked in (0, len(texts)):
            return self._encode(texts, prompts.question if asked else prompts.passage)
        first = self._encode(texts[:asked], prompts.question)
        return np.concatenate([first, self._encode(texts[asked:], prompts.passage)])

    def _encode(self, texts: Sequence[str], prompt: str) -> Floats:
        embeddings = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=32,
            convert_to_tensor=True,
            normalize_embeddings=False,
            show_progress_bar=False,
        )
        return _normalised(embeddings.float().cpu().numpy())

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Embed each text's tokens in their context, cut at `limit_tokens`."""
        if not texts:
            return []
        vectors = self._model.encode(
            list(texts),
            prompt="",
            batch_size=16,
            output_value="token_embeddings",
            convert_to_numpy=False,
            show_progress_bar=False,
        )
        return [
            token_vectors(rows.float().cpu().numpy(), encoding, self.limit_tokens)
            for rows, encoding in zip(vectors, self.tokenized(texts), strict=True)
        ]

    def tokenized(self, texts: Sequence[str]) -> "list[Encoding]":
        """Return each text's tokens with their offsets, uncut, special tokens left out."""
        return list(self._tokenizer.encode_batch(list(texts), add_special_tokens=False))

    def with_special_tokens(self, ids: Sequence[int]) -> list[int]:
        """Return token numbers between the two special ones that the encoder reads with them."""
        first, last = self._tokenizer.encode("").ids
        return [first, *ids, last]

    @cached_property
    def _prompts(self) -> Prompts:
        if self._folder is None:
            return prompts_among(self._model.prompts)
        return prompts_of(self.name, self._folder)

    @property
    def transformer(self) -> Any:
        """The BERT beneath, whose lower layers a trained reader shares.

        Raises:
            EncoderError: The encoder is none that a reader can share layers with.
        """
        bert = getattr(self._model[0], "auto_model", None)
        if not hasattr(getattr(bert, "encoder", None), "layer"):
            message = f"The encoder {self.name!r} is no BERT: set CANDOUR_READER=maxsim."
            raise EncoderError(message)
        return bert

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # noqa: PLC0415 - only where tokens are counted

        path = None if self._folder is None else self._folder / "tokenizer.json"
        if path is not None and path.exists():
            tokenizer = Tokenizer.from_file(str(path))
        else:
            tokenizer = self._model.tokenizer.backend_tokenizer
            tokenizer = Tokenizer.from_str(tokenizer.to_str())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _model(self) -> "SentenceTransformer":
        if self._folder is not None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        fingerprint = self.fingerprint  # refuses a folder that lacks something
        if self.name == BUNDLED_ENCODER and self._folder is not None:
            check_bundled(self._folder, fingerprint)
        import torch  # noqa: PLC0415 - seconds, only where encoding happens
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        # bf16 encodes 62 passages a second where fp32 does 26, cosine >= 0.998 (MEASURED).
        kind = torch.bfloat16 if has_bfloat16() else torch.float32
        where = self.name if self._folder is None else str(self._folder)
        try:
            return SentenceTransformer(where, device="cpu", model_kwargs={"dtype": kind})
        except (OSError, ValueError) as error:
            message = f"The encoder {self.name!r} cannot be loaded: {_first_line(error)}"
            raise EncoderError(message) from error


def _normalised(rows: npt.NDArray[Any]) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def token_vectors(rows: npt.NDArray[Any], encoding: Any, limit_tokens: int) -> TokenVectors:
    """Join a model's rows (with special tokens) to the tokenizer's offsets (without).

    Args:
        rows: Shape (tokens, dimension), the special tokens' among them.
        encoding: The same text's tokens.
        limit_tokens: How many are kept.
    """
    kept = min(len(encoding.ids), limit_tokens)
    offsets = np.array(encoding.offsets[:kept], dtype=np.int64).reshape(kept, 2)
    return TokenVectors(
        vectors=_normalised(rows[1 : kept + 1]),
        starts=offsets[:, 0],
        ends=offsets[:, 1],
        ids=np.array(encoding.ids[:kept], dtype=np.int64),
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
