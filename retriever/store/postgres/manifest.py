"""Whether an index in a database is one that this Candour can use: what it was made with.

Knows facts, no rows.
"""

from collections.abc import Mapping

from retriever.errors import IndexDamagedError, IndexMismatchError
from retriever.store.contract import Manifest
from retriever.store.manifest_facts import check_facts, facts_of
from retriever.store.postgres.migrations import MIGRATIONS, NUMBER, number_of

MAKE_ANOTHER = (
    "make another index beside it (docs/deploy.md), or empty this one and fill it anew with "
    "`python -m ingest sync --anew`"
)


def made_with(manifest: Manifest) -> dict[str, str]:
    """Return the facts that tell what an index was made with; the tables have their own number."""
    return {name: value for name, value in facts_of(manifest).items() if name != NUMBER}


def check_manifest(stored: Mapping[str, str], manifest: Manifest, place: str) -> None:
    """Compare what an index was made with and what this process would make it with.

    What ours leaves open ("") is not compared: a reader takes passages of any chunker.

    Raises:
        IndexMismatchError: They differ.
        IndexDamagedError: The tables are a newer Candour's, or the index was not made whole.
    """
    check_tables(stored, place)
    if number_of(stored) < len(MIGRATIONS):
        message = (
            f"The index in the {place} has the tables of an older Candour: run `python -m ingest` "
            "once, which brings them up to date."
        )
        raise IndexMismatchError(message)
    check_facts(stored, made_with(manifest), f"the {place}", MAKE_ANOTHER)
    if not stored.get("generation", "").isdecimal():
        message = f"The index in the {place} has no generation: `python -m ingest sync --anew`."
        raise IndexDamagedError(message)


def check_tables(stored: Mapping[str, str], place: str) -> None:
    """Refuse tables that a newer Candour laid.

    Raises:
        IndexDamagedError: They are newer.
    """
    if number_of(stored) > len(MIGRATIONS):
        message = (
            f"The index in the {place} has the tables of a newer Candour ({number_of(stored)}, "
            f"this one knows {len(MIGRATIONS)}): upgrade this one."
        )
        raise IndexDamagedError(message)
