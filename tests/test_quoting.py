"""Which candidates become quotes, in which order, and when none does."""

from dataclasses import replace

from retriever.answers.candidates import Candidate
from retriever.answers.judged import Judged
from retriever.answers.quoting import choose_quotes
from retriever.records import BlockKind, Document, Span
from retriever.search.asked import Asked
from tests.library import document_of, judged_of, passage_of


def judged(document: Document, words: str, probability: float = 0.9) -> Judged:
    """Judge the words where they first stand in the document."""
    start = document.text.index(words)
    end = start + len(words)
    candidate = Candidate(start, end, end, BlockKind.PARAGRAPH)
    return judged_of(passage_of(document, 0, len(document.text)), document, candidate, probability)


SEVEN = document_of("b.txt", ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."])


def chosen(each: list[Judged], asked: Asked = Asked.OTHER, threshold: float = 0.5) -> list[str]:
    return [quote.quote for quote in choose_quotes(each, asked, threshold)]


def test_quotes_keep_the_order_of_judging_whatever_their_probability() -> None:
    candidates = [judged(SEVEN, "Two.", 0.9), judged(SEVEN, "One.", 0.95)]

    assert chosen(candidates) == ["Two.", "One."]


def test_nothing_is_quoted_where_the_first_is_under_the_threshold() -> None:
    assert chosen([judged(SEVEN, "One.", 0.49)]) == []
    assert chosen([judged(SEVEN, "One.", 0.5)]) == ["One."]
    assert chosen([]) == []


def test_a_further_quote_stands_close_behind_the_first_and_over_the_threshold() -> None:
    candidates = [
        judged(SEVEN, "One.", 0.9),
        judged(SEVEN, "Two.", 0.76),
        judged(SEVEN, "Three.", 0.77),
    ]

    # 0.85 * 0.9 = 0.765
    assert chosen(candidates) == ["One.", "Three."]
    assert chosen(candidates, threshold=0.78) == ["One."]


def test_a_further_quote_is_not_far_behind_the_first_in_the_order() -> None:
    candidates = [
        replace(judged(SEVEN, "One."), order=9.0),
        replace(judged(SEVEN, "Two."), order=6.0),
        replace(judged(SEVEN, "Three."), order=5.9),
    ]

    assert chosen(candidates) == ["One.", "Two."]


def listed(*texts: str) -> Document:
    """Make a document of one paragraph and the list that it leads in."""
    document = document_of("a", texts)
    lead_in = Span(document.blocks[0].start, document.blocks[0].end)
    items = tuple(
        replace(block, kind=BlockKind.LIST_ITEM, context=(lead_in,))
        for block in document.blocks[1:]
    )
    return replace(document, blocks=(document.blocks[0], *items))


def judged_item(document: Document, words: str) -> Judged:
    item = judged(document, words)
    kind, context = BlockKind.LIST_ITEM, document.blocks[1].context
    return replace(item, candidate=replace(item.candidate, kind=kind, context=context))


def test_an_item_is_quoted_with_its_whole_list_unless_a_fact_is_asked_for() -> None:
    document = listed("It is late. The director should:", "record why", "tell us by noon")
    item = judged_item(document, "record why")

    (quote,) = choose_quotes([item], Asked.OTHER, 0.5)

    assert quote.quote == document.text.removeprefix("It is late. ")
    assert quote.candidate.context == ()
    assert chosen([item, judged_item(document, "tell us by noon")]) == [quote.quote]
    assert chosen([item], Asked.DATE) == ["record why"]


def test_an_item_of_a_long_list_or_of_none_is_quoted_alone() -> None:
    long = listed("The director should:", "record why", "x" * 600)
    none = listed("The director is ill.", "record why")

    assert chosen([judged_item(long, "record why")]) == ["record why"]
    assert chosen([judged_item(none, "record why")]) == ["record why"]


def test_at_most_five_are_quoted_and_one_for_a_question_of_fact() -> None:
    words = ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."]
    candidates = [judged(SEVEN, word) for word in words]

    assert chosen(candidates) == words[:5]
    for asked in (Asked.DATE, Asked.NUMBER, Asked.PERSON, Asked.GRADE):
        assert chosen(candidates, asked) == ["One."]


def test_all_quotes_together_fit_a_screen() -> None:
    document = document_of("a", ["a" * 600, "b" * 600, "c" * 300, "d" * 10])
    candidates = [
        judged(document, "a" * 600),
        judged(document, "b" * 600),
        judged(document, "c" * 300),
        judged(document, "d" * 10),
    ]

    assert [len(quote) for quote in chosen(candidates)] == [600, 600, 300]


def test_words_inside_another_quote_are_left_out() -> None:
    document = document_of("a.txt", ["The board met on Monday."])

    candidates = [
        judged(document, "board met on"),
        judged(document, "The board met on Monday."),
    ]

    assert chosen(candidates) == ["board met on"]


def test_the_same_words_are_quoted_once_though_they_are_printed_otherwise() -> None:
    one = document_of("a.txt", ["Carers’  rights\nmatter."])
    other = document_of("b.txt", ["carers' rights matter."])
    candidates = [
        judged(one, one.text),
        judged(other, other.text),
    ]

    assert chosen(candidates) == ["Carers’  rights\nmatter."]


def test_neighbouring_sentences_that_answer_are_quoted_as_one() -> None:
    document = document_of("b.txt", ["It did not hire. It moved staff. Nobody left."])
    first = judged(document, "It moved staff.", 0.9)
    second = judged(document, "It did not hire.", 0.5)

    assert chosen([first, second]) == ["It did not hire. It moved staff."]
    assert chosen([second, first]) == ["It did not hire. It moved staff."]
    assert chosen([first, second], threshold=0.6) == ["It moved staff."]
    assert chosen([first, second], asked=Asked.NUMBER) == ["It moved staff."]


def test_sentences_that_do_not_touch_are_not_joined() -> None:
    apart = [judged(SEVEN, "One.", 0.9), judged(SEVEN, "Three.", 0.5)]
    long = document_of("c.txt", [f"{'A' * 250} one. {'B' * 250} two."])
    both = [judged(long, f"{'A' * 250} one."), judged(long, f"{'B' * 250} two.", 0.5)]

    assert chosen(apart) == ["One."]
    assert chosen(both) == [f"{'A' * 250} one."]
