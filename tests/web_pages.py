"""Small pages, feeds and GOV.UK documents for tests, all invented."""

import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.web_site import JSON, RSS, Reply


def post_page(paragraph: str = "We visit each home twice a year.") -> bytes:
    """Make a blog's page as a server gives it."""
    return (
        "<!DOCTYPE html><html><head><title>Visits to homes</title></head><body><article>"
        f'<h1>Visits to homes</h1><div class="entry-content"><p>{paragraph}</p>'
        "<ul><li>The first visit looks at care.</li></ul></div></article></body></html>"
    ).encode()


def rss(*items: str, title: str = "Inspection notes", generator: str = "") -> Reply:
    """Make an RSS feed."""
    made_by = f"<generator>{generator}</generator>" if generator else ""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{title}</title>{made_by}{''.join(items)}</channel></rss>"
    )
    return Reply(text.encode(), RSS)


def rss_item(link: str, title: str, body: str = "") -> str:
    """Make an entry; without a body it has a summary alone."""
    content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    return (
        f"<item><title>{html.escape(title)}</title><link>{link}</link>"
        "<pubDate>Tue, 04 Jun 2024 00:10:00 +0100</pubDate><dc:creator>Ann Marsh</dc:creator>"
        "<category>Care leavers</category><category>Children's homes</category>"
        f"<description>In short.</description>{content}</item>"
    )


def govuk_document(
    title: str,
    body: str,
    document_type: str = "guidance",
    attachments: Sequence[Mapping[str, str]] = (),
    **more: Any,
) -> Reply:
    """Make the content API's answer for a document."""
    item = {
        "title": title,
        "description": "How visits are planned.",
        "document_type": document_type,
        "first_published_at": "2023-05-31T23:00:00Z",
        "public_updated_at": "2024-01-09T09:30:00Z",
        "links": {"organisations": [{"title": "Office of Visits"}]},
        "details": {"body": body, "attachments": [*attachments]},
        **more,
    }
    return Reply(json.dumps(item).encode(), JSON)
