"""What holds of the passages of any document, tried on many that are drawn at random."""

import random
from itertools import pairwise

import pytest

from ingest.chunker import Chunker
from ingest.loaders.draft import Draft, DraftBlock, FileIdentity, document_of
from retriever.records import Block, BlockKind, Document, Metadata, Passage
from retriever.store.encoder import SentenceEncoder

ENCODER = SentenceEncoder()
WORDS = ("child", "safeguarding", "well-being", "s.47", "£1,000", "children’s", "é", "社会", "😀")


def drawn(seed: int) -> Document:
    dice = random.Random(seed)
    blocks: list[DraftBlock] = []
    for _ in range(dice.randint(1, 40)):
        kind = dice.choice(list(BlockKind))
        size = dice.choice([1, 3, 10, 40, 120, 400])
        words = dice.choices(WORDS, k=min(size, 12) if kind is BlockKind.HEADING else size)
        text = " ".join(f"{word}." if dice.random() < 0.07 else word for word in words)
        context = (dice.randrange(len(blocks)),) if blocks and dice.random() < 0.3 else ()
        level = dice.randint(1, 6) if kind is BlockKind.HEADING else 0
        blocks.append(DraftBlock(kind, text, level=level, context=context))
    draft = Draft(tuple(blocks), Metadata(title=" ".join(WORDS[:3]), doc_type="guidance"))
    return document_of(draft, FileIdentity("d", "a.txt", "0" * 64))


def is_body(document: Document, place: int) -> bool:
    """Say whether a block must be in a passage, worked out apart from the product's code."""
    block = document.blocks[place]
    after = document.blocks[place + 1] if place + 1 < len(document.blocks) else None
    if block.kind is BlockKind.CAPTION:
        return after is not None and after.kind is BlockKind.TABLE_ROW
    return block.kind is not BlockKind.HEADING


def holders(block: Block, passages: tuple[Passage, ...]) -> list[Passage]:
    return [each for each in passages if each.start < block.end and block.start < each.end]


@pytest.fixture(params=range(40), scope="module")
def chunked(request: pytest.FixtureRequest) -> tuple[Document, tuple[Passage, ...]]:
    document = drawn(request.param)
    return document, Chunker(ENCODER).passages_of(document)


def test_a_passage_is_the_text_at_its_offsets_within_the_encoders_limit(
    chunked: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, passages = chunked

    assert [document.text[each.start : each.end] for each in passages] == [
        each.text for each in passages
    ]
    assert all(n <= 254 for n in ENCODER.count_tokens([each.indexed_text for each in passages]))
    assert [each.ordinal for each in passages] == list(range(len(passages)))


def test_every_character_of_the_body_is_in_exactly_one_passage(
    chunked: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, passages = chunked

    assert all(before.end <= after.start for before, after in pairwise(passages))
    covered = {place for each in passages for place in range(each.start, each.end)}
    for place, block in enumerate(document.blocks):
        if is_body(document, place):
            own = range(block.start, block.end)
            assert [at for at in own if not document.text[at].isspace() and at not in covered] == []


def test_no_passage_begins_or_ends_inside_a_word(
    chunked: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, passages = chunked

    padded = f" {document.text} "
    assert all(padded[each.start].isspace() for each in passages)
    assert all(padded[each.end + 1].isspace() for each in passages)


def test_a_heading_in_a_passage_is_one_with_nothing_under_it(
    chunked: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, passages = chunked

    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING and holders(block, passages):
            after = next(
                (b for b in document.blocks[place + 1 :] if b.kind is not BlockKind.CAPTION), None
            )
            assert after is None or (after.kind is block.kind and after.level <= block.level)


def test_no_passage_mixes_footnotes_with_text(
    chunked: tuple[Document, tuple[Passage, ...]],
) -> None:
    document, passages = chunked

    for passage in passages:
        inside = {block.kind for block in document.blocks if holders(block, (passage,))}
        assert BlockKind.FOOTNOTE not in inside or inside == {BlockKind.FOOTNOTE}
