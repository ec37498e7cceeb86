"""An answer as HTML: what is shown, in which words, and that nothing of a document runs."""

from dataclasses import replace
from datetime import date

from retriever.answer_records import UNSURE, Answer, ContextQuote, Direct, Hit, ModelSentence
from retriever.records import Document, Metadata, Passage
from tests.cited_answers import ESCAPED_PAYLOAD, FIRST, PAYLOAD, SECOND, answer_of
from ui.rendering import (
    render_answer,
    render_note,
    render_question,
    spoken_summary,
)


def hit_of(title: str, text: str, path: str = "blog_posts/post.html") -> Hit:
    document = Document(
        "d9", path, "0" * 64, text, (), Metadata(title, "blog_posts", published=date(2024, 6, 17))
    )
    return Hit(1, 0.5, Passage("p9", "d9", 0, 0, len(text), text, ""), document)


def test_a_citation_is_a_link_to_its_place_with_words_for_screen_readers() -> None:
    html = render_answer(answer_of(FIRST))

    assert (
        '<a class="citation" href="#source?doc_id=d1&amp;start=10&amp;end=40&amp;page=4"'
        ' rel="noopener noreferrer"><span class="number">[1]</span>'
        '<span class="for-screen-readers">Source 1: Inspection of Norborough, '
        "page ii (page 4 of the file)</span></a>"
    ) in html


def test_the_quote_stands_word_for_word_before_its_number() -> None:
    html = render_answer(answer_of(FIRST))

    assert (
        '<p class="words">Each worker holds 16 children.\u00a0<a class="citation"'
        in html.replace("&nbsp;", "\u00a0")
    )


def test_a_source_is_listed_with_type_authority_date_and_page() -> None:
    html = render_answer(answer_of(FIRST))

    facts = (
        '<div class="facts"><span>Inspection report</span><span class="dot"> · </span>'
        '<span><bdi>Norborough</bdi></span><span class="dot"> · </span>'
        "<span>12 March 2024</span></div>"
    )
    assert facts in html
    assert "[1] <bdi>page ii (page 4 of the file)</bdi></a>" in html


def test_only_a_citation_of_the_demonstration_library_is_badged() -> None:
    badge = '<span class="badge badge-demonstration">Demonstration</span>'

    assert badge in render_answer(answer_of(FIRST))
    assert badge not in render_answer(answer_of(SECOND))


def test_a_superseded_source_is_badged() -> None:
    html = render_answer(answer_of(replace(SECOND, superseded_by="d7")))

    assert '<span class="badge badge-superseded">Superseded</span>' in html


def test_a_document_that_is_cited_twice_is_listed_once_with_both_places() -> None:
    html = render_answer(answer_of(FIRST, replace(FIRST, number=2, start=50, end=60, page=5)))

    assert html.count('<li class="source">') == 1
    assert html.count('class="place"') == 2


def test_a_table_row_is_shown_as_cells_under_its_heads() -> None:
    html = render_answer(answer_of(SECOND))

    assert (
        '<table><thead><tr><th scope="col">Step</th><th scope="col">When</th></tr></thead>'
        "<tbody><tr><td>Pilot</td><td>Autumn</td></tr></tbody></table>"
    ) in html


def test_while_it_is_streamed_an_answer_shows_its_first_quotes_and_no_sources_yet() -> None:
    html = render_answer(answer_of(FIRST, SECOND), shown=1)

    assert html.count("<blockquote>") == 1
    assert "Sources" not in html


def test_a_streamed_beginning_is_the_beginning_of_the_whole() -> None:
    answer = answer_of(FIRST, SECOND, replace(SECOND, number=3))
    beginning = render_answer(answer, shown=2).removesuffix("</ol>")

    assert render_answer(answer).startswith(beginning)


def test_notices_are_shown() -> None:
    html = render_answer(replace(answer_of(FIRST), notices=("Nothing is newer than 2024.",)))

    assert '<p class="notice">Nothing is newer than 2024.</p>' in html


def test_that_an_answer_is_not_certain_stands_before_it_and_is_heard() -> None:
    sure = answer_of(FIRST)
    unsure = replace(sure, notices=("Nothing is newer.", UNSURE))

    html = render_answer(unsure)

    assert html.index(UNSURE) < html.index(FIRST.quote) < html.index("Nothing is newer.")
    assert html.count(UNSURE) == 1
    assert spoken_summary(unsure) == "Answer ready, not certain: 1 quote from 1 document."
    assert spoken_summary(sure) == "Answer ready: 1 quote from 1 document."
    worded = replace(unsure, sentences=(ModelSentence("It opens.", (1,), supported=True),))
    assert spoken_summary(worded).startswith("Answer ready, not certain: 1 sentence")


def test_a_refusal_says_so_and_links_the_nearest_passages() -> None:
    refusal = replace(answer_of(), hits=(hit_of("A post", "Meals are free."),))

    html = render_answer(refusal)

    assert html.startswith('<p class="refusal">The documents do not answer this</p>')
    assert (
        '<a class="source-title" href="#source?doc_id=d9&amp;start=0&amp;end=15"'
        ' rel="noopener noreferrer"><bdi>A post</bdi></a>'
    ) in html
    assert '<p class="excerpt">Meals are free.</p>' in html


