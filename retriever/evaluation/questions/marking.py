"""Asks a question at a terminal and lets a person mark what answers it.

Lines come in and go out by the two functions that are given, so that a test needs no terminal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.answers.sentences import sentence_spans
from retriever.evaluation.gold import plain
from retriever.evaluation.question_set import GoldSpan, Question
from retriever.evaluation.questions.records import JudgedQuestion

NEAREST_PASSAGES = 3
OFFERED = 20
PROMPT = "Which answers? Numbers (1 or 1,3), 0 for “not answered here”, Enter to leave it: "

Ask = Callable[[str], str]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Offer:
    """Words that may answer, and their place in words."""

    span: GoldSpan
    place: str


def mark_question(
    text: str, answerer: Answerer, ask: Ask, tell: Tell, kind: str = ""
) -> JudgedQuestion | None:
    """Ask a question, show what may answer, and take the person's mark.

    Args:
        text: The question.
        answerer: Of the library.
        ask: Shows a prompt and returns the line that was typed.
        tell: Shows a line.
        kind: What sort of question it is.

    Returns:
        The question with its judgement; None where the person left it.

    Raises:
        QuestionError: There is nothing to read in the question.
    """
    answer = answerer.ask_quotes(text, k=NEAREST_PASSAGES)
    offers = offers_of(answer)
    tell(answer.query)
    for number, offer in enumerate(offers, start=1):
        tell(f"{number:3}  {' '.join(offer.span.text.split())}\n     {offer.place}")
    while True:
        typed = ask(PROMPT).strip()
        if not typed:
            return None
        if typed == "0":
            return JudgedQuestion(Question("", text.strip(), answerable=False, kind=kind))
        chosen = _chosen(typed, len(offers))
        if chosen:
            spans = tuple(offers[number - 1].span for number in chosen)
            return JudgedQuestion(Question("", text.strip(), kind=kind), "", spans)
        tell(f"“{typed}” is not among 0 to {len(offers)}.")


def _chosen(typed: str, most: int) -> list[int]:
    """Return the numbers typed, each once; none where one of them does not fit."""
    parts = [part.strip() for part in typed.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= most for part in parts):
        return []
    return list(dict.fromkeys(int(part) for part in parts))


def offers_of(answer: Answer) -> list[Offer]:
    """Return what may answer, most direct first: quotes, then sentences near them."""
    return list(_offers(answer))[:OFFERED]


def _offers(answer: Answer) -> Iterator[Offer]:
    """Yield the quotes, then the sentences of the nearest passages that no quote holds."""
    quoted = []
    for citation in answer.citations:
        quoted.append(plain(citation.quote))
        page = f", page {citation.page}" if citation.page else ""
        yield Offer(GoldSpan(citation.path, citation.quote), f"{citation.path}{page}")
    for hit in answer.hits[:NEAREST_PASSAGES]:
        text, path = hit.document.text, hit.document.path
        for span in sentence_spans(text, hit.passage.start, hit.passage.end):
            words = text[span.start : span.end]
            # A paragraph's number may stand as a sentence of its own.
            has_words = any(letter.isalpha() for letter in words)
            if has_words and not any(plain(words) in each for each in quoted):
                on = hit.document.page_at(span.start)
                yield Offer(GoldSpan(path, words), f"{path}, page {on.page}" if on else path)
