"""One answer's marks: what counts as right, worked out by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.answer_records import Answer, Citation
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.evaluation.marks import AnswerMarks, mark_answer
from retriever.evaluation.question_set import (
    EvaluationSet,
    GoldAnswer,
    GoldSpan,
    Question,
)
from retriever.records import PageSpan
from retriever.store.encoder import SentenceEncoder
from tests.library import document_of, make_index

TEXT = "Caseloads fell. In all 84% of visits were on time. Costs were £5 million."
REPORT = document_of("files/report.pdf", [TEXT])


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Answerer:
    return open_answerer(make_index(tmp_path_factory.mktemp("marks"), encoder, [REPORT]))


def citing(*quotes: str, path: str = REPORT.path) -> Answer:
    citations = tuple(
        Citation(
            number=number,
            quote=quote,
            passage_id=f"{REPORT.doc_id}-0",
            doc_id=REPORT.doc_id,
            title="A post",
            doc_type="blog_post",
            authority=None,
            path=path,
            url=None,
            published=None,
            superseded_by=None,
            page=None,
            page_label=None,
            section=(),
            start=TEXT.index(quote),
            end=TEXT.index(quote) + len(quote),
            probability=0.9,
        )
        for number, quote in enumerate(quotes, start=1)
    )
    found = bool(citations)
    return Answer("q", "?", "?", found, 0.9, "", citations, (), 1)


def marks(
    answer: Answer, gold: GoldAnswer | None, answerer: Answerer, *, answerable: bool = True
) -> AnswerMarks:
    evaluation = EvaluationSet(
        folder=Path("set"),
        layout="files",
        questions=(),
        qrels={"q": {REPORT.path: 1, "files/other.pdf": 0}} if answerable else {},
        answers={"q": gold} if gold else {},
    )
    return mark_answer(Question("q", "?", answerable=answerable), evaluation, answer, answerer)


@pytest.mark.parametrize("words", ["84%", "84% of visits", "on time"])
def test_the_first_quote_that_holds_the_answer_s_words_is_marked(
    words: str, answerer: Answerer
) -> None:
    right = marks(citing("In all 84% of visits were on time."), GoldAnswer(words), answerer)

    assert right == AnswerMarks(
        gold_in_first_quote=True,
        gold_in_any_quote=True,
        right_document_cited=True,
        quotes_exact=True,
        refused_unanswerable=None,
        refused_answerable=False,
        citation_precision=1.0,
        citation_coverage=1.0,
    )


def test_an_answer_that_begins_with_a_sign_is_found_and_half_a_word_is_not(
    answerer: Answerer,
) -> None:
    costs = citing("Costs were £5 million.")

    assert marks(costs, GoldAnswer("£5 million"), answerer).gold_in_first_quote is True
    assert marks(costs, GoldAnswer("5 mill"), answerer).gold_in_first_quote is False


def test_the_answer_in_a_later_quote_is_marked_as_that(answerer: Answerer) -> None:
    got = marks(
        citing("Caseloads fell.", "In all 84% of visits were on time."),
        GoldAnswer("", (GoldSpan(REPORT.path, "84% of\nvisits"),)),
        answerer,
    )

    assert (got.gold_in_first_quote, got.gold_in_any_quote) == (False, True)


def test_the_right_words_of_a_wrong_document_are_wrong(answerer: Answerer) -> None:
    wrong = citing("Caseloads fell.", path="files/other.pdf")
    span = GoldAnswer("", (GoldSpan(REPORT.path, "Caseloads fell."),))

    assert marks(wrong, span, answerer).gold_in_first_quote is False
    assert marks(wrong, GoldAnswer("fell"), answerer).gold_in_first_quote is False
    assert marks(wrong, span, answerer).right_document_cited is False


def test_in_a_passage_set_the_place_counts(answerer: Answerer) -> None:
    answer = citing("In all 84% of visits were on time.")

    def held(start: int, end: int) -> bool | None:
        gold = GoldAnswer("", (GoldSpan(REPORT.path, "x", start, end),))
        evaluation = EvaluationSet(Path("s"), "passages", (), {"q": {REPORT.path: 1}}, {"q": gold})
        return mark_answer(Question("q", "?"), evaluation, answer, answerer).gold_in_first_quote

    assert (held(16, 50), held(23, 26)) == (True, True)
    assert (held(15, 50), held(16, 51)) == (False, False)


def test_a_refusal_is_wrong_where_there_is_an_answer_and_right_where_there_is_none(
    answerer: Answerer,
) -> None:
    assert marks(citing(), GoldAnswer("84%"), answerer) == AnswerMarks(
        gold_in_first_quote=False,
        gold_in_any_quote=False,
        right_document_cited=False,
        quotes_exact=None,
        refused_unanswerable=None,
        refused_answerable=True,
        citation_coverage=0.0,
    )
    assert marks(citing(), None, answerer, answerable=False) == AnswerMarks(
        gold_in_first_quote=None,
        gold_in_any_quote=None,
        right_document_cited=None,
        quotes_exact=None,
        refused_unanswerable=True,
        refused_answerable=None,
    )


def test_a_quote_that_is_not_the_document_s_text_at_its_place_is_not_exact(
    answerer: Answerer,
) -> None:
    answer = citing("Caseloads fell.")
    shifted = replace(answer, citations=(replace(answer.citations[0], start=1, end=16),))

    assert marks(shifted, None, answerer).quotes_exact is False


def test_the_quotes_that_bear_on_the_answer_and_the_parts_that_they_cover(
    answerer: Answerer,
) -> None:
    fell, visits = "Caseloads fell.", "84% of visits were on time"
    gold = GoldAnswer("", (GoldSpan(REPORT.path, fell), GoldSpan(REPORT.path, visits)))

    both = marks(citing(fell, "In all 84% of visits were on time."), gold, answerer)
    half = marks(citing(fell, "Costs were £5 million."), gold, answerer)
    part = marks(citing("visits were"), gold, answerer)

    assert (both.citation_precision, both.citation_coverage) == (1.0, 1.0)
    assert (half.citation_precision, half.citation_coverage) == (0.5, 0.5)
    assert (part.citation_precision, part.citation_coverage) == (1.0, 0.0)


def test_the_quotes_of_an_unanswerable_question_bear_on_nothing(answerer: Answerer) -> None:
    got = marks(citing("Caseloads fell."), None, answerer, answerable=False)

    assert (got.citation_precision, got.citation_coverage) == (0.0, None)


def test_the_right_page_is_one_that_the_gold_span_stands_on(
    tmp_path: Path, encoder: SentenceEncoder
) -> None:
    first, second = PageSpan(1, "i", 0, 15), PageSpan(2, "ii", 16, len(TEXT))
    paged = document_of(REPORT.path, [TEXT], pages=(first, second))
    answerer = open_answerer(make_index(tmp_path, encoder, [paged]))
    gold = GoldAnswer("", (GoldSpan(REPORT.path, "Costs were"),))

    def right(page: int) -> bool | None:
        answer = citing("Costs were £5 million.")
        turned = replace(answer, citations=(replace(answer.citations[0], page=page),))
        return marks(turned, gold, answerer).right_page_cited

    assert (right(2), right(1)) == (True, False)
    assert marks(citing(), gold, answerer).right_page_cited is False
