"""Makes models on disk that load in no time: a BERT of chance weights that knows a few words."""

import json
from collections.abc import Mapping
from pathlib import Path

import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    BertTokenizer,
)

WORDS = "kinship carers are relatives soup on fridays who what query passage : . ? the is served"
DIMENSION = 16


def tiny_encoder(
    folder: Path, prompts: Mapping[str, str] | None = None, *, has_pooling: bool = True
) -> Path:
    """Write a folder as sentence-transformers lays it out; return it.

    Args:
        folder: Made.
        prompts: By name, for its configuration; none by default.
        has_pooling: Whether it says how token vectors become an embedding.
    """
    torch.manual_seed(3)
    BertModel(_config()).save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    kinds = {"": "Transformer", "1_Pooling": "Pooling"}
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for n, (path, kind) in enumerate(kinds.items())
    ]
    _write(folder / "modules.json", modules)
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 32, "do_lower_case": False})
    if prompts is not None:
        _write(folder / "config_sentence_transformers.json", {"prompts": dict(prompts)})
    if has_pooling:
        pooling = {"word_embedding_dimension": DIMENSION, "pooling_mode_mean_tokens": True}
        (folder / "1_Pooling").mkdir()
        _write(folder / "1_Pooling" / "config.json", pooling)
    return folder


def tiny_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write a cross-encoder that gives a pair so many scores; return its folder."""
    torch.manual_seed(4)
    BertForSequenceClassification(_config(labels)).save_pretrained(folder)
    _tokenizer().save_pretrained(folder)
    return folder


def _config(labels: int = 2) -> BertConfig:
    config = BertConfig(
        vocab_size=len(_vocabulary()),
        hidden_size=DIMENSION,
        num_hidden_layers=4,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    config.num_labels = labels
    return config


def _vocabulary() -> dict[str, int]:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS.split()]
    return {word: number for number, word in enumerate(words)}


def _tokenizer() -> BertTokenizer:
    return BertTokenizer(vocab=_vocabulary(), model_max_length=64)


def _write(path: Path, values: object) -> None:
    path.write_text(json.dumps(values), encoding="utf-8")
