"""The data of the library that the parts hand to one another: documents, passages, filters.

Frozen records without behaviour beyond what follows from their own fields. They know no file
format, no database and no model. Offsets are half-open character indices into `Document.text`;
pages are 1-based; a score is larger-is-better. What is said of a question is in `answer_records`.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DEMONSTRATION_FOLDER = "demonstration"


def doc_id_of(path: str) -> str:
    """Return the id of the document at a path of the corpus: a short hash, the same for ever."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


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
        number: For a numbered paragraph its printed number ("12", "1.4"), for an item of a numbered
            list its number; otherwise "".
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

    Attributes:
        title: As the document says it, else the file's name.
        doc_type: What kind of document it is ("blog_post", "inspection_report", ...).
        authority: The local authority that it is about.
        provider: The provider that was inspected (a home, an agency), where it is one.
        urn: The unique reference number of authority or provider, as printed.
        publisher: The body that published it.
        authors: Who signed it.
        published: The day of publication.
        updated: The day of its last change.
        inspection_start: The inspection's first day.
        inspection_end: Its last day.
        lead_inspector: Who led the inspection.
        overall_grade: The overall judgement.
        judgements: Pairs of a judgement's label and its grade.
        categories: As a post bears them.
        url: Where it was published.
        licence: Under which its text may be used.
        superseded_by: The path or id of the document that takes its place, where a sidecar says so.
        origins: Pairs of a known field and where its value was read ("page 1", "file name", ...).
        precisions: Pairs of a date's field and "month" or "year", where no day is known; the date
            is then the first of that month or year.
    """

    title: str
    doc_type: str
    authority: str | None = None
    provider: str | None = None
    urn: str | None = None
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
    licence: str | None = None
    superseded_by: str | None = None
    origins: tuple[tuple[str, str], ...] = ()
    precisions: tuple[tuple[str, str], ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are known of it: published, updated, inspected from and to."""
        known = (self.published, self.updated, self.inspection_start, self.inspection_end)
        return tuple(day for day in known if day is not None)


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
        superseded_by: The id of the document that takes its place; a store tells, no loader.
        also_at: Other paths of the corpus with the same content; a store tells, no loader.
    """

    doc_id: str
    path: str
    file_hash: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    pages: tuple[PageSpan, ...] = ()
    warnings: tuple[str, ...] = ()
    superseded_by: str | None = None
    also_at: tuple[str, ...] = ()

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
        header: `title (authority, date) > section path`, and the lead-in or column heads that the
            text was parted from; embedded and indexed before the text, never shown as a quote.
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
        doc_types: The document's type is one of these, or a narrower form of one.
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
