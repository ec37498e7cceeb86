"""A sentence-transformers CrossEncoder as the reader, for those who can reach a hub or have one.

It scores each passage whole; sentences are told apart by the encoder's own token vectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from retriever.errors import ReaderError
from retriever.reader.maxsim import MaxSimReader
from retriever.reader.readings import PassageReading
from retriever.records import Passage

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

CROSS_WEIGHT = 0.7
"""Of its score beside the fused one: such a model has read far more than ours."""


class CrossEncoderReader:
    """Reads by a CrossEncoder.

    Args:
        name: A hub's OWNER/MODEL, or a folder.
        sentences: What reads sentence by sentence.
    """

    weight = CROSS_WEIGHT

    def __init__(self, name: str, sentences: MaxSimReader) -> None:
        self.name = name
        self._sentences = sentences

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        """Read the question with each passage; see `MaxSimReader.read`.

        Raises:
            ReaderError: There is no such model.
        """
        pairs = [(question, passage.indexed_text) for passage in passages]
        scores = self._model.predict(pairs, show_progress_bar=False, convert_to_numpy=True)
        readings = self._sentences.read(question, passages, frequencies, size)
        return [
            replace(reading, judged=float(score))
            for reading, score in zip(readings, scores, strict=True)
        ]

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - seconds

        try:
            model: CrossEncoder = CrossEncoder(self.name, device="cpu")
        except (OSError, ValueError) as error:
            first = str(error).strip().partition("\n")[0]
            message = (
                f"The reader {self.name!r} cannot be loaded ({first}): name a CrossEncoder, "
                "or set CANDOUR_READER to maxsim or none."
            )
            raise ReaderError(message) from error
        if model.num_labels != 1:
            message = (
                f"The reader {self.name!r} gives {model.num_labels} scores for a passage, "
                "not one: name a CrossEncoder made for ranking."
            )
            raise ReaderError(message)
        return model
