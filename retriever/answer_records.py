"""What is said to one question, as the parts hand it to one another: hits, citations, answers.

Frozen records, like those of the library (`records`). Ranks are 1-based; a score is
larger-is-better.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from retriever.records import DEMONSTRATION_FOLDER, Document, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its final score and 1-based rank."""

    rank: int
    score: float
    passage: Passage
    document: Document


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class ContextQuote:
    """Verbatim words that a quote needs to be understood and that stand elsewhere."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote, its number in the answer, and its place. Fields are the contract's, in its order.

    `dated`, the document's date in words, comes after them.
    """

    number: int
    quote: str
    passage_id: str
    doc_id: str
    title: str
    doc_type: str
    authority: str | None
    path: str
    url: str | None
    published: date | None
    superseded_by: str | None
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    start: int
    end: int
    probability: float
    context: tuple[ContextQuote, ...] = ()
    dated: str = ""

    @property
    def is_demonstration(self) -> bool:
        """Whether the quote comes from the library of invented examples."""
        return self.path.split("/", 1)[0] == DEMONSTRATION_FOLDER


@dataclass(frozen=True, slots=True)
class Direct:
    """The answer in a line: words that stand in a quote, and that quote's number."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Group:
    """What one document says, in an answer over several of them.

    Attributes:
        label: Names the document for staff ("Northmere, inspected 3 to 14 June 2024").
        doc_id: The document.
        citations: Its quotes; they stand in the answer's citations too.
        remark: In our words, where the document says nothing that could be quoted.
    """

    label: str
    doc_id: str
    citations: tuple[Citation, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ModelSentence:
    """A sentence that a language model wrote, checked.

    Attributes:
        text: Without its marks.
        citations: The numbers of the citations that it names.
        supported: Whether what it cites bears it out.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each stage of one answer."""

    encode: float = 0.0
    search: float = 0.0
    read: float = 0.0
    answer: float = 0.0
    total: float = 0.0


REFUSAL = "The documents do not answer this."

UNSURE_BELOW = 0.4
"""The probability under which an answer by quotes is marked as not certain.

Of 1,436 questions over documents of policy and reports whose first quote was judged by marked
places, 277 were answered under it, and .32 of them rightly; above it 978, and .54 (30 November
2026, 8dfdda9). Of 371 that nothing was fitted on: 66 and .27; 305 and .50."""

UNSURE = (
    "Candour is not certain of this: of answers found as faintly, about one in four is right. "
    "Check it in its source, or ask in other words."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one question, with all that is needed to check it.

    Attributes:
        id: The question's id where it came with one, else made for it.
        question: As it was asked.
        query: What was searched (the question, made standalone when it follows up).
        found: Whether the documents answer; if not, `answer` is the refusal and there are
            no citations.
        probability: That the best quote answers, 0 to 1.
        answer: Text with [1] marks.
        citations: The quotes, most direct first.
        hits: The passages found, best first: the nearest ones when nothing answers.
        notices: What the reader should know of this answer.
        generation: Of the index that the whole answer was read from.
        direct: The answer in a line, where a quote holds one.
        groups: For an answer over several documents, what each says; else None.
        sentences: Of a language model's answer, checked; None where there is none.
        heading: Of an answer over several documents, or its refusal: the lines that count.
        left_out: Of an answer over several documents: how many more there are, in our words.
        timings: Where the time went.
        is_small_talk: Whether `answer` replies to a greeting or thanks, and nothing was searched.
    """

    id: str
    question: str
    query: str
    found: bool
    probability: float
    answer: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    generation: int
    notices: tuple[str, ...] = ()
    mode: Literal["quotes", "model"] = "quotes"
    direct: Direct | None = None
    groups: tuple[Group, ...] | None = None
    sentences: tuple[ModelSentence, ...] | None = None
    heading: str = ""
    left_out: str = ""
    timings: Timings = field(default_factory=Timings)
    is_small_talk: bool = False
