"""What was served: a web page, a PDF file, a feed or JSON; anything else is refused unread."""

import re
from email.message import Message

from ingest.loaders.encodings import decode, text_encoding
from ingest.loaders.kinds import kind_of
from ingest.web.connection import Answer
from retriever.errors import SkippedFileError

KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "application/json": "json",
}
"""Media types that are read."""

UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain"})
"""Media types that say nothing of a file: its bytes are looked at."""

_FEED_START = re.compile(
    r"\s*(?:(?:<\?[^>]*>|<!--(?:(?!-->).)*-->|<!doctype[^>\[]*>)\s*)*<(?:rss|feed|rdf:RDF)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_BYTES = 8_192


def check_kind(head: Answer) -> None:
    """Refuse what is of no use before it is downloaded.

    Raises:
        SkippedFileError: It is of a type that is not read.
    """
    if head.content_type not in KINDS and head.content_type not in UNSAID:
        raise _unread(head.content_type)


def kind_of_answer(answer: Answer) -> str:
    """Tell what was served: "html", "pdf", "feed" or "json".

    Raises:
        SkippedFileError: It is nothing that is read.
    """
    said = KINDS.get(answer.content_type, "")
    if said in ("pdf", "json"):
        return said
    found = kind_of(answer.body)
    if found == "pdf":
        return "pdf"
    if _FEED_START.match(decode(answer.body[:_HEAD_BYTES])):
        return "feed"
    if found == "html":
        return "html"
    if said:
        return said
    raise _unread(answer.content_type or "of no stated type")


def charset_of(content_type: str) -> str:
    """Return the encoding that a server stated, in lower case, or ""."""
    message = Message()
    message["Content-Type"] = content_type
    return message.get_content_charset() or ""


def as_served(body: bytes, content_type: str) -> bytes:
    """Keep a page's encoding where only the server stated it, by writing the page as UTF-8.

    The file alone must say how it is read. A page whose own marks lead to the same text stays as it
    is, byte for byte.
    """
    encoding = text_encoding(charset_of(content_type))
    if not encoding:
        return body
    try:
        text = body.decode(encoding)
    except UnicodeError:
        return body
    return body if decode(body, is_html=True) == text else text.encode()


def _unread(content_type: str) -> SkippedFileError:
    message = f"It is {content_type}: web pages, feeds and PDF files are read."
    return SkippedFileError(message)
