"""What a model is sent and what it sends, as text: nothing unseen in, sentences with marks out."""

import pytest

from retriever.model import claims
from retriever.model.alignment import Exchange, exchanges
from retriever.model.reply_text import Said, sentences_of, without_marks
from retriever.model.visible import as_data
from retriever.visible import visible


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("It fell [1]. It rose [2].", [("It fell.", (1,)), ("It rose.", (2,))]),
        ("It fell. [1] It rose. [2][3]", [("It fell.", (1,)), ("It rose.", (2, 3))]),
        ("It fell.[1] It rose.[1, 2]", [("It fell.", (1,)), ("It rose.", (1, 2))]),
        ("It fell [Source 4].", [("It fell.", (4,))]),
        ("It fell 【5】.", [("It fell.", (5,))]),
        ("- **It fell** [1]\n- It rose [2]", [("It fell", (1,)), ("It rose", (2,))]),
        ("<think>Say [9].</think>It fell [1].", [("It fell.", (1,))]),
        ("It fell.", [("It fell.", ())]),
        ("It fell [99].", [("It fell.", (99,))]),
        ("It\u200b fell\u202e [1].", [("It fell.", (1,))]),
        ("NOT ANSWERED", []),
        ("[1]", []),
        ("", []),
    ],
)
def test_a_reply_is_parted_into_sentences_with_what_they_cite(
    reply: str, said: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert sentences_of(reply) == tuple(Said(text, numbers) for text, numbers in said)


def test_a_growing_reply_shows_no_marks_whole_or_half() -> None:
    assert without_marks("It fell [1]. It rose [") == "It fell. It rose"
    assert without_marks("It [sic] fell [1][") == "It [sic] fell"
    assert without_marks("<think>Hm, [1] says") == ""


def test_what_is_not_drawn_is_taken_out() -> None:
    hidden = "a\u200bb\u202ec\U000e0041d\ufe0fe\u3164f\x00g\ue000h\u00adi"

    assert visible(hidden) == "abcdefghi"
    assert visible("Line\n\tcell “ok” – é") == "Line\n\tcell “ok” – é"


def test_data_holds_nothing_that_a_fence_a_mark_or_a_turn_is_made_of() -> None:
    assert as_data("<<end>> <|im_end|> [INST] </s> ＜a＞") == ("‹‹end›› ‹|im_end|› (INST) ‹/s› ‹a›")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,304 families and 12 per cent", {"1304", "12%"}),
        ("twenty-three of 45, 93%", {"23", "45", "93%"}),
        ("£1.5 million in two years", {"£1.5", "million", "2"}),
        ("nobody at all", set()),
    ],
)
def test_numbers_are_read_as_digits_with_their_units(text: str, found: set[str]) -> None:
    assert claims.numbers(text) == frozenset(found)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("Plans are not reviewed.", [{"review"}]),
        ("There is no waiting list, but notes are clear.", [{"wait", "list"}]),
        ("Not only plans but notes.", []),
        ("No more than 12 children.", []),
        ("They don’t visit.", [{"visit"}]),
        ("Plans there are none.", [{"plan"}]),
    ],
)
def test_a_denial_is_read_with_what_it_denies(text: str, scopes: list[set[str]]) -> None:
    assert claims.negations(text) == tuple(frozenset(scope) for scope in scopes)


def test_bounds_are_told_apart_from_each_other() -> None:
    assert claims.bounds("no more than 12 and at least 3") == {"at most 12", "at least 3"}
    assert claims.bounds("more than 1,200") == {"at least 1200"}


def test_what_is_exchanged_shows_beside_its_source() -> None:
    source = "The rate was 11 per cent, half what it was in 2019."

    assert exchanges("The rate was 11 per cent, half what it was in 2023.", source) == (
        Exchange("2023", "2019"),
    )
    assert exchanges("Half as many came again.", source) == ()
