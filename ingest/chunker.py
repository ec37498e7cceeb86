"""Packs a document's blocks into passages: what is indexed, found and cited.

Consecutive blocks under one heading go together up to a target size; a passage with its header
never passes what the encoder reads. A block that is too long is parted between sentences, a
sentence between words. Knows documents and a count of tokens; no file format and no index. What may
go together is told by `sections`, where it breaks by `packing`.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from semantic_text_splitter import TextSplitter

from ingest.packing import Unit, packed
from ingest.passage_header import header_of
from ingest.sections import SectionRun, runs_of
from retriever.answers.sentences import sentence_spans
from retriever.records import Block, BlockKind, Document, Passage, Span
from retriever.store.encoder import Encoder

TARGET_TOKENS = 200
"""Of a passage's text. Token recall in the first 5 passages / in the first 1,000 tokens, hybrid
search (benchmarks/chunking.py, November 2026): two texts of the public chunking benchmark, 220
questions; nine rulebooks of numbered paragraphs, 400; 40 questions found or not, 14 policy files:

    target   chunking_dev  rulebooks    policy files  passages (policy)
    100      90.1 / 93.5   65.5 / 70.7  87.5 / 97.5   4,222
    150      92.3 / 94.1   70.1 / 73.2  92.5 / 95.0   3,191
    200      95.7 / 95.9   70.0 / 72.2  90.0 / 95.0   2,923
    240      95.7 / 95.9   70.8 / 72.7  90.0 / 95.0   2,912

150 to 240 mostly differ by less than their intervals; 200 costs 8 % fewer embeddings than 150, and
past it the header leaves no room. Without headers 200 loses 0.7, 1.0 and 7.5 of recall. The best
sentence's similarity mixed in at 0.3 gives -0.2 and +1.5 on the first two for five vectors more a
passage."""

CHUNKER_VERSION = f"3 ({TARGET_TOKENS} tokens)"
"""Another version means that every passage is made anew."""

_SEPARATOR = " >"
_CHARS_A_TOKEN = 10
"""A text counts at least one token for so many characters (English has 4.5 for each): a word of
over 100 characters is one unknown token to the encoder, and passages of them would be endless."""

_KINDS = {BlockKind.HEADING: BlockKind.PARAGRAPH, BlockKind.CAPTION: BlockKind.TABLE_ROW}
"""What a heading or caption that is body counts as."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Header:
    """A passage's header, and how many tokens it leaves for the text."""

    text: str
    room: int


class Chunker:
    """Makes passages for an encoder.

    Args:
        encoder: Whose limit holds and whose tokens count.
        target_tokens: Of a passage's text.
    """

    def __init__(self, encoder: Encoder, target_tokens: int = TARGET_TOKENS) -> None:
        self._encoder = encoder
        self._target_tokens = target_tokens

    def passages_of(self, document: Document) -> tuple[Passage, ...]:
        """Return a document's passages in reading order; every body block is in exactly one.

        Raises:
            ValueError: A passage is longer than the encoder reads (a fault of this module).
        """
        runs = list(runs_of(document))
        blocks = [block for run in runs for block in run.blocks]
        sizes = iter(self._sizes([document.text[block.start : block.end] for block in blocks]))
        drafts: list[Passage] = []
        for run in runs:
            units, headers = self._units(document, run, [next(sizes) for _ in run.blocks])
            rooms = [header.room for header in headers]
            for group in packed(units, rooms, self._target_tokens):
                own = units[group.start : group.stop]
                drafts.append(_passage(document, run.section, headers[group.start].text, own))
        passages = tuple(replace(each, ordinal=place) for place, each in enumerate(drafts))
        self._check(document, passages)
        return passages

    def _units(
        self, document: Document, run: SectionRun, sizes: Sequence[int]
    ) -> tuple[list[Unit], list[_Header]]:
        """Return the run's units, and for each the header of a passage that begins with it."""
        units: list[Unit] = []
        headers: list[_Header] = []
        by_context: dict[tuple[Span, ...], _Header] = {}
        for block, tokens in zip(run.blocks, sizes, strict=True):
            if block.context not in by_context:
                lead_in = " ".join(document.text[span.start : span.end] for span in block.context)
                text = header_of(document.metadata, run.section, self._count, lead_in)
                room = self._encoder.limit_tokens - self._count(text + _SEPARATOR)
                by_context[block.context] = _Header(text, room)
            header = by_context[block.context]
            kind = _KINDS.get(block.kind, block.kind)
            if tokens <= header.room:
                units.append(Unit(kind, block.start, block.end, tokens))
            else:
                pieces = self._pieces(document.text, block, min(self._target_tokens, header.room))
                units += [
                    Unit(kind, span.start, span.end, size, is_rest=place > 0)
                    for place, (span, size) in enumerate(pieces)
                ]
            headers += [header] * (len(units) - len(headers))
        return units, headers

    def _pieces(self, text: str, block: Block, room: int) -> Iterator[tuple[Span, int]]:
        """Part a block that is too long: by sentences, and one that is too long by its words."""
        sentences = sentence_spans(text, block.start, block.end)
        sizes = self._sizes([text[span.start : span.end] for span in sentences])
        for sentence, tokens in zip(sentences, sizes, strict=True):
            if tokens <= room:
                yield sentence, tokens
            else:
                yield from self._of_words(text, sentence, room)

    def _of_words(self, text: str, sentence: Span, room: int) -> Iterator[tuple[Span, int]]:
        words = [Span(*word.span()) for word in _WORD.finditer(text, sentence.start, sentence.end)]
        sizes = self._sizes([text[word.start : word.end] for word in words])
        start, end, total = sentence.start, sentence.start, 0
        for word, tokens in zip(words, sizes, strict=True):
            if total and total + tokens > room:
                yield Span(start, end), total
                total = 0
            if tokens > room:
                yield from self._of_characters(text, word, room)
                continue
            start, end, total = start if total else word.start, word.end, total + tokens
        if total:
            yield Span(start, end), total

    def _of_characters(self, text: str, word: Span, room: int) -> Iterator[tuple[Span, int]]:
        """Part a word that is too long: a script without spaces, or no language at all."""
        splitter = TextSplitter.from_callback(lambda piece: self._sizes([piece])[0], room)
        for offset, piece in splitter.chunk_indices(text[word.start : word.end]):
            start = word.start + offset
            yield Span(start, start + len(piece)), self._sizes([piece])[0]

    def _count(self, text: str) -> int:
        return self._encoder.count_tokens([text])[0]

    def _sizes(self, texts: Sequence[str]) -> list[int]:
        counts = self._encoder.count_tokens(texts)
        return [
            max(count, -(-len(text) // _CHARS_A_TOKEN))
            for text, count in zip(texts, counts, strict=True)
        ]

    def _check(self, document: Document, passages: Sequence[Passage]) -> None:
        counts = self._encoder.count_tokens([passage.indexed_text for passage in passages])
        for passage, tokens in zip(passages, counts, strict=True):
            if tokens > self._encoder.limit_tokens:
                message = f"{document.path}: passage {passage.ordinal} has {tokens} tokens."
                raise ValueError(message)


def _passage(
    document: Document, section: tuple[str, ...], header: str, units: Sequence[Unit]
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
