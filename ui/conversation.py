"""One browser session's conversation: what was asked, what is shown, what a follow-up may know.

Immutable, kept for each session by the page and never shared. Each step of an answer is a new
Conversation with the same turn ids, so that the browser patches only the turn that changed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from retriever.answer_records import Answer, Turn
from retriever.conversation.turns import LIMIT_CHARS, TURNS
from ui.ask.evidence import Evidence
from ui.rendering import (
    INTERRUPTED,
    LEFT,
    SEARCHING,
    STOPPED,
    WRITING,
    render_answer,
    render_draft,
    render_note,
    render_question,
    spoken_summary,
)

# The browser keeps 100 turns smooth with keyed patching (measured); what a session keeps on the
# server is bounded well below that.
TURNS_LIMIT = 50
CITED = 20
# Question and answer are a turn each: the answerer looks at no more than these.
REMEMBERED = TURNS // 2


class Progress(StrEnum):
    """How far a turn has come."""

    SEARCHING = "searching"
    SHOWING = "showing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what is shown for it.

    Attributes:
        number: Counts through the session.
        question: As it was typed.
        html: The answer as it is shown, gated.
        progress: How far it has come.
        asked_at: When.
        searched: The question, standing alone, once it is answered.
        said: The beginning of the answer's text; "" while it is none and for small talk.
        recorded: The id by which the answer may be judged; "" where it may not.
        within: The filters under which it was asked, in words; or "".
        evidence: What is kept of the answer, once it is whole; None for small talk.
    """

    number: int
    question: str
    html: str
    progress: Progress
    asked_at: datetime
    searched: str = ""
    said: str = ""
    recorded: str = ""
    within: str = ""
    evidence: Evidence | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to come."""
        return self.progress in {Progress.SEARCHING, Progress.SHOWING}


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one session, oldest first, and the sentence for screen readers."""

    exchanges: tuple[Exchange, ...] = ()
    asked: int = 0
    spoken: str = ""

    def ask(self, question: str, within: str = "", asked_at: datetime | None = None) -> Self:
        """Begin an exchange: the question and that the library is being searched.

        Args:
            question: As it was typed.
            within: The filters in words.
            asked_at: When; now by default.
        """
        number = self.asked + 1
        html = render_note(SEARCHING, "searching")
        at = asked_at or datetime.now().astimezone()
        exchange = Exchange(number, question, html, Progress.SEARCHING, at, within=within)
        kept = (*self.exchanges, exchange)[-TURNS_LIMIT:]
        return replace(self, exchanges=kept, asked=number, spoken=SEARCHING)

    def draft(self, so_far: str) -> Self:
        """Show what a model has written so far of the answer to the last question."""
        return self._with_last(render_draft(so_far), Progress.SHOWING, WRITING)

    def show(self, answer: Answer, quotes: int) -> Self:
        """Show the first `quotes` quotes of the answer to the last question."""
        html = render_answer(answer, quotes)
        return self._with_last(html, Progress.SHOWING, self.spoken)

    def finish(self, answer: Answer, recorded: str = "") -> Self:
        """Show the whole answer.

        Args:
            answer: To the last question.
            recorded: The id by which it may be judged; "" where it may not.
        """
        shown = self._with_last(render_answer(answer), Progress.DONE, spoken_summary(answer))
        if answer.is_small_talk:
            # No follow-up leans on it, and its words are no document's.
            return shown
        said = answer.answer[:LIMIT_CHARS]
        last = shown.exchanges[-1]
        evidence = Evidence.of(answer, last.within, last.asked_at)
        last = replace(last, searched=answer.query, said=said, recorded=recorded, evidence=evidence)
        return replace(shown, exchanges=(*shown.exchanges[:-1], last))

    def fail(self, sentence: str) -> Self:
        """Show, in the answer's place, why there is none."""
        return self._with_last(render_note(sentence, "error"), Progress.FAILED, sentence)

    def stop(self) -> Self:
        """End the exchange that is open, keeping the quotes that are shown already."""
        return self._close(STOPPED, "stopped")

    def settle(self) -> Self:
        """Close what an unforeseen error left open; nothing is changed otherwise."""
        return self._close(INTERRUPTED, "error")

    def leave(self) -> Self:
        """Close what was open when its page was left; nothing is changed otherwise."""
        return self._close(LEFT, "stopped")

    def emptied(self) -> Self:
        """Begin anew; the count goes on, so that no id is given twice."""
        return replace(self, exchanges=(), spoken="New conversation.")

    def history(self) -> tuple[Turn, ...]:
        """Return the newest complete exchanges as the answerer takes them, oldest first.

        The oldest question is given as it was made standalone: what it leans on is left out.
        """
        told = [exchange for exchange in self.exchanges if exchange.said][-REMEMBERED:]
        turns: list[Turn] = []
        for exchange in told:
            turns.append(Turn("user", exchange.question if turns else exchange.searched))
            turns.append(Turn("assistant", exchange.said))
        return tuple(turns)

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what is kept of the answers that are whole, oldest first."""
        return tuple(each.evidence for each in self.exchanges if each.evidence is not None)

    def for_browser(self, starters: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return what the transcript's script draws: JSON, with gated HTML in it."""
        return {
            "turns": [_turn(exchange) for exchange in self.exchanges],
            "busy": any(exchange.is_open for exchange in self.exchanges),
            "spoken": self.spoken,
            "starters": list(starters),
        }

    def _close(self, sentence: str, kind: str) -> Self:
        if not self.exchanges or not self.exchanges[-1].is_open:
            return self
        last = self.exchanges[-1]
        note = render_note(sentence, kind)
        html = last.html + note if last.progress is Progress.SHOWING else note
        return self._with_last(html, Progress.FAILED, sentence)

    def _with_last(self, html: str, progress: Progress, spoken: str) -> Self:
        last = replace(self.exchanges[-1], html=html, progress=progress)
        return replace(self, exchanges=(*self.exchanges[:-1], last), spoken=spoken)


def _turn(exchange: Exchange) -> dict[str, Any]:
    """Return one exchange for the transcript's script.

    `plain` is the answer for the clipboard, `again` the question that a link reopens, `cited` the
    places (document and start) that follow-ups are suggested from.
    """
    evidence = exchange.evidence
    citations = evidence.citations if evidence else ()
    return {
        "id": f"turn-{exchange.number}",
        "question": render_question(exchange.question, exchange.within),
        "answer": exchange.html,
        "progress": exchange.progress.value,
        "recorded": exchange.recorded,
        "plain": evidence.as_text() if evidence else "",
        "again": exchange.searched or exchange.question.strip(),
        "cited": [[each.doc_id, each.start] for each in citations[:CITED]],
    }
