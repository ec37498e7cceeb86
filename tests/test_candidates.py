"""What may be quoted of a passage, with what it needs to be understood."""

from dataclasses import replace

import pytest

from retriever.answers.candidates import QUOTE_LIMIT_CHARS, candidates_of
from retriever.records import BlockKind, Document, Span
from tests.library import document_of, passage_of, with_kinds


def quoted(document: Document, start: int = 0, end: int | None = None) -> list[str]:
    """Return the words of each candidate's quote in a passage, by default all of the text."""
    passage = passage_of(document, start, len(document.text) if end is None else end)
    return [document.text[each.start : each.quote_end] for each in candidates_of(document, passage)]


def test_every_sentence_of_a_paragraph_may_be_quoted_as_it_stands() -> None:
    document = document_of("a", ["Caseloads rose.  Visits fell by 3.5%. Why?", "Staff left."])

    assert quoted(document) == ["Caseloads rose.", "Visits fell by 3.5%.", "Why?", "Staff left."]


def test_headings_and_captions_are_never_quoted() -> None:
    document = with_kinds(
        document_of("a", ["Caseloads", "A photo of a family.", "1. Caseloads rose.", "See note."]),
        BlockKind.HEADING,
        BlockKind.CAPTION,
        BlockKind.NUMBERED_PARAGRAPH,
        BlockKind.FOOTNOTE,
    )

    assert "Caseloads" not in quoted(document)
    assert "A photo of a family." not in quoted(document)
    assert quoted(document)[-1] == "See note."


def test_list_items_and_table_rows_are_quoted_whole_with_their_lead_in() -> None:
    document = with_kinds(
        document_of("a", ["The team has:", "six staff. One leads.", "Leadership Good"]),
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_ROW,
    )
    lead_in = (Span(0, 13),)
    lead, item, row = document.blocks
    document = replace(document, blocks=(lead, replace(item, context=lead_in), row))

    _, quoted_item, quoted_row = candidates_of(document, passage_of(document, 0, 53))

    assert document.text[quoted_item.start : quoted_item.end] == "six staff. One leads."
    assert (quoted_item.kind, quoted_item.context) == (BlockKind.LIST_ITEM, lead_in)
    assert document.text[quoted_row.start : quoted_row.end] == "Leadership Good"
    assert (quoted_row.kind, quoted_row.context) == (BlockKind.TABLE_ROW, ())


def test_only_what_lies_inside_the_passage_is_quoted() -> None:
    document = document_of("a", ["One is here. Two is here.", "Three is here.", "Four is here."])

    assert quoted(document, 13, 41) == ["Two is here.", "Three is here."]
    # A sentence of which the passage holds a part is no quote of that passage.
    assert quoted(document, 5, 41) == ["Two is here.", "Three is here."]


def test_a_sentence_that_leans_on_the_one_before_brings_it_as_context() -> None:
    document = document_of("a", ["The board met. It agreed a plan. Plans matter."])

    first, second, third = candidates_of(document, passage_of(document, 0, 46))

    assert (first.context, second.context, third.context) == ((), (Span(0, 14),), ())


def contexts(document: Document) -> list[list[str]]:
    """Return the words of each candidate's context."""
    passage = passage_of(document, 0, len(document.text))
    return [
        [document.text[span.start : span.end] for span in each.context]
        for each in candidates_of(document, passage)
    ]


def test_a_pronoun_that_opens_a_paragraph_brings_the_last_sentence_before_it() -> None:
    document = document_of("a", ["Snow fell. The board met.", "They agreed a plan.", "It is late."])

    assert contexts(document) == [[], [], ["The board met."], []]
    assert not any(each.leans for each in candidates_of(document, passage_of(document, 0, 60)))


def test_a_pronoun_after_a_heading_or_a_list_brings_nothing() -> None:
    for kind in (BlockKind.HEADING, BlockKind.LIST_ITEM):
        made = document_of("a", ["The board.", "They agreed a plan."])
        document = with_kinds(made, kind, BlockKind.PARAGRAPH)

        assert contexts(document)[-1] == []


def test_what_takes_a_sentence_back_is_quoted_alone_with_that_sentence_as_context() -> None:
    document = document_of("a", ["Visits are timely in all the teams. However, records are poor."])

    assert contexts(document) == [[], ["Visits are timely in all the teams."]]


@pytest.mark.parametrize(
    "exception",
    [
        "This does not apply to schools.",
        "(3) But a school may wait.",
        "Unless the court agrees, no visit is made.",
        "Nothing in this section binds a school.",
    ],
)
def test_a_quote_goes_on_over_a_paragraph_that_takes_it_back(exception: str) -> None:
    document = document_of("a", ["A council must visit.", f"{exception} Plans matter."])

    assert quoted(document)[0] == f"A council must visit.\n\n{exception}"


def test_a_quote_goes_on_over_an_item_that_is_its_exception() -> None:
    document = with_list("may stay for a week", "unless the court says otherwise", "may leave")

    _, stay, unless, leave = quoted(document)

    assert stay == "may stay for a week\n\nunless the court says otherwise"
    assert (unless, leave) == ("unless the court says otherwise", "may leave")


def test_a_heading_a_row_and_what_would_pass_the_limit_are_not_taken_along() -> None:
    for kind in (BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.FOOTNOTE):
        made = document_of("a", ["A council must visit.", "This does not apply to schools."])

        assert quoted(with_kinds(made, BlockKind.PARAGRAPH, kind))[0] == "A council must visit."
    long = document_of("a", ["A council must visit.", "This does not apply to " + "x" * 600])
    assert quoted(long)[0] == "A council must visit."


