"""What became of one address: as the command prints it and as JSON. Knows only words."""

from dataclasses import asdict, dataclass
from typing import Literal

Word = Literal["added", "replaced", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one address.

    Attributes:
        address: As it was asked for, or as a feed or page named it.
        path: Its file in the corpus, or "".
        outcome: Of the file, before the sync.
        reason: Why it was skipped or failed, or what else is to be known.
    """

    address: str
    path: str
    outcome: Word
    reason: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as the command's contract lays it out."""
        return asdict(self)

    def line(self) -> str:
        """Write it for a terminal."""
        word = "FAILED" if self.outcome == "failed" else self.outcome
        where = f"{self.address} as {self.path}" if self.path else self.address
        return f"{word} {where}: {self.reason}" if self.reason else f"{word} {where}"
