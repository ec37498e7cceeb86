"""The days of a page: when it was published and last changed, as it states or prints them.

A month or a year without a day is told as such; a day is never made up. Knows HTML.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ingest.loaders.found_days import FoundDay, day_of, day_of_address
from ingest.loaders.pages.page_statements import Statements
from ingest.loaders.pages.page_text import class_test, text_of

_PUBLISHED_METAS = (
    "article:published_time",
    "govuk:first-published-at",
    "datepublished",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
    "pubdate",
    "publish-date",
)
_UPDATED_METAS = (
    "article:modified_time",
    "govuk:public-updated-at",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
_PUBLISHED_LINE = re.compile(
    r"\b(?:first )?(?:published|posted|issued|publication date|date published)"
    r"(?: (?:on|in|date))?\s*:?\s*(?P<day>[^|•·\n]{4,40})",
    re.IGNORECASE,
)
_UPDATED_LINE = re.compile(
    r"\b(?:last )?(?:updated|modified|reviewed|last update|date updated)"
    r"(?: on)?\s*:?\s*(?P<day>[^|•·\n]{4,40})",
    re.IGNORECASE,
)
_LINE_LIMIT_CHARS = 160
_PLAIN_LINE_LIMIT_CHARS = 70
_PLAIN_LINE = re.compile(
    r"(first |last |date )?(published|posted|updated|issued|modified|reviewed)\b[^.]*$",
    re.IGNORECASE,
)
_MARKED = "|".join(
    f".//*[{class_test(name)}]"
    for name in (
        *("byline", "entry-meta", "post-meta", "post-details", "meta", "posted-on", "entry-date"),
        *("published", "last-updated", "updated", "date", "published-dates", "page-date"),
        *("gem-c-published-dates", "publication-date"),
    )
)


def published_day(tree: Any, stated: Statements, url: str) -> FoundDay:
    """Find when a page was published: statements, <time>, printed lines, its address."""
    for text in (
        stated.text("datePublished"),
        *(stated.metas.get(n, "") for n in _PUBLISHED_METAS),
    ):
        if found := day_of(text, "page"):
            return found
    for moment in _moments(tree):
        is_update = moment.xpath(
            "self::*[@itemprop='dateModified'] or contains(@class, 'modified')"
        )
        if is_update or _is_updated_line(moment):
            continue
        if found := day_of(moment.get("datetime") or text_of(moment), "byline"):
            return found
    for line in _lines(tree):
        if (match := _PUBLISHED_LINE.search(line)) and (found := day_of(match["day"], "byline")):
            return found
    return day_of_address(url)


def updated_day(tree: Any, stated: Statements, published: date | None) -> FoundDay:
    """Find when a page was last changed; the day of publication is no change."""
    for found in _updates(tree, stated):
        if found.day and (published is None or found.day > published):
            return found
    return FoundDay()


def _stated(stated: Statements, name: str, metas: tuple[str, ...]) -> tuple[str, ...]:
    return (stated.text(name), *(stated.metas.get(meta, "") for meta in metas))


def _updates(tree: Any, stated: Statements) -> Iterator[FoundDay]:
    for text in _stated(stated, "dateModified", _UPDATED_METAS):
        if found := day_of(text, "page"):
            yield found
    for moment in _moments(tree):
        is_update = moment.get("itemprop") == "dateModified" or "modified" in moment.get(
            "class", ""
        )
        is_update = is_update or "updated" in moment.get("class", "").split()
        if not is_update and not _is_updated_line(moment):
            continue
        if found := day_of(moment.get("datetime") or text_of(moment), "byline"):
            yield found
    for line in _lines(tree):
        if (match := _UPDATED_LINE.search(line)) and (found := day_of(match["day"], "byline")):
            yield found


def _moments(tree: Any) -> list[Any]:
    """Return the <time> elements of the article's own head, not of its running text."""
    scope = tree.xpath(".//article") or tree.xpath(".//main") or [tree]
    moments = scope[0].xpath(".//time|.//*[@itemprop='datePublished' or @itemprop='dateModified']")
    return [moment for moment in moments if not moment.xpath("ancestor::p[string-length() > 200]")]


def _is_updated_line(moment: Any) -> bool:
    above = moment.getparent()
    before = text_of(above)[:_LINE_LIMIT_CHARS] if above is not None else ""
    return bool(re.match(r"(last )?(updated|modified|reviewed)\b", before, re.IGNORECASE))


def _lines(tree: Any) -> Iterator[str]:
    """Yield short lines that may be a byline; one of running text must begin like one."""
    for term in tree.xpath(".//dt"):
        if term.getnext() is not None:
            yield f"{text_of(term)} {text_of(term.getnext())}"
    for part in tree.xpath(_MARKED):
        text = text_of(part)
        if len(text) <= _LINE_LIMIT_CHARS:
            yield text
    for part in tree.xpath(".//p"):
        text = text_of(part)
        if len(text) <= _PLAIN_LINE_LIMIT_CHARS and _PLAIN_LINE.match(text):
            yield text
