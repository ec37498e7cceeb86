"""Asks GOV.UK's content API for documents by the addresses of their pages."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.web.addresses import Address, address_of
from ingest.web.fetching import Fetcher, GonePageError, Validators
from ingest.web.govuk_content import Content, read_content
from retriever.errors import SkippedFileError

GOVUK = "https://www.gov.uk"

_API_PATH = "/api/content"
_PAGE_ENDINGS = frozenset({"", ".html"})
"""Of a document's path; what ends in .atom, .pdf and the like is a file or a feed."""


@dataclass(frozen=True, slots=True)
class GovukAnswer:
    """The API's answer: a document, or None where the one that is kept is still the newest."""

    content: Content | None
    validators: Validators


class GovukDocuments:
    """Reads documents through the content API.

    Args:
        fetcher: That asks.
        site: Whose API it is; a test has its own.
    """

    def __init__(self, fetcher: Fetcher, site: str = GOVUK) -> None:
        self._fetcher = fetcher
        self._site = site

    def page_address(self, address: Address) -> Address | None:
        """Return the address of a document's page; None for what is no document of the site."""
        is_page = PurePosixPath(address.path).suffix in _PAGE_ENDINGS and "?" not in address.target
        path = address.path.removeprefix(_API_PATH)
        if address.site != self._site or not is_page or path in ("", "/"):
            return None
        return address_of(f"{self._site}{path}")

    def read(self, page_address: Address, known: Validators) -> GovukAnswer | None:
        """Ask for a document; None where the API has none that can be read.

        Args:
            page_address: Of its page.
            known: Of the version that is kept.

        Raises:
            UnreadableFileError: The site or the network failed.
        """
        try:
            page = self._fetcher.fetch(
                address_of(f"{self._site}{_API_PATH}{page_address.path}"), known
            )
            if page.is_unmodified:
                return GovukAnswer(None, known)
            content = read_content(page.body)
        except (GonePageError, SkippedFileError):
            return None
        if not content.page and not content.attachments:
            return None
        # An attachment can change without its document, so such a document is always read whole.
        return GovukAnswer(content, Validators() if content.attachments else page.validators)
