"""What is embedded and indexed before a passage's text: which document, and which section.

Only one paragraph in six of an inspection report names its authority, so without this line reports
cannot be told apart (measured). Knows metadata and a count of tokens; never shown as a quote.
"""

from collections.abc import Callable, Sequence

from retriever.dates import DateRange, in_words, range_in_words
from retriever.records import Metadata

HEADER_LIMIT_TOKENS = 100
"""Of the encoder's 254; a longer header would crowd out the text that it introduces."""

Count = Callable[[str], int]


def header_of(metadata: Metadata, section: Sequence[str], count: Count) -> str:
    """Write `title (authority, date) > section > subsection`, cut to its limit.

    Args:
        metadata: Of the document.
        section: The headings above the passage, outermost first.
        count: Counts a text's tokens.

    Returns:
        The header; over the limit the outer sections go first, then the title's end.
    """
    about = ", ".join(fact for fact in (metadata.authority, date_in_words(metadata)) if fact)
    title, kept = metadata.title, [*section]
    while True:
        head = f"{title} ({about})" if about else title
        header = " > ".join([head, *kept])
        if count(header) <= HEADER_LIMIT_TOKENS:
            return header
        if len(kept) > 1:
            kept = kept[1:]
        elif len(title.split()) > 1:
            title = " ".join(title.split()[:-1])
        elif kept:
            kept = []
        else:
            return ""


def date_in_words(metadata: Metadata) -> str:
    """Return "inspected 9 to 13 June 2025", else the day of publication, else ""."""
    if metadata.inspection_start and metadata.inspection_end:
        dates = DateRange(metadata.inspection_start, metadata.inspection_end)
        return f"inspected {range_in_words(dates)}"
    return in_words(metadata.published) if metadata.published else ""
