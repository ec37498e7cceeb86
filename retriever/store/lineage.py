"""Which generation came of which: its number alone does not say.

An index folder put back from a safety copy counts on from an older number, and a journal lost to
the disk takes its generations with it; what a process holds in memory under the same number is then
of another library. So each generation has a stamp of its own, and the last ones are stored with it.
Knows numbers and stamps.
"""

import json
import uuid
from collections.abc import Mapping

GENERATION = "generation"
FACT = "lineage"
"""The names of the facts: the number, and the stamps."""

KEPT = 100
"""A process that has not looked for so many generations makes its caches from the files."""

Lineage = Mapping[int, str]
"""The stamps of the last generations, by number."""


def generation_of(facts: Mapping[str, str]) -> int:
    """Return the generation's number; 0 where none is told, or what is told is no number."""
    stored = facts.get(GENERATION, "")
    return int(stored) if stored.isdecimal() else 0


def lineage_of(facts: Mapping[str, str]) -> Lineage:
    """Return what the facts say; nothing where they are of an older Candour, or have no sense."""
    try:
        return {int(number): str(stamp) for number, stamp in json.loads(facts[FACT]).items()}
    except (KeyError, ValueError, AttributeError):
        return {}


def extended(lineage: Lineage, generation: int) -> str:
    """Return the fact to store with a new generation."""
    kept = sorted(number for number in lineage if number < generation)[1 - KEPT :]
    stamps = {number: lineage[number] for number in kept}
    return json.dumps({**stamps, generation: uuid.uuid4().hex[:16]})


def numbered(facts: Mapping[str, str], generation: int) -> dict[str, str]:
    """Return the facts to store with a new generation: its number, and where it comes from."""
    return {GENERATION: str(generation), FACT: extended(lineage_of(facts), generation)}


def is_same(one: Lineage, other: Lineage, generation: int) -> bool:
    """Say whether two lineages have a generation in common, by number and stamp."""
    return generation in one and one[generation] == other.get(generation)
