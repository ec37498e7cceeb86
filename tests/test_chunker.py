import pytest

from ingest.chunker import TARGET_TOKENS, Chunker
from ingest.loaders.draft import Draft, DraftBlock, FileIdentity, PageStart, document_of
from ingest.passage_header import HEADER_LIMIT_TOKENS
from retriever.records import BlockKind, Document, Metadata, Passage
from retriever.store.encoder import SentenceEncoder

SENTENCE = "Leaders know their services well and they act on what they learn from practice. "


@pytest.fixture(scope="module")
def chunker() -> Chunker:
    return Chunker(SentenceEncoder())


def document(*blocks: DraftBlock, title: str = "A post", pages: int = 0) -> Document:
    draft = Draft(blocks, Metadata(title=title, doc_type="blog_post"), ("",) * pages)
    return document_of(draft, FileIdentity("d", "blog_posts/a.txt", "0" * 64))


def heading(text: str, level: int = 2) -> DraftBlock:
    return DraftBlock(BlockKind.HEADING, text, level=level)


def paragraph(text: str) -> DraftBlock:
    return DraftBlock(BlockKind.PARAGRAPH, text)


def row(text: str) -> DraftBlock:
    return DraftBlock(BlockKind.TABLE_ROW, text)


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def test_short_blocks_under_one_heading_share_a_passage(chunker: Chunker) -> None:
    passages = chunker.passages_of(document(heading("Help"), paragraph("One."), paragraph("Two.")))

    assert texts(passages) == ["One.\n\nTwo."]
    assert passages[0].section == ("Help",)
    assert passages[0].header == "A post > Help"
    assert passages[0].indexed_text == "A post > Help > One.\n\nTwo."


def test_nothing_crosses_a_heading(chunker: Chunker) -> None:
    passages = chunker.passages_of(
        document(paragraph("One."), heading("A"), paragraph("Two."), heading("B"), paragraph("3."))
    )

    assert texts(passages) == ["One.", "Two.", "3."]
    assert [passage.section for passage in passages] == [(), ("A",), ("B",)]


def test_the_title_is_no_section_and_inner_headings_stand_under_outer_ones(
    chunker: Chunker,
) -> None:
    passages = chunker.passages_of(
        document(heading("A post", 1), heading("A"), heading("B", 3), paragraph("One."))
    )

    assert passages[0].section == ("A", "B")


def test_every_passage_is_the_text_at_its_offsets(chunker: Chunker) -> None:
    whole = document(heading("A"), *(paragraph(SENTENCE * n) for n in range(1, 30)))

    passages = chunker.passages_of(whole)

    assert [whole.text[p.start : p.end] for p in passages] == texts(passages)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


def test_no_passage_is_longer_than_the_encoder_reads(chunker: Chunker) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    whole = document(heading("A"), paragraph(SENTENCE * 60), paragraph(words))

    passages = chunker.passages_of(whole)

    counts = SentenceEncoder().count_tokens([passage.indexed_text for passage in passages])
    assert max(counts) <= 254
    assert "".join("".join(texts(passages)).split()) == "".join((SENTENCE * 60 + words).split())


def test_a_long_paragraph_is_parted_between_sentences(chunker: Chunker) -> None:
    passages = chunker.passages_of(document(paragraph((SENTENCE * 40).strip())))

    assert len(passages) > 1
    assert all(text.endswith(".") for text in texts(passages))


def test_numbered_paragraphs_are_never_parted_where_they_fit(chunker: Chunker) -> None:
    # 9 sentences of 14 tokens and a number are 128: two are over what fits, one is not.
    numbered = [
        DraftBlock(BlockKind.NUMBERED_PARAGRAPH, f"{n}. {(SENTENCE * 9).strip()}", number=n)
        for n in "123"
    ]

    passages = chunker.passages_of(document(*numbered))

    assert texts(passages) == [block.text for block in numbered]


def test_short_numbered_paragraphs_share_a_passage(chunker: Chunker) -> None:
    numbered = [
        DraftBlock(BlockKind.NUMBERED_PARAGRAPH, f"{n}. {(SENTENCE * 6).strip()}", number=n)
        for n in "12"
    ]

    passages = chunker.passages_of(document(*numbered))

    assert TARGET_TOKENS == 200
    assert texts(passages) == ["\n\n".join(block.text for block in numbered)]


def test_a_table_keeps_what_introduces_it_and_ends_its_passage(chunker: Chunker) -> None:
    whole = document(
        paragraph("Inspection dates: 9 to 13 June 2025"),
        row("Judgement\tGrade"),
        row("Overall effectiveness\tGood"),
        paragraph("Children are helped early."),
    )

    assert texts(chunker.passages_of(whole)) == [
        "Inspection dates: 9 to 13 June 2025\n\nJudgement\tGrade\nOverall effectiveness\tGood",
        "Children are helped early.",
    ]


