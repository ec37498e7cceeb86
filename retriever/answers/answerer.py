"""Answers a question: understands it, searches, judges, and quotes or refuses.

Everything of one answer is read from one view of the store. Knows nothing of files or pages on a
screen.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from time import perf_counter

from retriever.answer_records import Answer, Hit, Timings, Turn
from retriever.answers.citing import (
    answer_in_words,
    citation_of,
    hits_of,
    superseded_in_words,
)
from retriever.answers.judging import Judge
from retriever.answers.quoting import choose_quotes
from retriever.answers.starters import starter_questions
from retriever.errors import DocumentError, IndexDamagedError, IndexEmptyError, SettingError
from retriever.records import Document, Filters
from retriever.search.correcting import searched_in_words
from retriever.search.lexicon import Lexicon
from retriever.search.query import Query, clean_question, understand
from retriever.search.reader import READ_PASSAGES, MaxSimReader
from retriever.search.scope import Scope, scope_of
from retriever.search.searcher import LOST, Found, Searcher, SearchTimes
from retriever.settings import (
    COMMAND_QUESTION_LIMIT_CHARS,
    PAGE_QUESTION_LIMIT_CHARS,
    Settings,
)
from retriever.store.contract import Store, View
from retriever.store.encoder import Encoder, SentenceEncoder
from retriever.store.opening import open_store

NO_DOCUMENT = ("",)
"""A filter's `doc_ids` that no document has: an empty tuple would let all through."""

SUGGESTED_FOR_EACH = 3
"""How many starter questions are tried for each one shown."""

EMPTY = "The index in {folder} is empty: add documents to {corpus} and run `python -m ingest`."


