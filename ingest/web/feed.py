"""Reads RSS and Atom feeds: what they say of themselves, of their next page, and their entries.

`read_feed` runs in the parser's process, because a feed is a stranger's XML; `feed_of` is the
parent's side. feedparser is given bytes and never an address, so that it fetches nothing.
"""

import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urldefrag

from ingest.parser_process import ParserProcess
from ingest.web.fetching import FetchedPage
from ingest.web.page_kind import charset_of
from ingest.web.source_facts import day_of, is_real_day, writable
from retriever.errors import UnreadableFileError

_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""", re.IGNORECASE)
_KNOWN_ENCODINGS = re.compile(r"utf-?8|utf-?16|us-ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_SYNDICATED = re.compile(r"<p>\s*The post <a [^<]*</a> (?:first )?appeared .*?</p>\s*$", re.DOTALL)
"""What many blogs add to each entry of a feed, and not to the post."""

_HALF = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:529[6-9]|5[3-9]\d\d|[67]\d{3}))(?![0-9a-f]);?",
    re.IGNORECASE,
)
"""Half a character by its number (U+D800 to U+DFFF), over which feedparser stumbles."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry; empty where the feed says nothing.

    Attributes:
        title: Its own.
        link: The address of its page.
        mark: What tells it from the other entries of that page: the link's fragment, its id or
            its title; "" where the page is its own.
        body: Its whole content as HTML, or "" where the feed gives a summary at most.
        published: Its day.
        updated: The day of its last change, if later.
        authors: Who signed it.
        categories: As it bears them.
    """

    title: str = ""
    link: str = ""
    mark: str = ""
    body: str = ""
    published: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed.

    Attributes:
        title: The blog's or site's name.
        next_page: The address of the next older page that it names, or "".
        is_wordpress: Whether its older pages are numbered as WordPress does.
        entries: In the feed's order.
    """

    title: str
    next_page: str
    is_wordpress: bool
    entries: tuple[FeedEntry, ...]


def feed_of(page: FetchedPage, parser: ParserProcess) -> Feed:
    """Read a feed in the parser's process.

    Raises:
        UnreadableFileError: It is no feed that can be read, or is a hostile one.
    """
    with tempfile.TemporaryDirectory(prefix="candour-") as folder:
        path = Path(folder) / "feed.xml"
        path.write_bytes(page.body)
        job = {
            "job": "feed",
            "path": str(path),
            "address": page.address.text,
            "charset": charset_of(page.content_type),
        }
        reply = parser.run(job)
    facts = json.loads(reply.payload)
    return Feed(**{**facts, "entries": tuple(_entry_of(entry) for entry in facts["entries"])})


def dump_feed(feed: Feed) -> bytes:
    """Write a feed for `feed_of`."""
    return json.dumps(asdict(feed), default=date.isoformat).encode()


def read_feed(data: bytes, address: str, charset: str = "") -> Feed:
    """Read a feed's bytes.

    Args:
        data: As they were served.
        address: Where, for relative links.
        charset: As the server stated it, or "".

    Raises:
        UnreadableFileError: It declares entities or an odd encoding, or has nothing of a feed.
    """
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - in the parser's process only

    _refuse_tricks(data, charset)
    media = f"application/xml; charset={charset}" if charset else "application/xml"
    # A stream, because feedparser takes bytes for the name of a file first.
    try:
        parsed = feedparser.parse(
            io.BytesIO(_HALF.sub(b"&#xFFFD;", data)),
            response_headers={"content-location": address, "content-type": media},
        )
    except (ValueError, OverflowError) as error:
        message = (
            f"The feed holds the number of a character that there is not ({error}): "
            "add its pages by their own addresses."
        )
        raise UnreadableFileError(message) from error
    if not parsed.get("version"):
        fault = parsed.get("bozo_exception", "it has no entries")
        message = f"It is no RSS or Atom feed that can be read ({fault}): check the address."
        raise UnreadableFileError(message)
    links = parsed.feed.get("links", [])
    nexts = [link.get("href", "") for link in links if link.get("rel") in ("next", "prev-archive")]
    return Feed(
        title=_text(parsed.feed, "title"),
        next_page=nexts[0] if nexts else "",
        is_wordpress="wordpress" in parsed.feed.get("generator", "").lower(),
        entries=tuple(_entries(parsed.entries)),
    )


def _refuse_tricks(data: bytes, charset: str) -> None:
    """Refuse entities, and encodings in which the check for them would miss them."""
    plain = data.replace(b"\0", b"")
    stated = _ENCODING.search(plain[:200])
    for encoding in (charset, stated[1].decode() if stated else ""):
        if encoding and not _KNOWN_ENCODINGS.fullmatch(encoding):
            message = f"The feed is in an encoding that is not read ({encoding})."
            raise UnreadableFileError(message)
    if b"<!entity" in plain.lower():
        message = "The feed declares XML entities, which no honest feed needs: it is not read."
        raise UnreadableFileError(message)


def _entries(entries: list[Mapping[str, Any]]) -> Iterator[FeedEntry]:
    links = Counter(_text(entry, "link") for entry in entries)
    for entry in entries:
        contents = [_text(each, "value") for each in entry.get("content", [])]
        published = _day(entry.get("published", ""))
        # Asked for by `in`, because feedparser gives `published` for a missing `updated`.
        updated = _day(entry["updated"]) if "updated" in entry else None
        names = [_text(each, "name") for each in entry.get("authors", [])]
        terms = [_text(each, "term") or _text(each, "label") for each in entry.get("tags", [])]
        link, title = _text(entry, "link"), _text(entry, "title")
        own = (_text(entry, "id") or title) if links[link] > 1 else ""
        yield FeedEntry(
            title=title,
            link=link,
            mark=quote(own, safe="") or urldefrag(link).fragment,
            body=_SYNDICATED.sub("", max(contents, key=len, default="")).strip(),
            published=published,
            updated=updated if updated != published else None,
            authors=tuple(dict.fromkeys(name for name in names if name)),
            categories=tuple(dict.fromkeys(term for term in terms if term)),
        )


def _text(facts: Mapping[str, Any], name: str) -> str:
    return writable(facts.get(name) or "").strip()


def _day(stated: str) -> date | None:
    """Read the day that a feed printed: RSS as in e-mail, Atom as ISO 8601."""
    if not is_real_day(stated):
        return None
    try:
        return parsedate_to_datetime(stated).date()
    except (ValueError, OverflowError):
        return day_of(stated)


def _entry_of(facts: dict[str, Any]) -> FeedEntry:
    for name in ("published", "updated"):
        if facts[name]:
            facts[name] = date.fromisoformat(facts[name])
    for name in ("authors", "categories"):
        facts[name] = tuple(facts[name])
    return FeedEntry(**facts)
