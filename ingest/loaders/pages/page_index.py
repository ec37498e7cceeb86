"""Tells a page that only lists other pages (a category, an archive, a search) from an article.

Knows HTML and the addresses of such pages; an index is warned of, not refused.
"""

import re
from typing import Any

from ingest.loaders.pages.page_text import text_of
from retriever.records import Metadata

_ADDRESS = re.compile(
    r"/(category|tag|tags|topics?|author|archives?|search)/|/page/\d+/?$|[?&](s|q|keywords|query)="
    r"|/search/?(\?|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(categor(y|ies)|tags?|archives?|author|search results?|posts (tagged|by|in)|all posts"
    r"|latest (posts|news)|news( and communications)?|blog posts?)\b(\s*[:\u2013-].*|$)"
    r"|\b(archives?|search results)$|^search\b.*\bresults\b|^you searched for\b",
    re.IGNORECASE,
)
_CLASSES = re.compile(r"\b(archive|category|tag|search|search-results|blog|paged|author)\b")
_TEASERS = ".//h2[a]|.//h3[a]|.//h2[./span/a]|.//article//h2[.//a]"
_TEASER_FLOOR = 3
_LONG_PARAGRAPH_CHARS = 600


def is_index(tree: Any, metadata: Metadata) -> bool:
    """Say whether a page is an index of others: many linked headings, and a sign of an index."""
    linked = [
        heading
        for heading in tree.xpath(_TEASERS)
        if all(text_of(link) == text_of(heading) for link in heading.xpath(".//a")[:1])
        and not heading.xpath(
            "ancestor::nav|ancestor::aside|ancestor::footer|ancestor::header[not(ancestor::article)]"
        )
        and not any(link.get("href", "").startswith("#") for link in heading.xpath(".//a"))
    ]
    is_listed = len(linked) >= _TEASER_FLOOR or len(tree.xpath(".//article")) >= _TEASER_FLOOR
    body_class = " ".join(tree.xpath("string(.//body/@class)").split())
    is_named = bool(
        _ADDRESS.search(metadata.url or "")
        or _TITLE.search(metadata.title)
        or (_CLASSES.search(body_class) and "single" not in body_class)
    )
    if is_listed and is_named:
        return True
    paragraphs = [text_of(each) for each in tree.xpath(".//main//p|.//article//p")]
    is_short = not any(len(text) > _LONG_PARAGRAPH_CHARS for text in paragraphs)
    return (
        len(tree.xpath(".//article")) >= _TEASER_FLOOR and len(linked) >= _TEASER_FLOOR and is_short
    )