def test_at_most_five_nearest_passages_are_shown() -> None:
    hits = tuple(replace(hit_of("A post", "Text."), rank=rank) for rank in range(1, 9))

    html = render_answer(replace(answer_of(), hits=hits))

    assert html.count('class="excerpt"') == 5


def test_a_refusal_over_nothing_near_says_that() -> None:
    html = render_answer(answer_of())

    assert "Nothing in the library comes near this question." in html


def test_nothing_of_a_document_or_question_becomes_a_tag() -> None:
    hostile = replace(
        FIRST,
        quote=PAYLOAD,
        title=PAYLOAD,
        authority=PAYLOAD,
        doc_type=PAYLOAD,
        doc_id=f'"{PAYLOAD}',
        page_label=PAYLOAD,
        context=(ContextQuote(PAYLOAD, 0, 1),),
    )
    tabbed = replace(hostile, number=2, quote=f"{PAYLOAD}\t{PAYLOAD}")
    refusal = replace(answer_of(), hits=(hit_of(PAYLOAD, PAYLOAD),), notices=(PAYLOAD,))

    shown = [
        render_answer(answer_of(hostile, tabbed)),
        render_answer(refusal),
        render_question(PAYLOAD),
        render_note(PAYLOAD, "error"),
    ]

    assert [html.count("<img") for html in shown] == [0, 0, 0, 0]
    assert all(ESCAPED_PAYLOAD in html for html in shown)


def test_the_spoken_summary_counts_quotes_and_documents() -> None:
    assert spoken_summary(answer_of(FIRST, SECOND)) == "Answer ready: 2 quotes from 2 documents."
    assert spoken_summary(answer_of(FIRST)) == "Answer ready: 1 quote from 1 document."
    assert spoken_summary(replace(answer_of(), hits=(hit_of("A", "B"),))) == (
        "The documents do not answer this. 1 passage shown instead."
    )


def test_small_talk_is_shown_and_spoken_as_it_is() -> None:
    answer = Answer(
        id="q",
        question="Hello",
        query="Hello",
        found=False,
        probability=0.0,
        answer="Hello. Ask me.",
        citations=(),
        hits=(),
        generation=1,
        is_small_talk=True,
    )

    assert render_answer(answer) == '<p class="note note-reply">Hello. Ask me.</p>'
    assert spoken_summary(answer) == "Hello. Ask me."


def test_the_direct_line_stands_above_the_quotes_with_its_quote_s_number() -> None:
    answer = replace(answer_of(FIRST), direct=Direct("16 <children>", 1))

    html = render_answer(answer)

    line, rest = html.split("</p>", 1)
    assert line.startswith('<p class="direct"><bdi>16 &lt;children&gt;</bdi>&nbsp;<a ')
    assert "[1]" in line
    assert rest.startswith('<p class="label">The document says</p>')
    assert 'class="direct"' not in render_answer(answer_of(FIRST))


def test_the_words_of_the_direct_line_are_marked_in_its_quote_alone() -> None:
    row = replace(SECOND, number=1)
    cited = replace(FIRST, number=2)
    in_prose = replace(answer_of(FIRST, SECOND), direct=Direct("16 children", 1))
    in_a_cell = replace(answer_of(row, cited), direct=Direct("Autumn", 1))

    assert "Each worker holds <mark>16 children</mark>." in render_answer(in_prose)
    assert "<td>Pilot</td><td><mark>Autumn</mark></td>" in render_answer(in_a_cell)
    assert render_answer(in_prose).count("<mark>") == 1
    assert "<mark>" not in render_answer(answer_of(FIRST))


def test_what_a_follow_up_was_made_into_is_shown_first_and_can_be_edited() -> None:
    rewritten = replace(answer_of(FIRST), query="How many in <2024>?")

    html = render_answer(rewritten)

    assert html.startswith(
        '<p class="searched"><span>Searched for:</span> '
        '<span class="searched-query"><bdi>How many in &lt;2024&gt;?</bdi></span> '
        '<button type="button" class="edit">Edit'
        '<span class="for-screen-readers"> what was searched for</span></button></p>'
    )
    assert render_answer(rewritten, shown=0).startswith('<p class="searched">')
    assert render_answer(replace(rewritten, found=False)).startswith('<p class="searched">')


def test_a_question_that_was_searched_as_it_is_is_not_shown_again() -> None:
    spaced = replace(answer_of(FIRST), question="  How \n many? ")

    assert 'class="searched"' not in render_answer(spaced)


def test_what_a_refusal_says_is_a_short_list() -> None:
    notices = ("Searched: 2 of 5 documents.", "Without the filter type post it answers.")

    html = render_answer(replace(answer_of(), notices=notices))

    assert (
        '<p class="refusal">The documents do not answer this</p><ul class="reasons">'
        "<li>Searched: 2 of 5 documents.</li>"
        "<li>Without the filter type post it answers.</li></ul>"
    ) in html
    assert 'class="notice"' not in html


def test_two_quotes_of_one_document_are_one_documents() -> None:
    html = render_answer(answer_of(FIRST, replace(FIRST, number=2)))

    assert '<p class="label">The document says</p>' in html
