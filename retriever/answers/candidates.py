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

CONTEXT_LIMIT_CHARS = 300
"""Of a sentence of the paragraph before that tells what a pronoun means."""


_LEANS_ON_BEFORE = re.compile(
    r"(this|that|these|those|it|they|he|she|its|their|his|her|such|both|here|so|as a result"
    r"|in addition|for example|similarly|the former|the latter|without (it|them|this|that)"
    r"|we (do|did) (not|so))\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"(however|but|unless|except(ionally)?|nevertheless|nonetheless|yet|although|though|that said"
    r"|otherwise|provided (that|the)|only (if|when|where)|if not|not (if|when|where)"
    r"|where this is not|in exceptional|nothing in this|there (is|are) (\w+ )?exceptions?"
    r"|the (only )?exceptions?|(this|that|it)( \w+)? (does|do) not|(these|those|they) do not)\b",
    re.IGNORECASE,
)
_TAKES_BLOCK_BACK = re.compile(
    r"(but|unless|except (in|for|where|when|if|that|as)|however|provided that|save (that|where)"
    r"|nothing in this|the (only )?exceptions? (is|are|to)|(this|that|it)( \w+)? does not apply"
    r"|(these|those|they)( \w+)? do not apply)\b",
    re.IGNORECASE,
)
"""What begins a block that takes back the one before it; "yet" or "although" mostly go on."""
_PRONOUN = re.compile(
    r"(they|he|she|this|these|those|such|both|it (?!is\b|was\b|will be\b|may be\b|should be\b))",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"\(?\w{1,4}[.)]+\s+")
_WHOLE_BLOCKS = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}
_PARAGRAPHS = {BlockKind.PARAGRAPH, BlockKind.NUMBERED_PARAGRAPH}
_NOT_CARRIED_ON = {
    BlockKind.HEADING,
    BlockKind.CAPTION,
    BlockKind.FOOTNOTE,
    BlockKind.TABLE_ROW,
}
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
        for candidate in _of_block(document, place, passage):
            if candidate.end == block.end and list_end > block.end:
                yield replace(candidate, quote_end=list_end)
            elif candidate.quote_end == block.end:
                end = _taken_back_until(document, place, candidate.start)
                if document.text[end - 1] != ":":
                    yield replace(candidate, quote_end=end)
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


def _taken_back_until(document: Document, place: int, start: int) -> int:
    """Return where a quote that ends with its block ends: past a block that takes it back.

    An exception may stand in the next item or paragraph ("This does not apply to ..."); its first
    sentence comes along where that fits. Rows of a table stand alone.
    """
    block, after = document.blocks[place], document.blocks[place + 1 : place + 2]
    end = block.end
    if not after or after[0].kind in _NOT_CARRIED_ON or block.kind is BlockKind.TABLE_ROW:
        return end
    begins = after[0].start
    number = _ITEM_NUMBER.match(document.text, begins, after[0].end)
    begins = number.end() if number else begins
    if not _TAKES_BLOCK_BACK.match(document.text, begins, after[0].end):
        return end
    sentences = sentence_spans(document.text, begins, after[0].end)
    until = sentences[0].end if sentences else end
    return until if until - start <= QUOTE_LIMIT_CHARS else end


def _of_block(document: Document, place: int, passage: Passage) -> Iterator[Candidate]:
    block = document.blocks[place]
    if block.kind in _WHOLE_BLOCKS and block.end - block.start <= QUOTE_LIMIT_CHARS:
        yield Candidate(block.start, block.end, block.end, block.kind, context=block.context)
        return
    sentences = [
        piece
        for sentence in sentence_spans(document.text, said_from(document, block), block.end)
        for piece in _fitting(document.text, sentence)
    ]
    row_head = _row_head(document, block)
    for number, sentence in enumerate(sentences):
        if sentence.start < passage.start or sentence.end > passage.end:
            continue
        words = document.text[sentence.start : sentence.end]
        before = sentences[number - 1] if number > 0 else None
        leans = before is not None and _LEANS_ON_BEFORE.match(words) is not None
        needs = [before] if before and (leans or _TAKES_BACK.match(words)) else []
        if before is None and block.kind in _PARAGRAPHS and _PRONOUN.match(words):
            needs = _told_before(document, place)
        elif before is not None and not needs:
            needs = [each for each in row_head if each.end <= sentence.start]
        yield Candidate(
            start=sentence.start,
            end=sentence.end,
            quote_end=_quote_end(document.text, sentences, number),
            kind=block.kind,
            leans=leans,
            context=(*block.context, *needs),
        )


def _told_before(document: Document, place: int) -> list[Span]:
    """Return the last sentence of the paragraph before a block, where there is one and it fits."""
    before = document.blocks[place - 1] if place > 0 else None
    if before is None or before.kind not in _PARAGRAPHS:
        return []
    told = sentence_spans(document.text, said_from(document, before), before.end)
    return [each for each in told[-1:] if each.end - each.start <= CONTEXT_LIMIT_CHARS]


def _row_head(document: Document, block: Block) -> list[Span]:
    """Return a table row's first cell, for what is quoted of the cells after it."""
    if block.kind is not BlockKind.TABLE_ROW:
        return []
    tab = document.text.find("\t", block.start, block.end)
    return [Span(block.start, tab)] if 0 < tab - block.start <= SHORT_LIMIT_CHARS else []


def said_from(document: Document, block: Block) -> int:
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
    end = sentence.end
    for after in sentences[place + 1 :]:
        following = text[after.start : after.end]
        is_short = end == sentence.end and end - sentence.start <= SHORT_LIMIT_CHARS
        belongs = _TAKES_BACK.match(following) is not None or (
            is_short and _LEANS_ON_BEFORE.match(following) is not None
        )
        if not belongs or after.end - sentence.start > QUOTE_LIMIT_CHARS:
            break
        end = after.end
    return end


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