class Answerer:
    """Answers from a store.

    Args:
        store: The index.
        encoder: That the index was made with.
        reader: That reads the head of the list, or None.
        settings: For the threshold and the names of the folders.
    """

    def __init__(
        self, store: Store, encoder: Encoder, reader: MaxSimReader | None, settings: Settings
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._searcher = Searcher(encoder, reader)
        self._judge = Judge(encoder)
        self._settings = settings
        self._starters: tuple[tuple[int, int], tuple[str, ...]] | None = None

    def ask(  # noqa: PLR0913 - what one question may bring with it, by name
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),  # noqa: ARG002 - taken, not yet used: issue 6
        filters: Filters = Filters(),  # noqa: B008 - frozen
        limit_chars: int = COMMAND_QUESTION_LIMIT_CHARS,
        question_id: str | None = None,
        k: int = 10,
    ) -> Answer:
        """Answer a question.

        Args:
            text: As it was typed.
            history: What was said before, oldest first.
            filters: What the search may see.
            limit_chars: The most characters that are taken.
            question_id: The question's own id; made from its words by default.
            k: How many hits the answer carries.

        Raises:
            QuestionError: Nothing to read, or too long.
            IndexMissingError: There is no index (and the other errors of opening one).
            IndexEmptyError: Nothing is in it.
        """
        began = perf_counter()
        clean = clean_question(text, limit_chars)
        identity = question_id or hashlib.sha256(clean.encode()).hexdigest()[:16]
        with self._store.read() as view:
            query = self._understood(view, clean)
            scope = scope_of(query, view.about())
            found, times = self._search(view, query, k, _narrowed(filters, scope))
            documents = _documents_of(view, found)
            searched = perf_counter()
            judged = (
                []
                if scope.missing
                else self._judge.judge(view, query, found[:READ_PASSAGES], documents)
            )
            chosen = choose_quotes(judged, query.asked, self._settings.threshold)
            citations = tuple(citation_of(n, each) for n, each in enumerate(chosen, start=1))
            notices = superseded_in_words(citations, view.document)
            generation = view.generation
        ended = perf_counter()
        return Answer(
            id=identity,
            question=text,
            query=query.text,
            found=bool(chosen),
            probability=judged[0].probability if judged else 0.0,
            answer=answer_in_words(chosen, scope.missing),
            citations=citations,
            hits=hits_of(found[:k], documents),
            generation=generation,
            notices=(
                *searched_in_words(query.text, query.corrections),
                *((scope.missing,) if scope.missing else notices),
            ),
            timings=_timings(times, ended - searched, ended - began),
        )

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> tuple[Hit, ...]:
        """Find the k best passages.

        Raises:
            QuestionError: Nothing to read, or too long.
            IndexMissingError: There is no index (and the other errors of opening one).
            IndexEmptyError: Nothing is in it.
        """
        clean = clean_question(text, COMMAND_QUESTION_LIMIT_CHARS)
        with self._store.read() as view:
            query = self._understood(view, clean)
            found, _ = self._search(view, query, k, filters)
            return hits_of(found[:k], _documents_of(view, found))

    def rank(self, texts: Sequence[str], k: int, system: str) -> list[list[tuple[str, float]]]:
        """Rank passages by one of SYSTEMS, for evaluation.

        Returns:
            For each text up to k (document's id, score), best first.
        """
        ranked = []
        with self._store.read() as view:
            for text in texts:
                query = self._understood(view, clean_question(text, COMMAND_QUESTION_LIMIT_CHARS))
                scored = self._searcher.rank(view, query, k, system)
                passages = view.passages([each.passage_id for each in scored])
                pairs = zip(passages, scored, strict=True)
                ranked.append([(passage.doc_id, each.score) for passage, each in pairs])
        return ranked

    def paths(self) -> dict[str, str]:
        """Return every document's path, by its id."""
        return {document.doc_id: document.path for document in self.documents()}

    def document(self, doc_id: str) -> Document:
        """Return one document.

        Raises:
            DocumentError: It is not in the library.
        """
        with self._store.read() as view:
            document = view.document(doc_id)
        if document is None:
            message = f"The document {doc_id!r} is not in the library (any more)."
            raise DocumentError(message)
        return document

    def documents(self, filters: Filters = Filters()) -> tuple[Document, ...]:  # noqa: B008 - frozen
        """Return the library's documents, by path."""
        with self._store.read() as view:
            return tuple(view.documents(filters))

    def starters(self, n: int = 3) -> tuple[str, ...]:
        """Return up to n questions from the library's own documents that it does answer."""
        with self._store.read() as view:
            generation = view.generation
        if self._starters is None or self._starters[0] != (generation, n):
            suggested = starter_questions(self.documents(), n * SUGGESTED_FOR_EACH)
            short = (each for each in suggested if len(each) <= PAGE_QUESTION_LIMIT_CHARS)
            answered = (question for question in short if self.ask(question).found)
            self._starters = ((generation, n), tuple(islice(answered, n)))
        return self._starters[1]

    def warm_up(self) -> None:
        """Load the model and the caches now, so that the first question is as quick as the next.

        Raises:
            IndexMissingError: There is no index (and the other errors of opening one).
            IndexEmptyError: Nothing is in it.
        """
        self.search("What is in the library?", k=1)
        self.starters()

    def _understood(self, view: View, clean: str) -> Query:
        if view.size() == 0:
            folders = {"folder": self._settings.index, "corpus": self._settings.corpus}
            raise IndexEmptyError(EMPTY.format(**folders))
        known = {about.authority for _, about in view.about() if about.authority}
        return understand(clean, sorted(known), Lexicon(view, self._encoder))

    def _search(
        self, view: View, query: Query, k: int, filters: Filters
    ) -> tuple[list[Found], SearchTimes]:
        return self._searcher.search(view, query, max(k, READ_PASSAGES), filters)


def open_answerer(settings: Settings) -> Answerer:
    """Open the library of the settings; the model is loaded at the first question.

    Raises:
        SettingError: A setting has a value that cannot be used.
        EncoderError: There is no such encoder.
    """
    encoder = SentenceEncoder(settings.encoder)
    readers = {"maxsim": MaxSimReader(encoder), "none": None}
    if settings.reader not in readers:
        message = f"CANDOUR_READER is {settings.reader!r}: choose from {', '.join(readers)}."
        raise SettingError(message)
    return Answerer(open_store(settings, encoder), encoder, readers[settings.reader], settings)


def _narrowed(filters: Filters, scope: Scope) -> Filters:
    """Join the scope's documents to what the filters say already."""
    if not scope.doc_ids:
        return filters
    wanted = frozenset(filters.doc_ids or scope.doc_ids)
    kept = tuple(each for each in scope.doc_ids if each in wanted)
    return replace(filters, doc_ids=kept or NO_DOCUMENT)


def _documents_of(view: View, found: Sequence[Found]) -> dict[str, Document]:
    documents = {}
    for doc_id in {each.passage.doc_id for each in found}:
        document = view.document(doc_id)
        if document is None:
            raise IndexDamagedError(LOST)
        documents[doc_id] = document
    return documents


def _timings(times: SearchTimes, answering_s: float, total_s: float) -> Timings:
    return Timings(
        encode=times.encode,
        search=times.search,
        read=times.read,
        answer=answering_s * 1000,
        total=total_s * 1000,
    )
