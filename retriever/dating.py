"""A document's date in words, no more exactly than it is known. Knows metadata."""

from retriever.dates import DateRange, in_words, range_in_words
from retriever.records import Metadata


def date_in_words(metadata: Metadata) -> str:
    """Return "inspected 9 to 13 June 2025", else the date of publication, else ""."""
    precision = dict(metadata.precisions)
    if metadata.inspection_start and metadata.inspection_end:
        dates = DateRange(metadata.inspection_start, metadata.inspection_end)
        return f"inspected {range_in_words(dates, precision.get('inspection_start', ''))}"
    if metadata.published is None:
        return ""
    return in_words(metadata.published, precision.get("published", ""))
