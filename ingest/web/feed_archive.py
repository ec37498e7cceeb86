"""Walks a feed back to its oldest entry, page by page.

A page says which is the next (Atom `rel="next"`, RFC 5005), or it is WordPress, which numbers them:
`?paged=2` and on, until there is none. Data flows from the feed's first page to its entries.
"""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from ingest.parser_process import ParserProcess
from ingest.web.addresses import Address, address_of, joined
from ingest.web.feed import Feed, FeedEntry, feed_of
from ingest.web.fetching import FetchedPage, Fetcher, GonePageError
from retriever.errors import CandourError, SkippedFileError, UnreadableFileError

MOST_PAGES = 500
"""WordPress gives ten entries a page: 5,000 posts, and no endless feed is followed for ever."""


class FeedArchive:
    """Reads feeds whole.

    Args:
        fetcher: That asks for the older pages.
        parser: That reads them.
        most_pages: Where an endless feed is left.
    """

    def __init__(
        self, fetcher: Fetcher, parser: ParserProcess, most_pages: int = MOST_PAGES
    ) -> None:
        self._fetcher = fetcher
        self._parser = parser
        self._most_pages = most_pages

    def entries(self, first: FetchedPage) -> Iterator[tuple[Feed, FeedEntry]]:
        """Yield the entries, newest first as the feed has them, with the page each stands on.

        One that an older page repeats is left out: a post came between the two requests.

        Args:
            first: The feed's first page, fetched.

        Raises:
            SkippedFileError: A page is not for programs.
            UnreadableFileError: A page cannot be fetched or read; the entries before it were given.
        """
        page: FetchedPage | None = first
        seen: set[tuple[str, str]] = set()
        for number in range(1, self._most_pages + 1):
            if page is None:
                return
            feed = feed_of(page, self._parser)
            fresh = [entry for entry in feed.entries if _name(entry) not in seen]
            if not fresh:
                return  # empty, or a server that gives its first page for every number
            seen.update(map(_name, fresh))
            for entry in fresh:
                yield feed, entry
            page = self._older(first.address, page.address, feed, number + 1)
        message = f"The feed has more than {self._most_pages} pages: the older ones were left."
        raise UnreadableFileError(message)

    def _older(
        self, first: Address, current: Address, feed: Feed, number: int
    ) -> FetchedPage | None:
        """Fetch the page after this one; None where there is none."""
        if not feed.next_page and not _is_numbered(first, feed):
            return None
        try:
            address = joined(current, feed.next_page) if feed.next_page else numbered(first, number)
            page = self._fetcher.fetch(address)
        except GonePageError:
            return None
        except SkippedFileError as error:
            message = f"Page {number} of the feed: {error} The entries before it were read."
            raise SkippedFileError(message) from error
        except CandourError as error:
            message = f"Page {number} of the feed: {error} The entries before it were read."
            raise UnreadableFileError(message) from error
        return page if page.kind == "feed" else None


def numbered(first: Address, number: int) -> Address:
    """Return the address of a page of a WordPress feed, its own query kept."""
    query = first.target.partition("?")[2]
    fields = [field for field in parse_qsl(query, keep_blank_values=True) if field[0] != "paged"]
    fields.append(("paged", str(number)))
    return address_of(f"{first.site}{first.path}?{urlencode(fields)}")


def _is_numbered(first: Address, feed: Feed) -> bool:
    return feed.is_wordpress or first.path.rstrip("/").endswith("/feed")


def _name(entry: FeedEntry) -> tuple[str, str]:
    return entry.link or entry.title, entry.mark
