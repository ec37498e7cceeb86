"""Where every question is handed in, by whichever way it comes: page, endpoint, assistant.

A question with personal data is stopped first, then it waits its turn, is answered, counted, and
kept in the activity log. Knows no gradio.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from retriever.activity.personal_data import checked
from retriever.activity.recorder import Recorder
from retriever.activity.records import Verdict, Way
from retriever.answer_records import Answer, Hit, Turn
from retriever.answers.answerer import Answerer, OnText
from retriever.errors import CandourError, QuestionError
from retriever.records import Document, Filters
from retriever.settings import PAGE_QUESTION_LIMIT_CHARS
from ui.admission import Admission
from ui.monitoring.monitor import Monitor, NoMonitor

K_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks ("" where nobody signs in), and by which way."""

    user: str
    way: Way


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the id by which its reader may judge it; "" where nothing was kept."""

    answer: Answer
    recorded: str


class Desk:
    """Takes questions in and hands answers out.

    Args:
        answerer: What answers and knows the documents.
        recorder: What keeps questions and verdicts.
        admission: Who may come in; that of the page by default.
        monitor: What counts the questions; nothing by default.
    """

    def __init__(
        self,
        answerer: Answerer,
        recorder: Recorder,
        admission: Admission | None = None,
        monitor: Monitor | None = None,
    ) -> None:
        self._answerer = answerer
        self._recorder = recorder
        self._admission = admission or Admission()
        self._monitor = monitor or NoMonitor()

    @staticmethod
    def accepted(question: object, noun: str = "question") -> str:
        """Return a question that may be answered, without what no screen shows.

        Its length first: what looks for personal data takes a megabyte's time otherwise.

        Raises:
            QuestionError: It is no text, or longer than PAGE_QUESTION_LIMIT_CHARS.
            PersonalDataError: It holds what looks like personal data.
        """
        text = whole_text(question)
        length = len(text.strip())
        if length > PAGE_QUESTION_LIMIT_CHARS:
            message = (
                f"The {noun} is {length:,} characters long; the limit is "
                f"{PAGE_QUESTION_LIMIT_CHARS}. Please shorten it."
            )
            raise QuestionError(message)
        return checked(text, noun)

    async def ask(
        self,
        question: object,
        asker: Asker,
        *,
        history: Sequence[Turn] = (),
        filters: Filters = Filters(),  # noqa: B008 - frozen
        on_text: OnText | None = None,
    ) -> Reply:
        """Answer a question of at most PAGE_QUESTION_LIMIT_CHARS.

        Raises:
            PersonalDataError: It, or what was said before, holds what looks like personal data.
            BusyError: Too many are waiting.
            CandourError: As `Answerer.ask`.
        """
        text = self.accepted(question)
        earlier = [Turn(turn.role, _checked_turn(turn)) for turn in history]

        def answered() -> Reply:
            try:
                answer = self._answerer.ask(
                    text,
                    history=earlier,
                    filters=filters,
                    limit_chars=PAGE_QUESTION_LIMIT_CHARS,
                    on_text=on_text,
                )
            except CandourError as error:
                self._monitor.note_failure(text, error)
                raise
            self._monitor.note(answer)
            return Reply(answer, self._recorder.record(answer, asker.user, asker.way))

        return await self._admission.run(answered)

    async def quotes(self, question: object) -> Answer:
        """Answer a question that is asked to judge the library: no model is asked, nothing kept.

        Raises:
            CandourError: As `ask`.
        """
        text = self.accepted(question)
        limit_chars = PAGE_QUESTION_LIMIT_CHARS
        return await self._admission.run(
            partial(self._answerer.ask_quotes, text, limit_chars=limit_chars)
        )

    async def search(self, query: object, k: object = 10) -> tuple[Hit, ...]:
        """Find the k nearest passages, best first.

        Raises:
            QuestionError: The query or k cannot be used, or the query holds personal data.
            BusyError: Too many are waiting.
        """
        text = self.accepted(query, "query")
        if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= K_LIMIT:
            message = f"k is {k!r}: give a whole number from 1 to {K_LIMIT}."
            raise QuestionError(message)
        return await self._admission.run(partial(self._answerer.search, text, k=k))

    async def document(self, doc_id: object) -> Document:
        """Return a document.

        Raises:
            QuestionError: The id is no text.
            DocumentError: It is not in the library.
            BusyError: Too many are waiting.
        """
        identity = whole_text(doc_id)
        return await self._admission.run(partial(self._answerer.document, identity))

    def judge(self, recorded: str, verdict: Verdict, user: str) -> bool:
        """Keep what a user says of an answer; return whether it was kept.

        Raises:
            PersonalDataError: What is said holds what looks like personal data.
        """
        said = checked(verdict.said, "comment")
        return self._recorder.judge(recorded, Verdict(verdict.useful, verdict.reason, said), user)


def whole_text(value: object) -> str:
    """Return a text that a reader could show.

    Raises:
        QuestionError: The value is no text, or holds half characters.
    """
    if not isinstance(value, str) or any("\ud800" <= each <= "\udfff" for each in value):
        raise QuestionError("Give a text of whole characters.")
    return value


def _checked_turn(turn: Turn) -> str:
    """Return what was said: by the user checked, by us as it stands in the documents."""
    return Desk.accepted(turn.text) if turn.role == "user" else turn.text
