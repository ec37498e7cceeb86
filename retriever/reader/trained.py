"""The trained reader: late interaction with token vectors that were trained to find answers.

Its folder is read, and its network made, at the first question.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from retriever.errors import ReaderError
from retriever.reader.maxsim import MaxSimReader
from retriever.reader.network import ReaderNetwork
from retriever.reader.readings import PassageReading
from retriever.reader.remembering import RememberingTokens
from retriever.reader.weights import ReaderManifest, read_manifest, read_weights
from retriever.records import Passage
from retriever.store.encoder import SentenceEncoder


class TrainedReader:
    """A reader of a folder.

    Args:
        folder: With its weights and their manifest.
        encoder: Whose lower layers it shares.
        name: As the setting names it.
    """

    def __init__(self, folder: Path, encoder: SentenceEncoder, name: str) -> None:
        self.name = name
        self._folder = folder
        self._encoder = encoder

    @property
    def weight(self) -> float:
        """Of its score beside the fused one, 0 to 1."""
        return self._manifest.weight

    def read(
        self,
        question: str,
        passages: Sequence[Passage],
        frequencies: Mapping[str, int],
        size: int,
    ) -> list[PassageReading]:
        """Read the question with each passage; see `MaxSimReader.read`.

        Raises:
            ReaderError: The folder's weights are missing, altered or of another encoder.
        """
        return self._reader.read(question, passages, frequencies, size)

    @cached_property
    def _manifest(self) -> ReaderManifest:
        return read_manifest(self._folder)

    @cached_property
    def _reader(self) -> MaxSimReader:
        state = read_weights(self._folder, self._manifest, self._encoder.fingerprint)
        try:
            network = ReaderNetwork(self._encoder, state)
        except RuntimeError as error:  # torch's own: names or shapes that do not fit
            message = (
                f"The reader in {self._folder} has layers of another shape than the encoder "
                f"{self._encoder.name!r}: set CANDOUR_READER=maxsim."
            )
            raise ReaderError(message) from error
        return MaxSimReader(RememberingTokens(network), self.name, self.weight)
