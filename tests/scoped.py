"""The scope of a question over a small library: two councils' reports and a blog post."""

from datetime import date

from retriever.records import Metadata
from retriever.search.query import understand
from retriever.search.scope import Scope, scope_of


def report(authority: str, start: date, end: date, published: date) -> Metadata:
    """Return what is known of a report of an inspection."""
    return Metadata(
        title=authority,
        doc_type="inspection_report",
        authority=authority,
        inspection_start=start,
        inspection_end=end,
        published=published,
    )


LIBRARY = (
    ("n21", report("Northmere", date(2021, 3, 1), date(2021, 3, 5), date(2021, 5, 4))),
    ("n24", report("Northmere", date(2024, 6, 3), date(2024, 6, 7), date(2024, 8, 1))),
    ("a23", report("Aldercombe", date(2023, 1, 9), date(2023, 1, 13), date(2023, 3, 1))),
    ("post", Metadata(title="A post", doc_type="blog_post", published=date(2022, 1, 1))),
)
AUTHORITIES = ("Aldercombe", "Northmere")


def scope_for(text: str) -> Scope:
    """Return the scope of a question."""
    return scope_of(understand(text, AUTHORITIES), LIBRARY)
