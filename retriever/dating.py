"""A document's date in words, no more exactly than it is known. Knows metadata."""

from datetime import date

from retriever.dates import DateRange, in_words, range_in_words
from retriever.records import Metadata


def date_in_words(metadata: Metadata) -> str:
    """Return "inspected 9 to 13 June 2025", else the day, month or year of publication, else ""."""
    if metadata.inspection_start and metadata.inspection_end:
        dates = DateRange(metadata.inspection_start, metadata.inspection_end)
        return f"inspected {range_in_words(dates)}"
    return published_in_words(metadata)


def published_in_words(metadata: Metadata) -> str:
    """Return the day of publication, or only the month or year where no more is known, or ""."""
    if metadata.published is None:
        return ""
    return _to_precision(metadata.published, dict(metadata.precisions).get("published", "day"))


def _to_precision(day: date, precision: str) -> str:
    if precision == "year":
        return str(day.year)
    return in_words(day).split(" ", 1)[1] if precision == "month" else in_words(day)
