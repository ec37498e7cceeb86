"""A place in a document, as a link that the page writes and the browser sends back.

A place names a document, a stretch of its text and a page, never a file: which file is opened is
looked up in the library. What comes back from the browser is checked here, field by field.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from retriever.answer_records import Citation, Hit
from retriever.errors import DocumentError
from retriever.records import Document

PREFIX = "#source?"
DOC_ID_LIMIT_CHARS = 200
DAMAGED_LINK = "This link to a source is damaged: ask the question again to get a fresh one."


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document's text, and the physical page (1-based) to show of it, if any.

    From 0 to 0 it is the document as a whole, of which nothing is quoted.
    """

    doc_id: str
    start: int
    end: int
    page: int | None = None

    @classmethod
    def of_citation(cls, citation: Citation) -> Self:
        """Return the place of a quote."""
        return cls(citation.doc_id, citation.start, citation.end, citation.page)

    @classmethod
    def of_hit(cls, hit: Hit) -> Self:
        """Return the place of a passage that was found."""
        passage = hit.passage
        return cls(passage.doc_id, passage.start, passage.end, passage.page)

    @classmethod
    def of_document(cls, doc_id: str) -> Self:
        """Return the place of a document of which nothing is quoted: its beginning."""
        return cls(doc_id, 0, 0)

    @classmethod
    def from_browser(cls, sent: object) -> Self:
        """Check what the browser sent: `{"doc_id", "start", "end", "page"?}` and nothing else.

        Raises:
            DocumentError: A field is missing or not of its kind.
        """
        if not isinstance(sent, dict) or not set(sent) <= {"doc_id", "start", "end", "page"}:
            raise DocumentError(DAMAGED_LINK)
        doc_id, page = sent.get("doc_id"), sent.get("page")
        start, end = _whole(sent.get("start")), _whole(sent.get("end"))
        if not isinstance(doc_id, str) or not 0 < len(doc_id) <= DOC_ID_LIMIT_CHARS:
            raise DocumentError(DAMAGED_LINK)
        return cls(doc_id, start, end, None if page is None else _whole(page))

    @property
    def is_whole(self) -> bool:
        """Whether this is the document as a whole."""
        return self.start == self.end == 0

    @property
    def href(self) -> str:
        """The link that opens this place in the source viewer."""
        fields = {"doc_id": self.doc_id, "start": self.start, "end": self.end}
        if self.page is not None:
            fields["page"] = self.page
        return PREFIX + urlencode(fields)

    def check(self, document: Document) -> None:
        """Check that the place lies in the document as it is now.

        Raises:
            DocumentError: It does not, because the document has changed or the link is damaged.
        """
        lies_inside = self.is_whole or 0 <= self.start < self.end <= len(document.text)
        page_exists = self.page is None or any(self.page == span.page for span in document.pages)
        if not (lies_inside and page_exists):
            raise DocumentError(DAMAGED_LINK)


def _whole(value: object) -> int:
    """Return a whole number that is not negative; a bool is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise DocumentError(DAMAGED_LINK)
    return value
