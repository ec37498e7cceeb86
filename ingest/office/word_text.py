"""Reads the text of one Word paragraph as its printed page would show it.

Insertions are kept, deletions and hidden text are not; a field shows its result, a link its words.
What only stands in the paragraph (footnotes, text boxes) is handed back apart. Tags are matched
without their namespace, as in `word_styles`.
"""

from dataclasses import dataclass, field
from typing import Any

from ingest.office.elements import attribute, first, tag
from ingest.office.tally import Tally
from ingest.office.word_styles import Styles, is_on, value

_DROPPED = frozenset(
    # Deleted or moved away, and what describes the rest.
    ["del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt", "fldData"]
)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SIGNS = {
    "tab": " ",
    "ptab": " ",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "",
}
# Signs of the fonts Symbol and Wingdings that forms use; others are left out.
_SYMBOLS = {
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
    "F0FE": "☒",
    "F0FD": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0D8": "➢",
    "F0A3": "≤",
    "F0B3": "≥",
    "F0B0": "°",
}


@dataclass(slots=True)
class ParagraphText:
    """A paragraph as it shows.

    Attributes:
        text: With a newline for each line break.
        notes: Its footnotes' and endnotes' kinds and ids, in order.
        boxes: The contents of its text boxes.
        is_bold: Whether all of its words are in bold type.
        half_points: The size of its largest type, 0 where nothing states one.
        mark_deleted: Whether its end was deleted: the next paragraph goes on with it.
    """

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    is_bold: bool = False
    half_points: int = 0
    mark_deleted: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs of one document."""

    styles: Styles
    tally: Tally
    _parts: list[str] = field(default_factory=list)
    _weights: list[bool] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)

    def read(self, paragraph: Any) -> ParagraphText:
        """Read one paragraph."""
        # A field that goes on past its paragraph is read as text: better too much than a lost page.
        self._parts, self._weights, self._fields = [], [], []
        style_id = self.styles.paragraph_style(paragraph)
        found = ParagraphText()
        for element in paragraph:
            self._read(element, style_id, found)
        found.text = "".join(self._parts)
        found.is_bold = bool(self._weights) and all(self._weights)
        end = first(first(paragraph, "pPr"), "rPr")
        if first(end, "del") is not None:
            self.tally.deleted += 1
            found.mark_deleted = True
        return found

    def _read(self, element: Any, style_id: str, found: ParagraphText) -> None:
        name = tag(element)
        if name in _DROPPED:
            self.tally.deleted += name in ("del", "moveFrom")
            return
        if name == "r":
            self._read_run(element, style_id, found)
            return
        if name == "sdt" and is_placeholder(element):
            return
        if name in ("drawing", "pict", "object"):
            found.boxes += boxes_of(element)
            return
        if name == "AlternateContent":
            chosen = chosen_content(element)
            if chosen is not None:
                self._read_all(chosen, style_id, found)
            return
        self.tally.inserted += name in ("ins", "moveTo")
        if name == "t":
            if "begin" not in self._fields:
                self._parts.append(element.text or "")
        elif name == "fldChar":
            self._read_field(attribute(element, "fldCharType"))
        else:
            self._read_all(element, style_id, found)

    def _read_field(self, mark: str) -> None:
        """Follow a field: between its begin and its separator stand instructions, no words."""
        if mark == "begin":
            self._fields.append(mark)
        elif self._fields and mark == "separate":
            self._fields[-1] = mark
        elif self._fields and mark == "end":
            self._fields.pop()

    def _read_all(self, element: Any, style_id: str, found: ParagraphText) -> None:
        for child in element:
            self._read(child, style_id, found)

    def _read_run(self, run: Any, style_id: str, found: ParagraphText) -> None:
        properties = first(run, "rPr")
        if self.styles.is_hidden(properties, style_id):
            self.tally.hidden += bool("".join(text.text or "" for text in run.iter("{*}t")).strip())
            return
        before = len(self._parts)
        for child in run:
            name = tag(child)
            if name in _SIGNS:
                is_page = name == "br" and attribute(child, "type") in ("page", "column")
                self._parts.append(" " if is_page else _SIGNS[name])
            elif name == "sym":
                self._parts.append(_SYMBOLS.get(attribute(child, "char").upper(), ""))
            elif name in _NOTES:
                found.notes.append((_NOTES[name], attribute(child, "id")))
            else:
                self._read(child, style_id, found)
        if any(part.strip() for part in self._parts[before:]):
            self._weights.append(self.styles.is_bold(properties, style_id))
            size = self.styles.half_points(properties, style_id)
            found.half_points = max(found.half_points, size)


def boxes_of(element: Any) -> list[Any]:
    """Return the contents of the text boxes in a drawing, each once, outermost only."""
    name = tag(element)
    if name == "txbxContent":
        return [element]
    if name == "AlternateContent":
        chosen = chosen_content(element)
        return [] if chosen is None else boxes_of(chosen)
    return [box for child in element for box in boxes_of(child)]


def chosen_content(element: Any) -> Any:
    """Choose one of the variants that Word writes of one thing for newer and older readers."""
    choice = first(element, "Choice")
    return first(element, "Fallback") if choice is None else choice


def is_placeholder(control: Any) -> bool:
    """Say whether a form's field still shows its prompt ("Click to enter text")."""
    return is_on(first(first(control, "sdtPr"), "showingPlcHdr"))


def is_contents(control: Any) -> bool:
    """Say whether a control holds a table of contents."""
    gallery = first(first(first(control, "sdtPr"), "docPartObj"), "docPartGallery")
    return value(gallery) == "Table of Contents"


def plain_text(element: Any) -> str:
    """Return all text below an element on one line: for the list of what was removed."""
    parts = [
        sign.text or "" if tag(sign) == "t" else " "
        for sign in element.iter("{*}t", "{*}tab", "{*}br", "{*}p")
    ]
    return " ".join("".join(parts).split())
