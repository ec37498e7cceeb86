"""Golden questions written on the page: asked, marked, saved; and those that wait, dismissed.

What comes from a browser is checked against what the library offers: a quote that is no quote of a
document is never saved. Knows no gradio.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from retriever.errors import EvaluationFolderError, QuestionError
from retriever.evaluation.question_set import GoldSpan, Question
from retriever.evaluation.questions.folder import add_questions, drop_pending
from retriever.evaluation.questions.marking import Offer, offers_of
from retriever.evaluation.questions.records import JudgedQuestion
from retriever.evaluation.questions.waiting import dismiss
from retriever.settings import Settings
from ui.desk import Desk, whole_text

CHANGED = "The library answers otherwise than when you asked: ask again, and mark anew."
NOTHING_MARKED = "Mark the words that answer, or “Not answered here”."
DAMAGED = "This could not be understood: load the page again."
CHOSEN_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Marked:
    """A question as it was marked in a browser.

    Attributes:
        text: As it is to be asked.
        waited: The question that waits and is judged by this one, or "".
        chosen: The path and the words of each mark; none for "not answered here".
    """

    text: str
    waited: str
    chosen: tuple[tuple[str, str], ...]

    @classmethod
    def from_browser(cls, sent: object) -> "Marked":
        """Check `{"text", "waited", "chosen": [[path, words], ...], "unanswered"}`.

        Raises:
            QuestionError: A field is missing or not of its kind, or nothing is marked.
        """
        fields: dict[str, Any] = sent if isinstance(sent, dict) else {}
        if set(fields) != {"text", "waited", "chosen", "unanswered"}:
            raise QuestionError(DAMAGED)
        chosen = fields["chosen"]
        if not isinstance(chosen, list) or len(chosen) > CHOSEN_LIMIT:
            raise QuestionError(DAMAGED)
        pairs = []
        for each in chosen:
            if not isinstance(each, list) or len(each) != 2:  # noqa: PLR2004 - path and words
                raise QuestionError(DAMAGED)
            pairs.append((whole_text(each[0]), whole_text(each[1])))
        if bool(pairs) == (fields["unanswered"] is True):
            raise QuestionError(NOTHING_MARKED)
        return cls(whole_text(fields["text"]).strip(), whole_text(fields["waited"]), tuple(pairs))


class GoldenWriter:
    """Writes golden questions into the settings' folder, one at a time.

    Args:
        desk: Answers.
        settings: Where the questions are.
    """

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._folder = settings.questions
        self._lock = Lock()

    async def offers(self, question: object) -> list[Offer]:
        """Ask a question; return what may answer.

        Raises:
            CandourError: As `Desk.quotes`.
        """
        return offers_of(await self._desk.quotes(question))

    async def save(self, marked: Marked) -> str:
        """Save a marked question; return its id.

        Raises:
            QuestionError: A mark is none of what the library offers now.
            EvaluationFolderError: The question stands there already, or a file does not fit.
        """
        offers = await self.offers(marked.text)
        spans = {(each.span.doc_id, each.span.text): each.span for each in offers}
        if not set(marked.chosen) <= set(spans):
            raise QuestionError(CHANGED)
        chosen = tuple(spans[each] for each in dict.fromkeys(marked.chosen))
        return self._add(marked, chosen)

    def dismiss(self, text: object) -> None:
        """Let a question wait no more.

        Raises:
            QuestionError: It is no text.
            EvaluationFolderError: A file does not fit, or cannot be written.
        """
        words = whole_text(text)
        with self._lock:
            try:
                dismiss(self._folder, words)
            except OSError as error:
                raise self._unwritten(error) from error

    def _add(self, marked: Marked, spans: Sequence[GoldSpan]) -> str:
        question = Question("", marked.text, answerable=bool(spans))
        with self._lock:
            try:
                (added,) = add_questions(self._folder, [JudgedQuestion(question, "", tuple(spans))])
                for text in {marked.waited, marked.text} - {""}:
                    drop_pending(self._folder, text)
                if marked.waited and marked.waited != marked.text:
                    dismiss(self._folder, marked.waited)
            except OSError as error:
                raise self._unwritten(error) from error
        return added.question.id

    def _unwritten(self, error: OSError) -> EvaluationFolderError:
        message = f"{self._folder} cannot be written ({error.strerror})."
        return EvaluationFolderError(message)
