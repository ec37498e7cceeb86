"""The data that the parts hand to one another: documents, passages, hits, answers.

Frozen records without behaviour beyond what follows from their own fields. They know no file
format, no database and no model. Offsets are half-open character indices into `Document.text`;
pages and ranks are 1-based; a score is larger-is-better.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

DEMONSTRATION_FOLDER = "demonstration"


class BlockKind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED_PARAGRAPH = "numbered paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: `document.text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document, in reading order; blocks never overlap.

    Attributes:
        kind: What the block is.
        start: Where its text starts.
        end: Where its text ends (exclusive), without trailing white space.
        level: For a heading its level, 1 (the title) to 6; otherwise 0.
        number: For a numbered paragraph its printed number ("12", "1.4"); otherwise "".
        context: What the block needs to be understood and stands elsewhere: a list item's
            lead-in, a table row's column heads.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    number: str = ""
    context: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The stretch of text that was read from one page.

    Attributes:
        page: The physical page, 1-based.
        label: What is printed on it ("iv", "12"), or "" where nothing is known.
        start: Where the page's text starts.
        end: Where it ends; equal to `start` for a page without text.
    """

    page: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; unknown is None or empty, never guessed.

    `origins` says for each known field where its value was read ("page 1", "file name", ...).
    """

    title: str
    doc_type: str
    authority: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    updated: date | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    lead_inspector: str | None = None
    overall_grade: str | None = None
    judgements: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    url: str | None = None
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the corpus as it was read.

    Attributes:
        doc_id: Stable for the same path across re-ingests.
        path: Relative to the corpus folder, with forward slashes.
        file_hash: SHA-256 of the file's bytes, hexadecimal.
        text: The canonical text; every offset points into it.
        blocks: In reading order.
        pages: One span a page for paged formats, else empty.
        metadata: What a citation needs.
        warnings: What the reader of the file should know ("page 3 has no text").
    """

    doc_id: str
    path: str
    file_hash: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    pages: tuple[PageSpan, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_demonstration(self) -> bool:
        """Whether the document belongs to the library of invented examples."""
        return self.path.split("/", 1)[0] == DEMONSTRATION_FOLDER

    def page_at(self, offset: int) -> PageSpan | None:
        """Return the page that holds the character at `offset`, or None without pages."""
        holder = None
        for page in self.pages:
            if page.start <= offset and page.start < page.end:
                holder = page
        return holder


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is indexed, found and cited: consecutive blocks under one heading.

    Attributes:
        passage_id: A hash of document, place and text.
        doc_id: The document that it stands in.
        ordinal: 0-based place among the document's passages.
        start: `document.text[start:end] == text`, always.
        end: See `start`.
        text: What is shown.
        header: `title (authority, date) > section path`; embedded and indexed before the text,
            never shown as a quote.
        section: The headings above it, outermost first.
        page: The physical page of its first character, or None.
        page_label: What is printed on that page, or None.
    """

    passage_id: str
    doc_id: str
    ordinal: int
    start: int
    end: int
    text: str
    header: str
    section: tuple[str, ...] = ()
    page: int | None = None
    page_label: str | None = None

    @property
    def indexed_text(self) -> str:
        """What is embedded and indexed for words: the header, then the text."""
        return f"{self.header} > {self.text}" if self.header else self.text


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents a search may see; an empty field filters nothing, fields are joined by and.

    Attributes:
        doc_types: The document's type is one of these.
        authorities: Its authority is one of these, letter case ignored.
        authors: One of its authors is one of these, letter case ignored.
        categories: One of its categories is one of these, letter case ignored.
        since: Published (for a report without that, inspected) on this day or later.
        until: On this day or earlier.
        doc_ids: The document is one of these.
    """

    doc_types: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    doc_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A store's answer to a search: which passage, and its score in that engine."""

    passage_id: str
    score: float


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
    """A quote, its number in the answer, and its place. Fields are the contract's, in its order."""

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

    @property
    def is_demonstration(self) -> bool:
        """Whether the quote comes from the library of invented examples."""
        return self.path.split("/", 1)[0] == DEMONSTRATION_FOLDER


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each stage of one answer."""

    encode: float = 0.0
    search: float = 0.0
    read: float = 0.0
    answer: float = 0.0
    total: float = 0.0


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
        timings: Where the time went.
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
    timings: Timings = field(default_factory=Timings)
