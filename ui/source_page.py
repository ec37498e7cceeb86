"""What the source viewer shows of a place: facts, quoted words, and the page or text around them.

A PDF is shown as the image of one page with boxes over the quoted words, everything else as its
whole text. The file is always the one that the library names for the document; where it cannot be
drawn, or the words are not found on the page, the text is shown and says so. Knows no gradio.
"""

from base64 import b64encode
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from ingest.corpus_folder import file_within
from ingest.page_image import PageImage
from retriever.errors import CandourError
from retriever.records import Document, PageSpan, Span
from ui.fragments import gate, page_span_words
from ui.marked_text import marked_text, same_words_before
from ui.place import Place
from ui.source_head import notice_of, source_head

UNMARKED = "The place could not be marked exactly. These are the words that were read:"
UNDRAWN = "The page could not be drawn, so its text is shown."


class PageDrawer(Protocol):
    """What draws the pages of PDF files."""

    def draw(self, path: Path, page: int, quote: str = "", occurrence: int = 0) -> PageImage:
        """Draw one physical page, 1-based, with boxes over the quote."""
        ...


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A place in a document, ready for the browser.

    Attributes:
        title: The document's title, as plain text.
        html: Facts and quoted words, then the text; gated.
        picture: The page's image, boxes and neighbours as JSON, or None for a text.
        page_text: The page's text behind the picture, for those who cannot see it; gated.
    """

    title: str
    html: str
    picture: dict[str, Any] | None = None
    page_text: str = ""

    def for_browser(self) -> dict[str, Any]:
        """Return the fields as JSON."""
        return {
            "title": self.title,
            "html": self.html,
            "picture": self.picture,
            "page_text": self.page_text,
        }


def source_page(document: Document, place: Place, corpus: Path, drawer: PageDrawer) -> SourcePage:
    """Return what to show of a place.

    Args:
        document: The library's own document.
        place: A place in it.
        corpus: The corpus folder, under which the document's file lies.
        drawer: What draws PDF pages.

    Raises:
        DocumentError: The place does not lie in the document.
    """
    place.check(document)
    quote = Span(place.start, place.end)
    span = _page_to_show(document, place)
    if span is None:
        shown = marked_text(document, Span(0, len(document.text)), quote)
        notice = "" if shown.is_marked or place.is_whole else notice_of(UNMARKED)
        html = source_head(document, place, notice) + f'<div class="source-text">{shown.html}</div>'
        return SourcePage(document.metadata.title, gate(html))
    return _paged(document, place, span, _drawn(document, span, quote, (corpus, drawer)))


def _paged(document: Document, place: Place, span: PageSpan, image: PageImage | None) -> SourcePage:
    """Return one page of a paged document, as an image or, failing that, as text."""
    quote = _part_on(span, Span(place.start, place.end))
    shown = marked_text(document, Span(span.start, span.end), quote)
    page_text = f'<div class="source-text">{shown.html}</div>'
    title = document.metadata.title
    if image is None:
        html = source_head(document, place, notice_of(UNDRAWN)) + page_text
        return SourcePage(title, gate(html), _without_image(document, place, span))
    lost = quote.start < quote.end and not image.boxes
    html = source_head(document, place, notice_of(UNMARKED) if lost else "")
    picture = _without_image(document, place, span) | {
        "image": "data:image/jpeg;base64," + b64encode(image.jpeg).decode("ascii"),
        "width": image.width_px,
        "height": image.height_px,
        "boxes": [
            {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
            for box in image.boxes
        ],
        "description": f"Image of {page_span_words(span)} of {title}",
    }
    return SourcePage(title, gate(html), picture, gate(page_text))


def _page_to_show(document: Document, place: Place) -> PageSpan | None:
    """Return the page that was asked for, else the quote's own; None without pages."""
    asked = [span for span in document.pages if span.page == place.page]
    return asked[0] if asked else document.page_at(place.start)


def _drawn(
    document: Document, span: PageSpan, quote: Span, where: tuple[Path, PageDrawer]
) -> PageImage | None:
    """Draw a page with boxes over its part of the quote; None where that cannot be done."""
    corpus, drawer = where
    part = _part_on(span, quote)
    words = document.text[part.start : part.end]
    before = same_words_before(document.text[span.start : part.start], words)
    path = file_within(corpus, document.path)
    if path is None:
        return None
    try:
        return drawer.draw(path, span.page, words, before)
    except CandourError:
        return None


def _part_on(span: PageSpan, quote: Span) -> Span:
    """Return the part of a quote that stands on a page; empty where none does."""
    start, end = max(span.start, quote.start), min(span.end, quote.end)
    return Span(start, end) if start < end else Span(span.start, span.start)


def _without_image(document: Document, place: Place, span: PageSpan) -> dict[str, Any]:
    """Return where a page stands among the others, and the links to its neighbours."""
    index = document.pages.index(span)
    total = document.pages[-1].page
    before = document.pages[index - 1] if index else None
    after = document.pages[index + 1] if index + 1 < len(document.pages) else None
    return {
        "page": span.page,
        "words": _page_heading(span, total),
        "previous": replace(place, page=before.page).href if before else None,
        "next": replace(place, page=after.page).href if after else None,
        "image": None,
        "boxes": [],
    }


def _page_heading(span: PageSpan, total: int) -> str:
    """Name a page above its image: "Page 4 of 12", "Page iv (page 4 of 12 in the file)"."""
    if span.label in {"", str(span.page)}:
        return f"Page {span.page} of {total}"
    return f"Page {span.label} (page {span.page} of {total} in the file)"
