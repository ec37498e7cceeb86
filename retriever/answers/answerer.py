"""Answers a question: understands it, searches, judges, and quotes or refuses.

Everything of one answer is read from one view of the store. Knows nothing of files or pages on a
screen.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from time import perf_counter
from typing import Unpack

from retriever.answer_records import Answer, Hit, Timings, Turn
from retriever.answers.attempt import Attempt, Judgements, Trier, documents_of
from retriever.answers.citing import answer_in_words, citation_of, hits_of
from retriever.answers.direct import direct_line
from retriever.answers.judging import SHORTLIST, SHORTLIST_UNREAD, Judge
from retriever.answers.library import Library
from retriever.answers.noticing import lacking_in_words, noticed
from retriever.answers.options import HITS, AskOptions
from retriever.answers.refusing import (
    DROPS_LIMIT,
    droppable,
    dropped_in_words,
    searched_in_words,
)
from retriever.answers.starters import starter_questions
from retriever.conversation.small_talk import small_talk_answer, without_search
from retriever.conversation.standalone import standalone
from retriever.errors import IndexEmptyError
from retriever.reader.maxsim import READ_PASSAGES, Reader
from retriever.reader.steady import SteadyReader
from retriever.records import Filters
from retriever.search.asked import Asked
from retriever.search.correcting import corrected_in_words
from retriever.search.gazetteer import other_councils
from retriever.search.lexicon import Lexicon
from retriever.search.query import (
    Query,
    clean_question,
    left_of,
    understand,
    without_what_is_understood,
)
from retriever.search.scope import Scope, of_its_place, scope_of
from retriever.search.searcher import Searcher
from retriever.settings import (
    COMMAND_QUESTION_LIMIT_CHARS,
    PAGE_QUESTION_LIMIT_CHARS,
    Settings,
)
from retriever.store.contract import Store, View
from retriever.store.encoder import Encoder
from retriever.surveys.grouping import Surveyed, grouped
from retriever.surveys.surveyor import Surveyor

OnText = Callable[[str], bool]
"""Takes the text of an answer that is being written; returns whether to go on."""

SUGGESTED_FOR_EACH = 3
"""How many starter questions are tried for each one shown."""

EMPTY = "The index in {folder} is empty: add documents to {corpus} and run `python -m ingest`."


SECTIONS = "Each of these documents has a section on that."
GRADES_APART = "Each of these reports gives a grade, the newest first."


class Answerer(Library):
    """Answers from the library of a store.

    Args:
        store: The index.
        encoder: That the index was made with.
        reader: That reads the head of the list, or None.
        settings: For the threshold and the names of the folders.
    """

    def __init__(
        self, store: Store, encoder: Encoder, reader: Reader | None, settings: Settings
    ) -> None:
        super().__init__(store)
        self._encoder = encoder
        self._reader = SteadyReader(reader)
        self._searcher = Searcher(encoder, self._reader)
        judge = Judge(encoder, SHORTLIST if reader else SHORTLIST_UNREAD)
        self._trier = Trier(self._searcher, judge, settings.threshold)
        self._surveyor = Surveyor(encoder, judge, self._reader)
        self._settings = settings
        self._starters: tuple[tuple[int, int], tuple[str, ...]] | None = None

    def ask(
        self,
        text: str,
        *,
        on_text: OnText | None = None,  # noqa: ARG002 - quotes do not grow: see ModelAnswerer
        **asked: Unpack[AskOptions],
    ) -> Answer:
        """Answer what somebody asked as `ask_quotes` does; where a model is set, it words it.

        Args:
            text: As it was typed.
            on_text: Told the text of a model's answer while it grows.
            asked: What else `ask_quotes` takes.
        """
        return self.ask_quotes(text, **asked)

    def ask_quotes(  # noqa: PLR0913 - what one question may bring with it, by name
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),  # noqa: B008 - frozen
        limit_chars: int = COMMAND_QUESTION_LIMIT_CHARS,
        question_id: str | None = None,
        k: int = HITS,
    ) -> Answer:
        """Answer a question by the quotes alone: of what nobody waits for, no model is asked.

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
        with self.store.read() as view:
            small_talk = small_talk_answer(clean)
            if small_talk:
                return without_search(identity, text, small_talk, view.generation)
            query = self._understood(view, clean, history)
            surveyed = self._surveyor.survey(view, query, filters, k)
            if surveyed is not None:
                spent_ms = (perf_counter() - began) * 1000
                timings = Timings(answer=spent_ms, total=spent_ms)
                told = surveyed.answer(identity, text, query.text, timings)
                lacking = filter(None, (lacking_in_words(query, view.about()),))
                return replace(told, notices=(*lacking, *self._reader.faults()))
            tried, answer = self._quoted(view, query, k, filters)
            timings = tried.timings(began, perf_counter())
            return replace(answer, id=identity, question=text, timings=timings)

    def _quoted(self, view: View, whole: Query, k: int, filters: Filters) -> tuple[Attempt, Answer]:
        """Return what came of a question that is searched, and its answer or refusal in records."""
        scope, query = self._scoped(view, whole)
        tried = self._trier.attempt(view, query, k, filters, scope)
        citations = tuple(citation_of(n, each) for n, each in enumerate(tried.chosen, start=1))
        notices = (
            noticed(query, tried, citations, view.document, view.about())
            if tried.chosen
            else self._of_refusal(view, query, k, filters, scope)
        )
        answer = Answer(
            id="",
            question=whole.text,
            query=whole.text,
            found=bool(tried.chosen),
            probability=tried.judged[0].probability if tried.judged else 0.0,
            answer=answer_in_words(tried.chosen, notices),
            citations=citations,
            hits=hits_of(tried.found[:k], tried.documents),
            generation=view.generation,
            notices=(
                *corrected_in_words(whole.text, whole.corrections),
                *notices,
                *self._reader.faults(),
            ),
            direct=direct_line(query, tried.chosen),
        )
        heading = GRADES_APART if query.asked is Asked.GRADE else SECTIONS
        return tried, _by_document(answer, tried, heading) if tried.is_outright else answer

    def _of_refusal(
        self, view: View, query: Query, k: int, filters: Filters, scope: Scope
    ) -> tuple[str, ...]:
        """Return what is missing, what was searched, and a filter that keeps the answer out."""
        missing = scope.missing or lacking_in_words(query, view.about())
        notices = [missing] if missing else []
        notices.append(searched_in_words(view.about(), filters, scope))
        for words, wider in islice(droppable(filters), 0 if scope.missing else DROPS_LIMIT):
            tried = self._trier.attempt(view, query, k, wider, scope)
            if tried.chosen:
                notices.append(dropped_in_words(words, tried.chosen[0].document.metadata.title))
                break
        return tuple(notices)

    def search(
        self,
        text: str,
        *,
        k: int = HITS,
        filters: Filters = Filters(),  # noqa: B008 - frozen
    ) -> tuple[Hit, ...]:
        """Find the k best passages.

        Raises:
            CandourError: As `ask_quotes`.
        """
        clean = clean_question(text, COMMAND_QUESTION_LIMIT_CHARS)
        with self.store.read() as view:
            query = self._understood(view, clean)
            found, _ = self._searcher.search(view, query, max(k, READ_PASSAGES), filters)
            return hits_of(found[:k], documents_of(view, found))

    def candidates(self, text: str, history: Sequence[Turn] = ()) -> Judgements:
        """Return what may be quoted, as `Trier.judged` does, for the fit of the weights."""
        with self.store.read() as view:
            query = self._understood(
                view, clean_question(text, COMMAND_QUESTION_LIMIT_CHARS), history
            )
            scope, query = self._scoped(view, query)
            return self._trier.judged(view, query, Filters(), scope)

    def rank(
        self,
        texts: Sequence[str],
        k: int,
        system: str,
        histories: Sequence[Sequence[Turn]] = (),
    ) -> list[list[tuple[str, float]]]:
        """Rank passages by one of SYSTEMS, for evaluation.

        Args:
            texts: The questions.
            k: How many passages each gets.
            system: One of SYSTEMS.
            histories: What was said before each question; none by default.

        Returns:
            For each text up to k (document's id, score), best first.
        """
        ranked = []
        with self.store.read() as view:
            for place, text in enumerate(texts):
                clean = clean_question(text, COMMAND_QUESTION_LIMIT_CHARS)
                query = self._understood(view, clean, histories[place] if histories else ())
                scored = self._searcher.rank(view, query, k, system)
                passages = view.passages([each.passage_id for each in scored])
                pairs = zip(passages, scored, strict=True)
                ranked.append([(passage.doc_id, each.score) for passage, each in pairs])
        return ranked

    def starters(self, n: int = 3) -> tuple[str, ...]:
        """Return up to n questions from the library's own documents that it does answer."""
        generation = self.generation()
        if self._starters is None or self._starters[0] != (generation, n):
            suggested = starter_questions(self.documents(), n * SUGGESTED_FOR_EACH)
            short = (each for each in suggested if len(each) <= PAGE_QUESTION_LIMIT_CHARS)
            answered = (each for each in short if self.ask_quotes(each).found)
            self._starters = ((generation, n), tuple(islice(answered, n)))
        return self._starters[1]

    def warm_up(self) -> None:
        """Load the model and the caches now, so that the first question is as quick as the next.

        Raises:
            CandourError: As `ask_quotes`.
        """
        self.search("What is in the library?", k=1)
        self.starters()

    def _understood(self, view: View, clean: str, history: Sequence[Turn] = ()) -> Query:
        if view.size() == 0:
            folders = {"folder": self.store.place, "corpus": self._settings.corpus}
            raise IndexEmptyError(EMPTY.format(**folders))
        known = sorted({about.authority for _, about in view.about() if about.authority})
        said = [clean, *(turn.text for turn in history if turn.role == "user")]
        others = {name for text in said for name in other_councils(text, tuple(known))}
        asked = standalone(clean, history, [*known, *sorted(others)])
        return replace(
            understand(asked.text, known, Lexicon(view, self._encoder)), background=asked.background
        )

    def _scoped(self, view: View, query: Query) -> tuple[Scope, Query]:
        """Return what a question narrows the library to, and what is left to be searched there."""
        scope = scope_of(query, view.about(), view.document_frequencies(query.terms))
        query = left_of(query, scope.question, Lexicon(view, self._encoder))
        left = without_what_is_understood(query)
        return (of_its_place(scope, left, view.about()) if left.is_topic else scope), left


def _by_document(answer: Answer, tried: Attempt, heading: str) -> Answer:
    """Return an answer of several documents with the name of each above its quotes."""
    groups = grouped(answer.citations, tried.documents)
    if len(groups) < 2:  # noqa: PLR2004 - one document needs no name above its quotes
        return answer
    told = Surveyed(heading, groups, answer.hits, answer.generation)
    return replace(answer, answer=told.text, groups=groups, heading=told.heading)
