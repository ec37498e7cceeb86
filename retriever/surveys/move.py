"""A change of grade that a question asks for of all places: which way, from what, to what.

Knows grades and the words for their rise and fall; knows no report.
"""

import re
from dataclasses import dataclass
from enum import Enum

from retriever.surveys.vocabulary import GRADE_ASKED, grades_asked

_STEPS = {
    "Outstanding": 3,
    "Good": 2,
    "Requires improvement": 1,
    "Adequate": 1,
    "Satisfactory": 1,
    "Inadequate": 0,
}
"""How high a grade is; those of older frameworks stand where their wording puts them."""


class Way(Enum):
    """Which way a grade went, and how the answer says it."""

    UP = "improved"
    DOWN = "declined"
    EITHER = "changed"


@dataclass(frozen=True, slots=True)
class Move:
    """A change of grade that is asked for: which way, from which grades, to which; () for any."""

    way: Way
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def holds(self, before: str, after: str) -> bool:
        """Say whether a grade that became another is such a move."""
        step = _STEPS[after] - _STEPS[before]
        is_its_way = {Way.UP: step > 0, Way.DOWN: step < 0, Way.EITHER: before != after}[self.way]
        is_from = not self.before or before in self.before
        return is_its_way and is_from and (not self.after or after in self.after)

    @property
    def words(self) -> str:
        """The move as the answer says it: "went from Inadequate to Good"."""
        ends = [f"from {' or '.join(self.before)}"] if self.before else []
        ends += [f"to {' or '.join(self.after)}"] if self.after else []
        verb = "went" if ends and self.way is Way.EITHER else self.way.value
        return " ".join([verb, *ends])


_WAYS = (
    (
        Way.UP,
        re.compile(
            r"\b(?:improv(?:ed?|ing)|got better|gone up|went up|moved up|ris(?:en|e)|rose)\b"
        ),
    ),
    (
        Way.DOWN,
        re.compile(
            r"\b(?:declin(?:ed?|ing)|got worse|worsened|deteriorated|gone down|went down|moved down"
            r"|dropp?ed|fell|fallen|slipped|downgraded|lost)\b"
        ),
    ),
    (Way.EITHER, re.compile(r"\b(?:went|gone|moved|changed|turned)\b")),
)
_NOT_SO = re.compile(
    r"\b(?:not|no|never|cannot|\w+n't|should|can|could|will|would|may|might|must|need)\b"
)
_ENDS = re.compile(r"\b(?P<end>from|to|their|its)\b (?:being |an? |overall )*$")


def move_in(rest: str) -> tuple[Move, str] | None:
    """Return the move that a folded question asks for, and the question without it.

    None where it asks which did not move, or may: those are not counted.
    """
    if _NOT_SO.search(rest):
        return None
    for way, form in _WAYS:
        verb = form.search(rest)
        if verb is None:
            continue
        ends: dict[str, tuple[str, ...]] = {}
        left = rest
        for found in GRADE_ASKED.finditer(rest):
            end = _ENDS.search(rest[: found.start()])
            if end is None:
                return None
            ends["to" if end["end"] == "to" else "from"] = grades_asked(found)
            left = left.replace(rest[end.start() : found.end()], " ", 1)
        if way is Way.EITHER and len(ends) < 2:  # noqa: PLR2004 - "changed" alone is a history
            return None
        return Move(way, ends.get("from", ()), ends.get("to", ())), form.sub(" ", left)
    return None
