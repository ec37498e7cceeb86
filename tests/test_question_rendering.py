"""How a question and an excerpt are shown: cut and set by their length."""

from ui.rendering import excerpt_of, render_question


def test_a_question_is_shown_with_who_asked_for_screen_readers() -> None:
    assert render_question("  Why?  ") == (
        '<h2 class="question"><span class="for-screen-readers">You asked: </span>'
        "<bdi>Why?</bdi></h2>"
    )


def test_an_overlong_question_is_shown_cut() -> None:
    html = render_question("x" * 301)

    assert f"<bdi>{'x' * 300}…</bdi>" in html


def test_a_long_question_is_set_smaller() -> None:
    assert 'class="question question-long"' in render_question("x" * 121)
    assert 'class="question"' in render_question("x" * 120)


def test_an_excerpt_ends_after_a_whole_word() -> None:
    assert excerpt_of("one\n\n two\tthree") == "one\ntwo · three"
    assert excerpt_of("word " * 60) == ("word " * 48).rstrip() + "…"
