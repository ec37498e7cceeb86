"""An answerer over documents by hand that starts in no time: words by hash, no reader."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from retriever.answers.answerer import Answerer
from retriever.records import Document
from retriever.settings import Settings
from retriever.store.opening import open_store
from tests.library import make_index
from tests.word_encoder import WordEncoder


def word_answerer(
    folder: Path, documents: Sequence[Document], threshold: float = 0.0
) -> tuple[Answerer, Settings]:
    """Index documents and open them; without a threshold every question is answered."""
    encoder = WordEncoder()
    settings = replace(make_index(folder, encoder, documents), threshold=threshold)
    return Answerer(open_store(settings, encoder), encoder, None, settings), settings
