"""An answer over several documents as HTML: the count, a block for each, sources folded away."""

from dataclasses import replace

import pytest

from retriever.answer_records import Answer, Citation, ContextQuote, Group
from retriever.store.contract import Store
from tests.surveyed_library import demonstration_store, surveyed
from ui.rendering import render_answer, spoken_summary

HEADS = (ContextQuote("Judgement\tGrade", 0, 15),)
FIRST = Citation(
    number=1,
    quote="Leaders\tGood",
    passage_id="p1",
    doc_id="d1",
    title="Inspection of Northmere",
    doc_type="inspection_reports",
    authority="Northmere",
    path="reports/northmere.pdf",
    url=None,
    published=None,
    superseded_by=None,
    page=1,
    page_label=None,
    section=(),
    start=20,
    end=32,
    probability=1.0,
    context=HEADS,
    dated="inspected 3 June 2024",
)
SECOND = replace(FIRST, number=2, quote="Care leavers\tPoor", start=40, end=57)
THIRD = replace(FIRST, number=3, quote="It is late.", start=60, end=71, context=())
NORTHMERE = Group("Northmere, inspected 3 June 2024", "d1", (FIRST, SECOND, THIRD))
SILENT = Group("A post, 1 May 2024", "d2", (), "(read from the document's metadata)")


def answer_of(*groups: Group, heading: str = "2 of 4 reports do:", left_out: str = "") -> Answer:
    citations = tuple(each for group in groups for each in group.citations)
    return Answer(
        id="q1",
        question="Which?",
        query="Which?",
        found=bool(groups),
        probability=1.0,
        answer="",
        citations=citations,
        hits=(),
        generation=1,
        groups=groups or None,
        heading=heading,
        left_out=left_out,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("index"))


def test_the_count_comes_first_then_a_list_of_documents() -> None:
    html = render_answer(answer_of(NORTHMERE, SILENT))

    assert html.startswith('<p class="counted">2 of 4 reports do:</p><ol class="groups"><li>')
    assert html.count('<p class="group-label">') == 2


def test_counts_of_parts_stand_as_a_list_under_the_count() -> None:
    html = render_answer(answer_of(SILENT, heading="3 of 4 reports do.\n2023: 2 Good\n2024: 1"))

    assert html.startswith(
        '<p class="counted">3 of 4 reports do.</p>'
        '<ul class="counts"><li>2023: 2 Good</li><li>2024: 1</li></ul>'
    )


def test_rows_of_one_table_stand_in_one_under_its_heads_each_with_its_number() -> None:
    html = render_answer(answer_of(NORTHMERE))

    assert html.count("<table>") == 1
    assert (
        '<thead><tr><th scope="col">Judgement</th><th scope="col">Grade</th>'
        '<th scope="col"><span class="for-screen-readers">Source</span></th></tr></thead>'
    ) in html
    assert '<tr><td>Care leavers</td><td>Poor</td><td><a class="citation" href="#source?' in html
    assert '<p class="words">It is late.' in html
    assert [html.count(f'<span class="number">[{number}]</span>') for number in (1, 2, 3)] == [
        1,
        1,
        1,
    ]


def test_a_citation_in_a_group_opens_its_source_like_any_other() -> None:
    html = render_answer(answer_of(replace(NORTHMERE, citations=(FIRST,))))

    assert (
        '<a class="citation" href="#source?doc_id=d1&amp;start=20&amp;end=32&amp;page=1"'
        ' rel="noopener noreferrer"><span class="number">[1]</span>'
        '<span class="for-screen-readers">Source 1: Inspection of Northmere, page 1</span></a>'
    ) in html


def test_a_document_without_a_quote_says_so_and_can_be_opened() -> None:
    html = render_answer(answer_of(SILENT))

    assert (
        '<p class="remark">Read from the document\'s metadata. '
        '<a class="place" href="#source?doc_id=d2&amp;start=0&amp;end=0"'
        ' rel="noopener noreferrer">Open the document'
        '<span class="for-screen-readers">: A post, 1 May 2024</span></a></p>'
    ) in html
    assert "Sources" not in html


def test_what_is_left_out_is_said_under_the_list() -> None:
    html = render_answer(answer_of(SILENT, left_out="And 5 more, not shown."))

    assert html.endswith('</ol><p class="left-out">And 5 more, not shown.</p>')


def test_the_sources_are_folded_away_each_document_once() -> None:
    html = render_answer(answer_of(NORTHMERE))

    assert (
        '<section class="sources" aria-label="Sources"><details>'
        "<summary>Sources: 1 document</summary><ul>"
    ) in html
    assert html.count('<li class="source">') == 1


def test_notices_stand_under_the_list_too() -> None:
    html = render_answer(replace(answer_of(NORTHMERE), notices=("The reader is not used.",)))

    assert '<p class="notice">The reader is not used.</p><section class="sources"' in html


def test_the_count_is_spoken() -> None:
    assert spoken_summary(answer_of(SILENT)) == "Answer ready: 2 of 4 reports do."


def test_a_count_of_none_stands_in_the_refusals_place() -> None:
    none = answer_of(heading="None of 4 reports does.")

    assert render_answer(none).startswith('<p class="refusal">None of 4 reports does.</p>')
    assert spoken_summary(none) == "None of 4 reports does. 0 passages shown instead."


def test_nothing_of_a_document_becomes_a_tag_in_a_group() -> None:
    payload = "<img src=x onerror=alert(1)>"
    row = replace(
        FIRST,
        quote=f"{payload}\t{payload}",
        title=payload,
        context=(ContextQuote(f"{payload}\t{payload}", 0, 1),),
    )
    group = Group(payload, f'"{payload}', (row, replace(row, number=2)), payload)
    empty = Group(payload, f'"{payload}', (), payload)

    html = render_answer(answer_of(group, empty, heading=payload, left_out=payload))

    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_what_the_library_answers_is_shown_with_its_count_and_quotes(store: Store) -> None:
    answer = surveyed(store, "Which councils were judged good or outstanding for leadership?")

    assert answer is not None
    html = render_answer(answer)
    assert html.startswith(
        '<p class="counted">2 of 4 reports give Outstanding or Good for leadership.</p>'
    )
    assert html.count('<p class="group-label">') == 2
    assert html.count("<blockquote>") == 2
    assert "<summary>Sources: 2 documents</summary>" in html


def test_a_remark_of_the_library_is_shown_as_a_sentence(store: Store) -> None:
    answer = surveyed(store, "Which blog posts were published in November 2023?")

    assert answer is not None
    assert (
        '<p class="remark">Read from the document\'s metadata; '
        "its text does not say it in one place. <a"
    ) in render_answer(answer)
