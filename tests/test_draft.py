from ingest.document_json import dump_document, load_document
from ingest.loaders.draft import Draft, DraftBlock, FileIdentity, PageStart, document_of
from retriever.records import BlockKind, Metadata, PageSpan, Span

IDENTITY = FileIdentity("d", "a.pdf", "0" * 64)
METADATA = Metadata(title="T", doc_type="document")


def test_rows_and_items_stand_close_and_other_blocks_a_line_apart() -> None:
    blocks = (
        DraftBlock(BlockKind.PARAGRAPH, "We ask:"),
        DraftBlock(BlockKind.LIST_ITEM, "one", context=(0,)),
        DraftBlock(BlockKind.LIST_ITEM, "two", context=(0,)),
        DraftBlock(BlockKind.TABLE_ROW, "a\tb"),
        DraftBlock(BlockKind.TABLE_ROW, "c\td"),
    )

    document = document_of(Draft(blocks, METADATA), IDENTITY)

    assert document.text == "We ask:\n\none\ntwo\n\na\tb\nc\td"
    assert [(block.start, block.end) for block in document.blocks] == [
        (0, 7),
        (9, 12),
        (13, 16),
        (18, 21),
        (22, 25),
    ]
    assert document.blocks[1].context == (Span(0, 7),)


def test_a_page_starts_at_its_first_character_even_within_a_paragraph() -> None:
    pages = (PageStart(1, 0), PageStart(3, 4))
    blocks = (
        DraftBlock(BlockKind.PARAGRAPH, "one two", pages=pages),
        DraftBlock(BlockKind.PARAGRAPH, "end", pages=(PageStart(3, 0),)),
    )

    document = document_of(Draft(blocks, METADATA, ("i", "", "1")), IDENTITY)

    assert document.pages == (
        PageSpan(1, "i", 0, 4),
        PageSpan(2, "", 4, 4),
        PageSpan(3, "1", 4, 12),
    )
    page = document.page_at(5)
    assert page is not None
    assert page.page == 3


def test_a_document_survives_the_way_through_json() -> None:
    blocks = (
        DraftBlock(BlockKind.HEADING, "T", level=1),
        DraftBlock(BlockKind.NUMBERED_PARAGRAPH, "1. ’Words’.", number="1", context=(0,)),
    )
    document = document_of(Draft(blocks, METADATA, warnings=("w",)), IDENTITY)

    assert load_document(dump_document(document)) == document
