"""Reads the text of one OpenDocument paragraph as its printed page would show it.

Deleted text stands apart in this format and is not met; readers' comments and hidden text are
left out. What only stands in the paragraph (footnotes, text boxes) is handed back apart.
"""

from dataclasses import dataclass, field
from typing import Any

from ingest.office.elements import attribute, first, tag
from ingest.office.open_styles import OpenStyles
from ingest.office.tally import Tally

_SIGNS = {"s": " ", "tab": " ", "line-break": "\n"}
_DROPPED = frozenset(
    ["ruby-text", "script", "title", "desc", "tracked-changes", "alphabetical-index-mark"]
)
_SHAPES = frozenset(
    ["custom-shape", "rect", "ellipse", "g", "polygon", "path", "line", "connector"]
)
_HIDDEN = frozenset(["hidden-text", "hidden-paragraph"])


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph as it shows.

    Attributes:
        text: With a newline for each line break.
        notes: Its footnotes and endnotes, in order, as elements.
        boxes: The contents of its text boxes and shapes.
        is_bold: Whether all of its words are in bold type.
        points: The size of its largest type, 0 where nothing states one.
    """

    text: str = ""
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    is_bold: bool = False
    points: float = 0.0


@dataclass(slots=True)
class OpenTextReader:
    """Reads paragraphs of one document."""

    styles: OpenStyles
    tally: Tally
    _parts: list[str] = field(default_factory=list)
    _weights: list[bool] = field(default_factory=list)

    def read(self, paragraph: Any) -> OpenParagraph:
        """Read one paragraph or heading."""
        self._parts, self._weights = [], []
        found = OpenParagraph()
        style = attribute(paragraph, "style-name")
        if self.styles.is_hidden(style):
            self.tally.hidden += 1
            return found
        self._read(paragraph, style, found)
        found.text = "".join(self._parts)
        found.is_bold = bool(self._weights) and all(self._weights)
        return found

    def _read(self, element: Any, style: str, found: OpenParagraph) -> None:
        self._add(element.text, style, found)
        for child in element:
            self._read_child(child, style, found)
            self._add(child.tail, style, found)

    def _read_child(self, child: Any, style: str, found: OpenParagraph) -> None:
        name = tag(child)
        if name in _SIGNS:
            self._parts.append(_SIGNS[name])
        elif name == "annotation":
            self.tally.comments += 1
        elif name == "note":
            found.notes.append(child)
        elif name == "frame":
            found.boxes += boxes_of(child)
        elif name in _SHAPES:
            found.boxes.append(child)
        elif name in _HIDDEN:
            self.tally.hidden += 1
        elif name == "span":
            own = attribute(child, "style-name")
            if self.styles.is_hidden(own):
                self.tally.hidden += 1
            else:
                self._read(child, own or style, found)
        elif name not in _DROPPED:
            self._read(child, style, found)

    def _add(self, text: str | None, style: str, found: OpenParagraph) -> None:
        if not text:
            return
        self._parts.append(text)
        if text.strip():
            self._weights.append(bool(self.styles.is_bold(style)))
            found.points = max(found.points, self.styles.points(style))


def boxes_of(frame: Any) -> list[Any]:
    """Return the text box of a frame, in a list, or none: a picture's frame has none."""
    box = first(frame, "text-box")
    return [] if box is None else [box]


def plain_text(element: Any) -> str:
    """Return all text below an element on one line."""
    parts = ["".join(paragraph.itertext()) for paragraph in element.iter("{*}p", "{*}h")]
    return " ".join(" ".join(parts).split())
