"""Reads what the GOV.UK content API says of a page: its body, its dates and its attachments.

The API gives the same content as the page, as fields instead of markup, so that nothing is guessed.
Its layout is documented in GOV.UK's content schemas. Knows the layout, fetches nothing.
"""

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.web.source_facts import SourceFacts, day_of, page_of, writable
from retriever.errors import SkippedFileError

DOC_TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "answer",
            "detailed_guide",
            "detailed_guidance",
            "guidance",
            "guide",
            "hmrc_manual_section",
            "manual",
            "manual_section",
            "regulation",
            "statutory_guidance",
        ),
        "guidance",
    ),
    **dict.fromkeys(("independent_report", "research"), "review_report"),
}
"""What Candour calls GOV.UK's document types; another keeps GOV.UK's name."""

_CARRIERS = ("html_publication",)
"""Types that say how a document is published, not what it is: its parent's type is taken."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that belongs to another.

    Attributes:
        title: Its own.
        reference: Its address, maybe relative to the site.
        kind: "html" (read through the API too), "pdf", or the media type of what is not read.
    """

    title: str
    reference: str
    kind: str


@dataclass(frozen=True, slots=True)
class Content:
    """A document of GOV.UK.

    Attributes:
        page: A whole small page of it, or b"" where it has no text of its own.
        facts: What GOV.UK says of it, but its address.
        attachments: That belong to it, in order.
        is_withdrawn: Whether GOV.UK says that it no longer holds.
    """

    page: bytes
    facts: SourceFacts
    attachments: tuple[Attachment, ...]
    is_withdrawn: bool


def read_content(data: bytes) -> Content:
    """Read the API's answer.

    Raises:
        SkippedFileError: It is of no layout that is known.
    """
    try:
        item = json.loads(data)
    except (ValueError, RecursionError) as error:
        message = f"The content API's answer is no JSON ({error})."
        raise SkippedFileError(message) from error
    if not isinstance(item, dict) or not isinstance(item.get("details"), dict):
        raise SkippedFileError("The content API's answer has no details.")
    details = item["details"]
    title = _text(item.get("title"))
    body = "\n".join(_body(item, details))
    notice = item.get("withdrawn_notice")
    return Content(
        page=page_of(title, body, "main") if body.strip() else b"",
        facts=_facts(item, title),
        attachments=tuple(_attachments(item, details)),
        is_withdrawn=isinstance(notice, dict) and bool(notice),
    )


def _body(item: dict[str, Any], details: dict[str, Any]) -> Iterator[str]:
    """Yield the HTML of a document: why it was withdrawn, its summary, its text or its parts."""
    texts = [_text_html(details.get("body"))]
    for part in _tables(details.get("parts")):
        texts += [f"<h2>{html.escape(_text(part.get('title')))}</h2>", _text_html(part.get("body"))]
    written = [text for text in texts if text]
    if not written:
        return
    notice = item.get("withdrawn_notice")
    if isinstance(notice, dict):
        yield _text(notice.get("explanation"))
    summary = _text(item.get("description"))
    if summary:
        yield f"<p>{html.escape(summary)}</p>"
    yield from written


def _facts(item: dict[str, Any], title: str) -> SourceFacts:
    links = item.get("links")
    links = links if isinstance(links, dict) else {}
    said = _text(item.get("document_type"))
    if said in _CARRIERS:
        parents = _tables(links.get("parent"))
        said = _text(parents[0].get("document_type")) if parents else ""
    names = dict.fromkeys(_text(body.get("title")) for body in _tables(links.get("organisations")))
    published = day_of(item.get("first_published_at"))
    updated = day_of(item.get("public_updated_at"))
    return SourceFacts(
        title=title,
        published=published,
        updated=updated if updated != published else None,
        categories=tuple(
            dict.fromkeys(_text(taxon.get("title")) for taxon in _tables(links.get("taxons")))
        ),
        publisher=", ".join(name for name in names if name),
        doc_type=DOC_TYPES.get(said, said),
    )


def _attachments(item: dict[str, Any], details: dict[str, Any]) -> Iterator[Attachment]:
    """Yield the attachments, and the sections of a manual; each address once."""
    seen = {_text(item.get("base_path"))}
    for attachment in _all_attachments(details):
        if attachment.reference and attachment.reference not in seen:
            seen.add(attachment.reference)
            yield attachment


def _all_attachments(details: dict[str, Any]) -> Iterator[Attachment]:
    for each in _tables(details.get("attachments")):
        media = _text(each.get("content_type"))
        kind = "pdf" if media == "application/pdf" else media
        if each.get("attachment_type") == "html":
            kind = "html"
        elif each.get("attachment_type") == "external" or not kind:
            kind = "a page of another site"
        yield Attachment(_text(each.get("title")), _text(each.get("url")), kind)
    for group in _tables(details.get("child_section_groups")):
        for section in _tables(group.get("child_sections")):
            yield Attachment(_text(section.get("title")), _text(section.get("base_path")), "html")


def _text(value: object) -> str:
    return writable(value.strip()) if isinstance(value, str) else ""


def _text_html(value: object) -> str:
    """Return a body's HTML: given as text, or as the same text in several media types."""
    if isinstance(value, list):
        pieces = [each for each in _tables(value) if each.get("content_type") == "text/html"]
        return _text(pieces[0].get("content")) if pieces else ""
    return _text(value)


def _tables(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
