"""What a reader is trained on: questions, and the passages that answer them."""

from dataclasses import dataclass

from retriever.records import Passage


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Words that answer: `passages[place].text[start:end]`."""

    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """One question.

    Attributes:
        text: As it is asked.
        positives: The places of the passages that answer it; none where nothing does.
        spans: The words that answer, where they are known.
        unanswered: The place of the passage that only seems to answer it, where one is known.
    """

    text: str
    positives: tuple[int, ...]
    spans: tuple[AnswerSpan, ...] = ()
    unanswered: int | None = None


@dataclass(frozen=True, slots=True)
class ExampleSet:
    """Questions over the same passages.

    Attributes:
        name: Its folder's, or what it was made of.
        licence: In a line.
        passages: What is searched.
        examples: In the folder's order.
        left_out: How many questions say too little to be trained on.
        is_made: Whether the questions were made of the passages themselves.
    """

    name: str
    licence: str
    passages: tuple[Passage, ...]
    examples: tuple[Example, ...]
    left_out: int = 0
    is_made: bool = False

    @property
    def has_spans(self) -> bool:
        """Whether any question's answering words are known."""
        return any(each.spans for each in self.examples)