def test_a_heading_with_nothing_under_it_is_body_in_the_section_above(chunker: Chunker) -> None:
    whole = document(
        heading("Details"),
        paragraph("One."),
        heading("Enforcement action: none", 3),
        heading("Judgements"),
        paragraph("Two."),
    )

    passages = chunker.passages_of(whole)

    assert texts(passages) == ["One.\n\nEnforcement action: none", "Two."]
    assert [passage.section for passage in passages] == [("Details",), ("Judgements",)]


def test_a_heading_at_the_end_is_body(chunker: Chunker) -> None:
    passages = chunker.passages_of(document(heading("A"), paragraph("One."), heading("Manager: J")))

    assert [(passage.section, passage.text) for passage in passages] == [
        (("A",), "One."),
        ((), "Manager: J"),
    ]


def test_a_list_parted_keeps_its_lead_in_in_the_header(chunker: Chunker) -> None:
    lead_in = paragraph("The registered person must send:")
    items = [DraftBlock(BlockKind.LIST_ITEM, f"{n} {SENTENCE * 3}", context=(0,)) for n in range(9)]

    passages = chunker.passages_of(document(lead_in, *items))

    assert len(passages) == 2
    assert passages[0].header == "A post"
    assert passages[0].text.startswith("The registered person must send:\n\n0 Leaders")
    assert passages[1].header == "A post > The registered person must send:"


def test_footnotes_that_follow_one_another_share_a_passage(chunker: Chunker) -> None:
    notes = [DraftBlock(BlockKind.FOOTNOTE, f"{n} A note.") for n in (1, 2)]

    passages = chunker.passages_of(document(paragraph("One."), *notes, paragraph("Two.")))

    assert texts(passages) == ["One.", "1 A note.\n\n2 A note.", "Two."]


def test_captions_are_not_indexed_and_footnotes_stand_alone(chunker: Chunker) -> None:
    whole = document(
        paragraph("One."),
        DraftBlock(BlockKind.CAPTION, "A boy on a swing"),
        paragraph("Two."),
        DraftBlock(BlockKind.FOOTNOTE, "1 A note."),
        paragraph("Three."),
    )

    assert texts(chunker.passages_of(whole)) == ["One.", "Two.", "1 A note.", "Three."]


def test_a_passage_knows_the_page_of_its_first_character(chunker: Chunker) -> None:
    first = DraftBlock(BlockKind.PARAGRAPH, "One.", pages=(PageStart(1, 0),))
    second = DraftBlock(BlockKind.PARAGRAPH, "Two.", pages=(PageStart(2, 0),))

    passages = chunker.passages_of(document(first, heading("A"), second, pages=2))

    assert [passage.page for passage in passages] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["placement"] * 5_000),
        "\t".join(["good"] * 900),
        "儿童社会照顾服务的检查报告" * 100,
        "Before it. " + "a" * 10_000 + " after it.",
        "👨‍👩‍👧‍👦 😀 " * 800,
        "👨‍👩‍👧‍👦" * 800,
        "https://www.example.org/" + "a/b-c_d." * 300,
    ],
    ids=["no full stop", "row", "no spaces", "endless word", "emoji", "emoji run", "address"],
)
def test_what_no_passage_holds_is_parted_without_loss(chunker: Chunker, text: str) -> None:
    passages = chunker.passages_of(document(paragraph(text.strip())))

    counts = SentenceEncoder().count_tokens([passage.indexed_text for passage in passages])
    assert max(counts) <= 254
    assert max(len(passage.text) for passage in passages) <= 2_540
    assert "".join("".join(texts(passages)).split()) == "".join(text.split())


def test_only_a_word_over_the_limit_is_parted_inside(chunker: Chunker) -> None:
    word = "a/b-c_d." * 300

    passages = chunker.passages_of(document(paragraph(f"{SENTENCE * 30}{word} {SENTENCE * 30}")))

    pieces = [piece for text in texts(passages) for piece in text.split()]
    assert {piece for piece in pieces if piece not in SENTENCE.split()} <= {
        piece for piece in pieces if piece in word
    }


def test_a_long_header_loses_its_outer_sections_first(chunker: Chunker) -> None:
    whole = document(
        heading("outer " * 98, 2), heading("middle", 3), heading("inner", 4), paragraph("One.")
    )

    assert chunker.passages_of(whole)[0].header == "A post > middle > inner"


def test_a_title_longer_than_a_header_is_cut(chunker: Chunker) -> None:
    passages = chunker.passages_of(document(paragraph("One."), title="council " * 300))

    assert HEADER_LIMIT_TOKENS == 100
    assert passages[0].header == " ".join(["council"] * 100)


def test_ids_are_the_same_each_time_and_differ_by_place(chunker: Chunker) -> None:
    whole = document(paragraph("Same."), heading("A"), paragraph("Same."))

    first, second = (
        [passage.passage_id for passage in chunker.passages_of(whole)] for _ in range(2)
    )

    assert first == second
    assert len(set(first)) == 2
