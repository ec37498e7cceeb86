"""How many passages there are, how many terms they have, and the average that weights are made of.

Knows numbers, and the facts that they are stored as.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

DRIFT = 0.05
"""An average that is further off than this is pinned anew, and all weights are made again. The
head is scored with the true average whatever is pinned: the stored weights only choose it."""


@dataclass(slots=True)
class Totals:
    """Of one generation.

    Attributes:
        passages: How many there are.
        length: How many terms they have in all.
        mean: The average that is pinned; 0 for none yet.
    """

    passages: int = 0
    length: int = 0
    mean: float = 0.0

    @classmethod
    def of(cls, facts: Mapping[str, str]) -> Self:
        """Read them."""
        return cls(
            int(facts.get("passages", "0")),
            int(facts.get("length", "0")),
            float(facts.get("mean", "0")),
        )

    def as_facts(self) -> dict[str, str]:
        """Return them as they are stored."""
        return {
            "passages": str(self.passages),
            "length": str(self.length),
            "mean": repr(self.mean),
        }

    def add(self, passages: int, length: int) -> None:
        """Count passages that came."""
        self.passages += passages
        self.length += length

    def take_out(self, passages: int, length: int) -> None:
        """Count passages that went."""
        self.add(-passages, -length)

    def pinned(self) -> float:
        """Return the average that new weights are made with; the first document pins it."""
        if not self.mean:
            self.mean = self.true_mean()
        return self.mean

    def true_mean(self) -> float:
        """Return the average of now."""
        return self.length / max(1, self.passages)

    def has_drifted(self) -> bool:
        """Say whether the true average has moved too far from the pinned one."""
        return abs(self.true_mean() - self.mean) > DRIFT * self.mean
