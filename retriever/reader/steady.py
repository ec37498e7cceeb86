"""A reader whose failure leaves the search going: it is told once, and read without from then on.

It remembers what it read for the last questions, because one that is asked again, or tried again
under other filters, meets the same passages.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence

from retriever.errors import ReaderError
from retriever.reader.maxsim import Reader
from retriever.reader.readings import PassageReading
from retriever.records import Passage

REMEMBERED = 16
"""How many readings are kept: one of 12 passages of 200 tokens takes 4 MB."""

Remembered = tuple[str, tuple[str, ...], frozenset[tuple[str, int]], int]


class SteadyReader:
    """Reads where it can.

    Args:
        reader: That reads; None for none at all.
    """

    def __init__(self, reader: Reader | None) -> None:
        self._reader = reader
        self._faults: tuple[str, ...] = ()
        self._kept: OrderedDict[Remembered, list[PassageReading]] = OrderedDict()

    def faults(self) -> tuple[str, ...]:
        """Return why the reader that was set is not used, as sentences; none where it is."""
        return self._faults

    def weight(self) -> float:
        """Return the weight of its score beside the fused one; 0 without a reader."""
        if self._reader is None:
            return 0.0
        try:
            return self._reader.weight
        except ReaderError as error:
            self._lose(error)
            return 0.0

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        """Read the question with each passage (see `MaxSimReader.read`); [] without a reader."""
        if self._reader is None or not passages:
            return []
        # By their text, since a document that is replaced may keep its passages' ids.
        texts = tuple(each.indexed_text for each in passages)
        asked = (question, texts, frozenset(frequencies.items()), size)
        kept = self._kept.pop(asked, None)
        try:
            readings = kept or self._reader.read(question, passages, frequencies, size)
        except ReaderError as error:
            self._lose(error)
            return []
        self._kept[asked] = readings
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return readings

    def _lose(self, error: ReaderError) -> None:
        self._faults = (f"The search went on without the reader. {error}",)
        self._reader = None
