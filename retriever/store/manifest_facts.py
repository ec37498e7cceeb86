"""What an index was made with, as facts, and whether that is what this Candour makes one with.

Knows facts, no database.
"""

from collections.abc import Mapping
from dataclasses import asdict

from retriever.errors import IndexMismatchError
from retriever.store.contract import Manifest


def facts_of(manifest: Manifest) -> dict[str, str]:
    """Return the facts that tell what an index was made with."""
    return {name: str(value) for name, value in asdict(manifest).items()}


def check_facts(
    stored: Mapping[str, str], ours: Mapping[str, str], place: str, advice: str
) -> None:
    """Compare what an index was made with and what this process would make it with.

    What ours leaves open ("") is not compared: a reader takes passages of any chunker.

    Args:
        stored: The index's facts.
        ours: Those of `facts_of` that are to be compared.
        place: Where the index is, for the message.
        advice: What to do where they differ.

    Raises:
        IndexMismatchError: They differ.
    """
    for name, value in ours.items():
        if value and stored.get(name) != value:
            message = (
                f"The index in {place} was made with {name.replace('_', ' ')} "
                f"{stored.get(name, 'unknown')}, this Candour uses {value}: {advice}."
            )
            raise IndexMismatchError(message)
