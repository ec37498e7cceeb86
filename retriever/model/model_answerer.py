"""The answerer where a model is set: the quoted answer first, then the model's, checked.

The one place where the two ways of answering meet.
"""

from dataclasses import replace
from typing import Unpack

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer, OnText
from retriever.answers.options import HITS, AskOptions
from retriever.model.client import ModelServer
from retriever.model.replying import Library, Replier
from retriever.reader.maxsim import READ_PASSAGES, Reader
from retriever.records import Document
from retriever.settings import Settings
from retriever.store.contract import Store
from retriever.store.encoder import Encoder


class ModelAnswerer(Answerer):
    """Answers with a language model's words, or with quotes where those cannot be shown.

    Args:
        store: The index.
        encoder: That the index was made with.
        reader: That reads the head of the list, or None.
        settings: The model's address and name as well.

    Raises:
        SettingError: The address is none, or the model has no name.
    """

    def __init__(
        self, store: Store, encoder: Encoder, reader: Reader | None, settings: Settings
    ) -> None:
        super().__init__(store, encoder, reader, settings)
        self._replier = Replier(ModelServer(settings), encoder)

    def ask(
        self, text: str, *, on_text: OnText | None = None, **asked: Unpack[AskOptions]
    ) -> Answer:
        """Answer a question by quotes, then have the model word it: the only way to the model.

        Raises:
            CandourError: As `ask_quotes`.
        """
        k = asked.get("k", HITS)
        asked["k"] = max(k, READ_PASSAGES)
        quoted = self.ask_quotes(text, **asked)
        answer = self._replier.reply(quoted, quoted.hits, self._library(), on_text)
        return replace(answer, hits=answer.hits[:k])

    def _library(self) -> Library:
        with self.store.read() as view:
            named = {about.authority for _, about in view.about() if about.authority}
        return Library(self._document_of, tuple(sorted(named)))

    def _document_of(self, doc_id: str) -> Document | None:
        with self.store.read() as view:
            return view.document(doc_id)
