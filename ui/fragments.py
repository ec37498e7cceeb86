"""The small pieces of HTML that the conversation and the source viewer share.

Every text is escaped where it enters a fragment, and every whole fragment passes `gate` last:
documents are written by strangers, and the page's own content policy cannot drop 'unsafe-eval',
so what is rendered here is the real defence. Knows no gradio.
"""

from html import escape
from urllib.parse import urlsplit

import nh3

from retriever.records import PageSpan
from ui.place import Place

TAGS = {
    *("a", "bdi", "blockquote", "button", "details", "div", "h2", "h3", "h4", "h5", "h6", "li"),
    *("mark", "ol", "p", "s", "section", "span", "strong", "summary", "table", "tbody", "td", "th"),
    *("thead", "tr", "ul"),
}
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "target"},
    "button": {"type"},
    "li": {"value"},
    "section": {"id", "aria-label"},
    "th": {"scope"},
}
DEMONSTRATION = "Demonstration"
SUPERSEDED = "Superseded"


def gate(fragment: str) -> str:
    """Let through only the tags, attributes and addresses that this package writes."""
    return nh3.clean(
        fragment,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def text(value: str) -> str:
    """Escape a document's text and keep its writing direction from leaking into ours."""
    return f"<bdi>{escape(value)}</bdi>"


def hidden(words: str) -> str:
    """Return words for screen readers alone."""
    return f'<span class="for-screen-readers">{escape(words)}</span>'


def badge(words: str) -> str:
    """Return a badge; its words say all, the colour adds nothing."""
    return f'<span class="badge badge-{words.lower()}">{escape(words)}</span>'


def page_words(page: int, label: str | None) -> str:
    """Name a page: "page 4", or "page iv (page 4 of the file)" where another label is printed."""
    if label and label != str(page):
        return f"page {label} (page {page} of the file)"
    return f"page {page}"


def page_span_words(span: PageSpan) -> str:
    """Name a page of a document."""
    return page_words(span.page, span.label or None)


def kind_words(doc_type: str) -> str:
    """Write a document's type as words: "review_reports" becomes "Review report"."""
    words = doc_type.replace("_", " ").replace("-", " ").strip()
    if words.endswith("s") and not words.endswith("ss"):
        words = words[:-1]
    return words[:1].upper() + words[1:]


def facts(doc_type: str, authority: str | None, dated: str) -> str:
    """Return what is known of a document in one line: type, authority, date in words."""
    known = [escape(kind_words(doc_type)), text(authority) if authority else "", escape(dated)]
    return '<span class="dot"> · </span>'.join(f"<span>{fact}</span>" for fact in known if fact)


def link(place: Place, inner: str, kind: str) -> str:
    """Return a link that opens a place in the source viewer; `inner` is HTML."""
    return f'<a class="{kind}" href="{escape(place.href)}">{inner}</a>'


def web_address(url: str | None) -> str | None:
    """Return the address where it is one of the web's, else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
