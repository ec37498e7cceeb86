"""Counts what was left out of an office document, and says so in sentences. Knows no format."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """What was met in one document.

    Attributes:
        inserted: Tracked insertions: their text is kept.
        deleted: Tracked deletions: their text is dropped.
        comments: Readers' comments: dropped.
        hidden: Stretches of hidden text: dropped.
        embedded: Files and objects within the file: not read.
        hidden_characters: Characters that a reader cannot see.
        has_macros: Whether it holds programs: none ran, none is kept.
    """

    inserted: int = 0
    deleted: int = 0
    comments: int = 0
    hidden: int = 0
    embedded: int = 0
    hidden_characters: int = 0
    has_macros: bool = False

    def warnings(self) -> tuple[str, ...]:
        """Say what the library's keeper should know."""
        found: list[str] = []
        if self.inserted or self.deleted:
            found.append(
                f"it has tracked changes: insertions were read as accepted ({self.inserted}), "
                f"deletions were left out ({self.deleted})"
            )
        for count, one, more in (
            (self.comments, "comment was left out", "comments were left out"),
            (self.hidden, "hidden stretch was left out", "hidden stretches were left out"),
            (self.embedded, "embedded object was not read", "embedded objects were not read"),
            (
                self.hidden_characters,
                "hidden character was removed",
                "hidden characters were removed",
            ),
        ):
            if count:
                found.append(f"{count} {one if count == 1 else more}")
        if self.has_macros:
            found.append("it has macros: none was run, and none is kept")
        return tuple(found)
