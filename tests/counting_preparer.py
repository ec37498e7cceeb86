"""A preparer that notes what it reads."""

from ingest.corpus_folder import CorpusFile
from ingest.parser_process import ParserProcess
from ingest.preparing import Prepared, Preparer
from retriever.settings import Settings
from tests.word_encoder import WordEncoder


class CountingPreparer(Preparer):
    """Reads as the real one does, and notes what."""

    def __init__(self, parser: ParserProcess, settings: Settings) -> None:
        super().__init__(WordEncoder(), parser, settings)
        self.read_paths: list[str] = []

    def prepare(self, file: CorpusFile) -> Prepared:
        self.read_paths.append(file.path)
        return super().prepare(file)
