"""A model's answer as HTML: what is supported, what is struck, and that nothing of it runs."""

from dataclasses import replace

from retriever.answer_records import Answer, ModelSentence
from tests.cited_answers import ESCAPED_PAYLOAD, FIRST, PAYLOAD, SECOND, answer_of
from ui.rendering import render_answer, render_draft, spoken_summary


def by_a_model(*sentences: ModelSentence) -> Answer:
    return replace(answer_of(FIRST, SECOND), mode="model", sentences=sentences)


def test_a_model_s_sentence_leads_to_its_sources() -> None:
    html = render_answer(by_a_model(ModelSentence("Each holds 16.", (1, 2), supported=True)))

    assert "Written by a language model from the documents, and checked" in html
    assert html.count('class="citation"') == 4
    assert '<bdi>Each holds 16.</bdi>&nbsp;<a class="citation"' in html
    assert "<s " not in html


def test_an_unsupported_sentence_is_struck_and_says_so_in_words() -> None:
    html = render_answer(by_a_model(ModelSentence("Each holds 61.", (1,), supported=False)))

    assert (
        '<span class="for-screen-readers">Not supported by its source: </span>'
        '<s class="unsupported"><bdi>Each holds 61.</bdi></s>'
        '<span class="for-screen-readers"> End of what is not supported.</span>'
    ) in html
    assert '<span class="unsupported-note">(not supported by its source)</span>' in html


def test_the_documents_own_words_stay_one_click_behind_a_model_s() -> None:
    html = render_answer(by_a_model(ModelSentence("Each holds 16.", (1,), supported=True)))

    own = html.split("<summary>The documents’ own words</summary>")[1].split("</details>")[0]
    assert "Each worker holds 16 children." in own
    assert '<section class="sources"' in html


def test_a_notice_says_why_a_model_was_not_shown() -> None:
    notice = "The model’s server was silent for 30 seconds."
    html = render_answer(replace(answer_of(FIRST), notices=(notice,)))

    assert f'<p class="notice">{notice}</p>' in html


def test_a_draft_says_that_nothing_of_it_is_checked() -> None:
    assert render_draft(PAYLOAD) == (
        '<p class="label">By a language model, not yet checked against the documents</p>'
        f'<p class="draft"><bdi>{ESCAPED_PAYLOAD}</bdi></p>'
    )


def test_nothing_that_a_model_writes_becomes_a_tag() -> None:
    html = render_answer(by_a_model(ModelSentence(PAYLOAD, (1,), supported=False)))

    assert "<img" not in html
    assert ESCAPED_PAYLOAD in html


def test_the_spoken_summary_counts_a_model_s_sentences() -> None:
    true, false = (ModelSentence("It fell.", (1,), supported=each) for each in (True, False))

    assert spoken_summary(by_a_model(true)) == "Answer ready: 1 sentence, each with its source."
    assert spoken_summary(by_a_model(true, false)) == (
        "Answer ready: 2 sentences, 1 of them not supported by its source."
    )
