"""What may be quoted: the sentences, list items and table rows of the passages found.

Each candidate is a stretch of its document's text, with what it needs to be understood: the
sentence before a pronoun, the sentence after that takes something back, a list's lead-in, a
table's heads. Knows the records; knows nothing of the question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retriever.answers.sentences import sentence_spans
from retriever.records import Block, BlockKind, Document, Passage, Span

QUOTE_LIMIT_CHARS = 600
SHORT_LIMIT_CHARS = 100
"""Of a sentence that is quoted with the one that leans on it."""


_LEANS_ON_BEFORE = re.compile(
    r"(this|that|these|those|it|they|he|she|its|their|his|her|such|both|here|so|as a result"
    r"|in addition|for example|similarly|the former|the latter|without (it|them|this|that)"
    r"|we (do|did) (not|so))\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"(however|but|unless|except|nevertheless|nonetheless|yet|although|though|that said"
    r"|the (only )?exceptions?|this does not|it does not|these do not|they do not)\b",
    re.IGNORECASE,
)
_WHOLE_BLOCKS = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}
_NOT_QUOTED = {BlockKind.HEADING, BlockKind.CAPTION}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be quoted.

    Attributes:
        start: Where the sentence or row itself starts in the document's text.
        end: Where it ends.
        quote_end: Where the quote ends: later than `end` when the next sentence takes it back, or
            when it leads in a list.
        kind: Of the block that it stands in.
        leans: Whether it begins with a word that points back to the sentence before it.
        context: What it needs to be understood, in reading order.
    """

    start: int
    end: int
    quote_end: int
    kind: BlockKind
    leans: bool = False
    context: tuple[Span, ...] = ()


def candidates_of(document: Document, passage: Passage) -> Iterator[Candidate]:
    """Yield what may be quoted of a passage, in reading order."""
    heads = {
        span.start
        for block in document.blocks
        if block.kind is BlockKind.TABLE_ROW
        for span in block.context
    }
    for place, block in enumerate(document.blocks):
        if block.start >= passage.end:
            return
        if block.end <= passage.start or block.kind in _NOT_QUOTED or block.start in heads:
            continue
        list_end = _list_end(document.blocks, place)
        for candidate in _of_block(document, block, passage):
            if candidate.end == block.end and list_end > block.end:
                yield replace(candidate, quote_end=list_end)
            elif document.text[candidate.quote_end - 1] != ":":
                # A lead-in without its list says nothing.
                yield candidate


def _list_end(blocks: Sequence[Block], place: int) -> int:
    """Return where the list that a block leads in ends, as much of it as a quote takes."""
    lead_in = blocks[place]
    end = lead_in.end
    if lead_in.kind in _WHOLE_BLOCKS:
        return end
    for item in blocks[place + 1 :]:
        leads = any(span.start == lead_in.start for span in item.context)
        if item.kind is not BlockKind.LIST_ITEM or not leads:
            break
        if item.end - lead_in.start > QUOTE_LIMIT_CHARS:
            break
        end = item.end
    return end


def _of_block(document: Document, block: Block, passage: Passage) -> Iterator[Candidate]:
    if block.kind in _WHOLE_BLOCKS and block.end - block.start <= QUOTE_LIMIT_CHARS:
        yield Candidate(block.start, block.end, block.end, block.kind, context=block.context)
        return
    sentences = [
        piece
        for sentence in sentence_spans(document.text, _said_from(document, block), block.end)
        for piece in _fitting(document.text, sentence)
    ]
    for place, sentence in enumerate(sentences):
        if sentence.start < passage.start or sentence.end > passage.end:
            continue
        words = document.text[sentence.start : sentence.end]
        before = sentences[place - 1] if place > 0 else None
        leans = before is not None and _LEANS_ON_BEFORE.match(words) is not None
        yield Candidate(
            start=sentence.start,
            end=sentence.end,
            quote_end=_quote_end(document.text, sentences, place),
            kind=block.kind,
            leans=leans,
            context=(*block.context, before) if leans and before else block.context,
        )


def _said_from(document: Document, block: Block) -> int:
    """Return where a block's own words start: a numbered paragraph's number is no sentence."""
    printed = re.compile(rf"\(?{re.escape(block.number)}[.)]*\s+") if block.number else None
    found = printed.match(document.text, block.start, block.end) if printed else None
    return found.end() if found else block.start


def _quote_end(text: str, sentences: list[Span], place: int) -> int:
    """Return where the quote of a sentence ends.

    With the next one where that takes it back, or where a short sentence only says what the next
    one is about ("A council may ask for a deferral. It will be granted only when ...").
    """
    sentence = sentences[place]
    if place + 1 < len(sentences):
        after = sentences[place + 1]
        following = text[after.start : after.end]
        is_short = sentence.end - sentence.start <= SHORT_LIMIT_CHARS
        belongs = _TAKES_BACK.match(following) is not None or (
            is_short and _LEANS_ON_BEFORE.match(following) is not None
        )
        if belongs and after.end - sentence.start <= QUOTE_LIMIT_CHARS:
            return after.end
    return sentence.end


def _fitting(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence over the limit at its last semicolon, colon or space within the limit."""
    start = sentence.start
    while sentence.end - start > QUOTE_LIMIT_CHARS:
        window = text[start : start + QUOTE_LIMIT_CHARS]
        cut = max(window.rfind("; "), window.rfind(": ")) + 1 or max(window.rfind(" "), 0)
        cut = cut or len(window)
        yield Span(start, start + cut)
        start += cut
        while start < sentence.end and text[start].isspace():
            start += 1
    if start < sentence.end:
        yield Span(start, sentence.end)
