"""Judgements outlive their documents' moves and changes, and say so when they cannot."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.errors import EvaluationFolderError
from retriever.evaluation.gold import groups_of, pages_of, places_of
from retriever.evaluation.judgements import found_again
from retriever.evaluation.question_set import EvaluationSet, GoldAnswer, GoldSpan, Question
from retriever.records import PageSpan, Span
from tests.library import document_of

QUOTE = "Kinship carers waited eleven weeks."
REPORT = document_of("reports/2024.pdf", ["Caseloads fell.", QUOTE])
OTHER = document_of("posts/soup.html", ["The canteen serves soup on Fridays."])


def judged(*spans: GoldSpan, documents: tuple[str, ...] = ()) -> EvaluationSet:
    paths = [*(span.doc_id for span in spans), *documents]
    return EvaluationSet(
        folder=Path("set"),
        layout="library",
        questions=(Question("q", "How long did carers wait?"),),
        qrels={"q": dict.fromkeys(paths, 1)},
        answers={"q": GoldAnswer("eleven weeks", spans)},
    )


def test_a_judgement_that_fits_stays_as_it_is() -> None:
    evaluation = judged(GoldSpan(REPORT.path, "Kinship carers\n waited"), documents=(OTHER.path,))

    assert found_again(evaluation, [REPORT, OTHER]) == (evaluation, ())


def test_a_document_that_moved_is_found_by_its_quote() -> None:
    moved = document_of("reports/northmere/report.pdf", ["Caseloads fell.", QUOTE])

    now, (notice,) = found_again(judged(GoldSpan(REPORT.path, QUOTE)), [moved, OTHER])

    assert now.qrels == {"q": {moved.path: 1}}
    assert now.answers["q"].spans == (GoldSpan(moved.path, QUOTE),)
    assert (notice.vanished, notice.text) == (
        False,
        f"Question q: {REPORT.path} has moved or changed: “{QUOTE}” is in {moved.path}.",
    )


def test_a_copy_of_a_document_is_that_document() -> None:
    kept = replace(REPORT, path="reports/a.pdf", also_at=(REPORT.path,))

    now, notices = found_again(judged(GoldSpan(REPORT.path, QUOTE)), [kept])

    assert (now.qrels, notices) == ({"q": {"reports/a.pdf": 1}}, ())


def test_a_quote_that_has_vanished_is_said_and_its_question_still_counts() -> None:
    changed = document_of(REPORT.path, ["Caseloads fell.", "Carers waited less."])
    evaluation = judged(GoldSpan(REPORT.path, QUOTE))

    for documents in ([changed, OTHER], [OTHER]):
        now, (notice,) = found_again(evaluation, documents)

        assert now == evaluation
        assert (notice.vanished, notice.text) == (
            True,
            (
                f"Question q: “{QUOTE}” was quoted of {REPORT.path} and now stands nowhere: quote "
                "it anew in answers.jsonl."
            ),
        )


def test_a_quote_that_stands_in_two_other_documents_is_not_guessed() -> None:
    copies = [document_of(f"{name}.pdf", [QUOTE, name]) for name in ("a", "b")]

    now, (notice,) = found_again(judged(GoldSpan(REPORT.path, QUOTE)), copies)

    assert now.qrels == {"q": {REPORT.path: 1}}
    assert notice.vanished
    assert "now stands in 2 documents" in notice.text


def test_a_judgement_without_a_quote_of_a_document_that_is_not_there_is_refused(
    tmp_path: Path,
) -> None:
    (tmp_path / "qrels.tsv").write_text("query-id\tdoc-id\trelevance\nq\tgone.pdf\t1\n")
    evaluation = replace(judged(documents=("gone.pdf",)), folder=tmp_path)

    with pytest.raises(EvaluationFolderError) as caught:
        found_again(evaluation, [REPORT])

    assert str(caught.value) == (
        f"{tmp_path / 'qrels.tsv'}, line 2: judges 'gone.pdf' (question q), which is not in the "
        "index: correct the id or add the document."
    )


def test_words_are_placed_across_lines_quotes_and_dashes() -> None:
    text = "He said:  “carers’\nallowance – 2024”. Then carers' allowance - 2024 again."

    places = places_of(text, "Carers' allowance - 2024")

    assert [text[place.start : place.end] for place in places] == [
        "carers’\nallowance – 2024",
        "carers' allowance - 2024",
    ]
    assert places_of(text, " ") == []
    assert places_of("Œﬃce", "ffi") == [Span(1, 2)]


def test_the_pages_of_a_quote_are_those_it_stretches_over() -> None:
    text = "One page here.\n\nand the next"
    paged = replace(
        document_of("a.pdf", ["One page here.", "and the next"]),
        pages=(PageSpan(1, "", 0, 14), PageSpan(2, "", 16, len(text))),
    )

    assert pages_of(paged, "here. and") == {1, 2}
    assert pages_of(paged, "the next") == {2}
    assert pages_of(document_of("a.html", [text]), "the next") == set()


def test_forms_of_one_answer_are_one_thing_to_cover() -> None:
    short, long = GoldSpan("a", "x", 10, 14), GoldSpan("a", "y", 8, 14)
    apart, elsewhere = GoldSpan("a", "z", 20, 25), GoldSpan("b", "x", 10, 14)

    groups = groups_of(GoldAnswer("", (short, long, apart, elsewhere)))

    assert [group.spans for group in groups] == [(short, long), (apart,), (elsewhere,)]
