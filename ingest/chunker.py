"""Packs a document's blocks into passages: what is indexed, found and cited.

Consecutive blocks under one heading go together up to a target size; a passage with its header
never passes what the encoder reads; nothing crosses a heading, an image or a footnote. Knows
documents and a count of tokens; no file format and no index.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from semantic_text_splitter import TextSplitter

from ingest.passage_header import header_of
from retriever.answers.sentences import sentence_spans
from retriever.records import Block, BlockKind, Document, Passage
from retriever.store.encoder import Encoder

TARGET_TOKENS = 200
"""Of a passage's text. On a public chunking benchmark recall rises to .93 at 400 and the share of
the passage that answers falls by half; numbered paragraphs of real reports have a median of 130."""

CHUNKER_VERSION = f"2 ({TARGET_TOKENS} tokens)"
"""Another version means that every passage is made anew."""

_SEPARATOR_TOKENS = 1
"""Of the ">" between header and text."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of text that is not parted: a block, or a piece of one that is too long."""

    kind: BlockKind
    start: int
    end: int
    tokens: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Units that may share a passage, and the headings above them."""

    section: tuple[str, ...]
    units: tuple[_Unit, ...]


class Chunker:
    """Makes passages for an encoder.

    Args:
        encoder: Whose limit holds and whose tokens count.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def passages_of(self, document: Document) -> tuple[Passage, ...]:
        """Return a document's passages in reading order; every body block is in exactly one.

        Raises:
            ValueError: A passage is longer than the encoder reads (a fault of this module).
        """
        drafts: list[Passage] = []
        headers: dict[tuple[str, ...], str] = {}
        for run in self._runs(document):
            if run.section not in headers:
                headers[run.section] = header_of(document.metadata, run.section, self._count)
            header = headers[run.section]
            room = self._encoder.limit_tokens - self._count(header) - _SEPARATOR_TOKENS
            fitting = [unit for each in run.units for unit in self._fit(document, each, room)]
            groups = _packed(fitting, room)
            drafts += [_passage(document, run.section, header, group) for group in groups]
        passages = tuple(replace(each, ordinal=place) for place, each in enumerate(drafts))
        self._check(document, passages)
        return passages

    def _count(self, text: str) -> int:
        return self._encoder.count_tokens([text])[0]

    def _runs(self, document: Document) -> Iterator[_Run]:
        texts = [document.text[block.start : block.end] for block in document.blocks]
        counts = self._encoder.count_tokens(texts)
        path: list[tuple[int, str]] = []
        units: list[_Unit] = []
        for place, block in enumerate(document.blocks):
            text, tokens = texts[place], counts[place]
            if _is_table_caption(document.blocks, place):
                units.append(_Unit(BlockKind.TABLE_ROW, block.start, block.end, tokens))
                continue
            if block.kind in (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.FOOTNOTE):
                if units:
                    yield _Run(_section(path), tuple(units))
                units = []
            if block.kind is BlockKind.HEADING:
                path = _under(path, block, text, document.metadata.title)
            elif block.kind is BlockKind.FOOTNOTE:
                yield _Run(_section(path), (_Unit(block.kind, block.start, block.end, tokens),))
            elif block.kind is not BlockKind.CAPTION:
                units.append(_Unit(block.kind, block.start, block.end, tokens))
        if units:
            yield _Run(_section(path), tuple(units))

    def _fit(self, document: Document, unit: _Unit, room: int) -> Iterator[_Unit]:
        """Part a unit that is too long: by sentences, and a sentence by its clauses and words."""
        if unit.tokens <= room:
            yield unit
            return
        for span in sentence_spans(document.text, unit.start, unit.end):
            text = document.text[span.start : span.end]
            tokens = self._count(text)
            if tokens <= room:
                yield _Unit(unit.kind, span.start, span.end, tokens)
                continue
            splitter = TextSplitter.from_callback(self._count, room)
            for place, piece in splitter.chunk_indices(text):
                start = span.start + place
                yield _Unit(unit.kind, start, start + len(piece), self._count(piece))

    def _check(self, document: Document, passages: Sequence[Passage]) -> None:
        counts = self._encoder.count_tokens([passage.indexed_text for passage in passages])
        for passage, tokens in zip(passages, counts, strict=True):
            if tokens > self._encoder.limit_tokens:
                message = f"{document.path}: passage {passage.ordinal} has {tokens} tokens."
                raise ValueError(message)


def _is_table_caption(blocks: Sequence[Block], place: int) -> bool:
    """Say whether a caption is a table's: it goes with the rows, an image's is not indexed."""
    is_before_row = place + 1 < len(blocks) and blocks[place + 1].kind is BlockKind.TABLE_ROW
    return blocks[place].kind is BlockKind.CAPTION and is_before_row


def _section(path: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(text for _, text in path)


def _under(
    path: Sequence[tuple[int, str]], block: Block, text: str, title: str
) -> list[tuple[int, str]]:
    """Return the path below a heading; the title's own words are no section."""
    kept = [(level, name) for level, name in path if level < block.level]
    if not kept and _is_title(text, title, block.level):
        return kept
    return [*kept, (block.level, text)]


def _is_title(text: str, title: str, level: int) -> bool:
    """Say whether a heading is the title, or the half of one that was joined of two."""
    text, title = text.casefold(), title.casefold()
    if text == title or (level == 1 and text in title):
        return True
    return title.startswith(f"{text}: ") or title.endswith(f": {text}")


def _packed(units: Sequence[_Unit], room: int) -> Iterator[list[_Unit]]:
    target = min(TARGET_TOKENS, room)
    group: list[_Unit] = []
    for place, unit in enumerate(units):
        if group and _starts_anew(group, units[place:], target, room):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _starts_anew(group: Sequence[_Unit], rest: Sequence[_Unit], target: int, room: int) -> bool:
    """Say whether the next unit begins a passage of its own."""
    unit, last = rest[0], group[-1]
    size = sum(each.tokens for each in group)
    if unit.kind is BlockKind.TABLE_ROW:
        if last.kind is BlockKind.TABLE_ROW:
            return size + unit.tokens > room
        # A table keeps what introduces it where the whole of it fits.
        return size + _table_tokens(rest) > room
    if last.kind is BlockKind.TABLE_ROW:
        return True
    if unit.kind is BlockKind.LIST_ITEM:
        return size + unit.tokens > room
    if any(_stands_alone(each, target) for each in (unit, last)):
        return True
    return size + unit.tokens > target


def _stands_alone(unit: _Unit, target: int) -> bool:
    return unit.kind is BlockKind.NUMBERED_PARAGRAPH and unit.tokens * 2 > target


def _table_tokens(units: Sequence[_Unit]) -> int:
    total = 0
    for unit in units:
        if unit.kind is not BlockKind.TABLE_ROW:
            break
        total += unit.tokens
    return total


def _passage(
    document: Document, section: tuple[str, ...], header: str, units: Sequence[_Unit]
) -> Passage:
    start, end = units[0].start, units[-1].end
    text = document.text[start:end]
    identity = f"{document.doc_id}\0{start}\0{end}\0{text}"
    page = document.page_at(start)
    return Passage(
        passage_id=hashlib.sha256(identity.encode()).hexdigest()[:24],
        doc_id=document.doc_id,
        ordinal=0,
        start=start,
        end=end,
        text=text,
        header=header,
        section=section,
        page=page.page if page else None,
        page_label=page.label or None if page else None,
    )
