"""Quoted words as HTML: heads, lead-ins, and what is marked in them."""

from retriever.answer_records import ContextQuote
from retriever.records import Span
from ui.quotes import NOTHING, only_place, quoted


def test_column_heads_that_come_one_by_one_are_heads_too() -> None:
    heads = (ContextQuote("Step", 0, 4), ContextQuote("When", 5, 9))

    html = quoted("Pilot\tAutumn", heads)

    assert '<th scope="col">Step</th><th scope="col">When</th>' in html
    assert 'class="context"' not in html


def test_context_that_is_no_head_stands_in_grey_before_the_quote() -> None:
    lead = (ContextQuote("Inspectors look at:", 0, 19),)

    html = quoted("how quickly carers are told;", lead)

    assert html == (
        '<p class="context"><bdi>Inspectors look at:</bdi></p>'
        '<p class="words">how quickly carers are told;</p>'
    )


def test_words_that_stand_twice_or_inside_a_word_are_not_marked() -> None:
    twice = "In 2015 they held 15, and 15 is many."

    assert only_place(twice, "15") == NOTHING
    assert only_place("In 2015 they held 15.", "15") == Span(18, 20)
    assert only_place("A Good report\tGood", "Good") == Span(14, 18)
    assert only_place("Good", "") == NOTHING


def test_each_item_of_a_list_is_a_line_and_the_quote_s_letters_stay() -> None:
    html = quoted("They look at:\n\nhomes\nschools & jobs", (), ending=" [1]", mark=Span(15, 20))

    assert html == (
        '<p class="words"><span class="line">They look at:\n\n</span>'
        '<span class="line"><mark>homes</mark>\n</span>'
        '<span class="line">schools &amp; jobs [1]</span></p>'
    )
