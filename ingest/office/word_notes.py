"""Numbers a Word document's footnotes and endnotes, and reads them where they are referred to.

The notes stand in parts of their own; Word prints figures for footnotes and small Roman numerals
for endnotes, in the order of their references.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.office.elements import attribute, children
from ingest.office.list_numbers import written
from ingest.office.word_text import TextReader

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(slots=True)
class Notes:
    """The notes of one document, and how many were referred to so far."""

    text: TextReader
    _by_id: dict[tuple[str, str], Any] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def keep(self, references: Sequence[tuple[str, str]]) -> None:
        """Read the notes that a paragraph refers to.

        Args:
            references: Kind ("footnote", "endnote") and id of each, in order.
        """
        for kind, note_id in references:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            text = self._text_of(kind, note_id)
            if text:
                way = "decimal" if kind == "footnote" else "lowerRoman"
                self._waiting.append(f"{written(self._counts[kind], way)} {text}")

    def take(self) -> list[str]:
        """Return the notes that wait, each with its number."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def add_part(self, kind: str, root: Any) -> None:
        """Take in the part of one kind of notes; None where the document has none."""
        for note in children(root, kind):
            if attribute(note, "type") not in _SEPARATORS:
                self._by_id[kind, attribute(note, "id")] = note

    def _text_of(self, kind: str, note_id: str) -> str:
        note = self._by_id.get((kind, note_id))
        paragraphs = () if note is None else note.iter("{*}p")
        texts = [self.text.read(paragraph).text for paragraph in paragraphs]
        return " ".join(" ".join(texts).split())