def test_two_sentences_that_take_one_back_both_come_along() -> None:
    words = "Visits are made. Except in snow. However, a call is made then. Plans matter."

    assert quoted(document_of("a", [words]))[0] == (
        "Visits are made. Except in snow. However, a call is made then."
    )


def test_a_long_row_s_sentences_keep_the_row_s_head() -> None:
    row = "Regulation 9\t" + "Care matters. " * 50
    document = with_kinds(document_of("a", [row.strip()]), BlockKind.TABLE_ROW)

    first, second, *_ = contexts(document)

    assert (first, second) == ([], ["Regulation 9"])


def test_a_quote_goes_on_over_the_sentence_that_takes_it_back() -> None:
    document = document_of("a", ["Visits are timely. However, records are poor. Staff are kind."])

    first, second, third = candidates_of(document, passage_of(document, 0, 61))

    assert document.text[first.start : first.end] == "Visits are timely."
    assert document.text[first.start : first.quote_end] == (
        "Visits are timely. However, records are poor."
    )
    assert (second.end, third.end) == (second.quote_end, third.quote_end)


def test_a_quote_does_not_go_on_past_its_limit() -> None:
    document = document_of("a", ["Visits are " + "very " * 110 + "timely. However, " + "no " * 20])

    first, *_ = candidates_of(document, passage_of(document, 0, len(document.text)))

    assert first.quote_end == first.end == 568


def test_a_sentence_over_the_limit_is_cut_at_a_semicolon_then_at_a_space() -> None:
    document = document_of("a", ["a" * 400 + "; " + "b" * 300 + " " + "c" * 400 + " dd."])

    pieces = quoted(document)

    assert pieces == ["a" * 400 + ";", "b" * 300, "c" * 400 + " dd."]
    assert max(map(len, pieces)) <= QUOTE_LIMIT_CHARS


@pytest.mark.parametrize("before", ["", "See "])
def test_a_word_over_the_limit_is_cut_at_the_limit(before: str) -> None:
    document = document_of("a", [before + "x" * 1300])

    pieces = quoted(document)

    assert [len(piece) for piece in pieces if "x" in piece] == [600, 600, 100]
    assert "".join(pieces) == before.strip() + "x" * 1300


def test_a_numbered_paragraph_is_quoted_without_its_number() -> None:
    paragraphs = ["22. It was late. Visits fell.", "(3) A council must act. It may wait."]
    made = with_kinds(document_of("a", paragraphs), *[BlockKind.NUMBERED_PARAGRAPH] * 2)
    numbers = zip(made.blocks, ("22", "3"), strict=True)
    document = replace(made, blocks=tuple(replace(block, number=n) for block, n in numbers))

    candidates = [*candidates_of(document, passage_of(document, 0, len(document.text)))]

    assert [document.text[each.start : each.end] for each in candidates] == [
        *("It was late.", "Visits fell."),
        *("A council must act.", "It may wait."),
    ]
    assert not candidates[0].leans


def test_a_list_item_over_the_limit_is_quoted_by_its_sentences() -> None:
    item = "Care matters. " * 50
    document = with_kinds(document_of("a", [item.strip()]), BlockKind.LIST_ITEM)

    assert quoted(document) == ["Care matters."] * 50


def test_a_short_sentence_is_quoted_with_the_one_that_leans_on_it() -> None:
    document = document_of(
        "a", ["Councils may ask for a deferral. It is granted once. Plans vary."]
    )

    first, second, _ = candidates_of(document, passage_of(document, 0, len(document.text)))

    assert document.text[first.start : first.quote_end] == (
        "Councils may ask for a deferral. It is granted once."
    )
    assert (second.leans, second.context) == (True, (Span(0, 32),))


def with_list(*items: str) -> Document:
    document = with_kinds(
        document_of("a", ["The council promised:", *items]),
        BlockKind.PARAGRAPH,
        *[BlockKind.LIST_ITEM] * len(items),
    )
    lead_in, *rest = document.blocks
    led = tuple(replace(item, context=(Span(lead_in.start, lead_in.end),)) for item in rest)
    return replace(document, blocks=(lead_in, *led))


def test_a_lead_in_is_quoted_with_its_list_and_an_item_has_it_as_context() -> None:
    document = with_list("smaller caseloads", "better homes")

    first, *items = candidates_of(document, passage_of(document, 0, len(document.text)))

    assert document.text[first.start : first.quote_end] == (
        "The council promised:\n\nsmaller caseloads\n\nbetter homes"
    )
    assert [each.context for each in items] == [(Span(0, 21),), (Span(0, 21),)]


def test_a_list_is_quoted_as_far_as_whole_items_fit() -> None:
    document = with_list("smaller caseloads", "x" * 600)

    first, *_ = candidates_of(document, passage_of(document, 0, len(document.text)))

    assert document.text[first.start : first.quote_end] == (
        "The council promised:\n\nsmaller caseloads"
    )


def test_a_lead_in_whose_list_is_missing_is_not_quoted() -> None:
    assert quoted(document_of("a", ["The council promised:", "Nothing follows it."])) == [
        "Nothing follows it."
    ]


def test_the_heads_of_a_table_are_not_quoted_as_a_row() -> None:
    document = with_kinds(
        document_of("a", ["Team\tCases", "North\t17"]), BlockKind.TABLE_ROW, BlockKind.TABLE_ROW
    )
    heads, row = document.blocks
    document = replace(
        document, blocks=(heads, replace(row, context=(Span(heads.start, heads.end),)))
    )

    assert quoted(document) == ["North\t17"]
