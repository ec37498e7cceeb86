"""Answers over a small library, with the real encoder: quotes, refusals and scope."""

from pathlib import Path

import pytest

from retriever.answer_records import Direct
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.errors import (
    QuestionError,
)
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder
from tests.library import make_index
from tests.small_library import KINSHIP, LIBRARY, NEW, OLD, OTHER, POST


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Settings:
    return make_index(tmp_path_factory.mktemp("library"), encoder, LIBRARY)


@pytest.fixture(scope="module")
def answerer(settings: Settings) -> Answerer:
    return open_answerer(settings)


@pytest.mark.parametrize(
    ("question", "quote", "path"),
    [
        (
            "When do the new inspection arrangements start?",
            (
                "The new inspection arrangements start in January 2018. They replace the single "
                "inspection framework."
            ),
            POST.path,
        ),
        (
            "How many children lived with kinship carers in 2023?",
            "In 2023 there were 141,000 children living with kinship carers in England.",
            KINSHIP.path,
        ),
        (
            "Who are kinship carers?",
            "Kinship carers are relatives or friends who bring up a child.",
            KINSHIP.path,
        ),
    ],
)
def test_the_sentence_that_answers_is_quoted_first(
    answerer: Answerer, question: str, quote: str, path: str
) -> None:
    answer = answerer.ask(question)

    assert answer.found
    assert (answer.citations[0].quote, answer.citations[0].path) == (quote, path)
    assert answer.answer.startswith(f"{quote} [1]")
    assert (answer.question, answer.query, answer.mode) == (question, question, "quotes")


@pytest.mark.parametrize(
    "question",
    [
        "When do the new inspection arrangements start?",
        "What do inspectors listen to?",
        "How many cases do social workers in Northmere hold?",
        "What is kinship care?",
    ],
)
def test_every_quote_is_the_document_s_text_at_its_offsets(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.ask(question)

    texts = {document.doc_id: document.text for document in LIBRARY}
    assert answer.citations
    for number, citation in enumerate(answer.citations, start=1):
        text = texts[citation.doc_id]
        assert citation.number == number
        assert text[citation.start : citation.end] == citation.quote
        assert all(text[each.start : each.end] == each.text for each in citation.context)


@pytest.mark.parametrize(
    "question",
    ["What do schools serve for lunch?", "Who won the 1966 football final?", "zxqv wkjh?"],
)
def test_a_question_off_the_subject_is_refused_with_the_nearest_passages(
    answerer: Answerer, question: str
) -> None:
    answer = answerer.ask(question, k=3)

    assert not answer.found
    assert answer.answer == "The documents do not answer this. Searched: 5 documents."
    assert answer.notices == ("Searched: 5 documents.",)
    assert answer.direct is None
    assert answer.citations == ()
    assert [hit.rank for hit in answer.hits] == [1, 2, 3]
    assert 0.0 <= answer.probability < 0.5


@pytest.mark.parametrize("text", ["", " \n ", "\x00\x1b", "???"])
def test_a_question_with_nothing_to_read_is_refused_before_the_index_is_opened(
    text: str, tmp_path: Path
) -> None:
    nowhere = open_answerer(Settings(index=tmp_path / "nowhere"))

    for ask in (nowhere.ask, nowhere.search):
        with pytest.raises(QuestionError, match=r"^Please type a question, for example: "):
            ask(text)


def test_a_question_over_the_limit_is_refused(answerer: Answerer) -> None:
    with pytest.raises(QuestionError, match=r"^The question is 301 characters long; .* 300\. "):
        answerer.ask("a" * 301, limit_chars=300)
    with pytest.raises(QuestionError, match=r"^The question is 2,001 characters long; "):
        answerer.search("a" * 2001)


def test_control_characters_are_no_part_of_the_query(answerer: Answerer) -> None:
    answer = answerer.ask("Who are\x00 kinship\u200b  carers?")

    assert answer.query == "Who are kinship carers?"
    assert answer.found


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        (
            "How many cases did social workers in Northmere hold in the 2021 inspection?",
            "Social workers in Northmere hold 24 cases each, which is too many.",
        ),
        (
            "How many cases did social workers in Northmere hold in the 2024 inspection?",
            "Social workers in Northmere hold 15 cases each, which is manageable.",
        ),
    ],
)
def test_the_named_year_s_report_alone_answers(
    answerer: Answerer, question: str, quote: str
) -> None:
    answer = answerer.ask(question)

    assert [citation.quote for citation in answer.citations] == [quote]
    assert len({hit.document.path for hit in answer.hits}) == 1


def test_another_authority_s_report_never_answers(answerer: Answerer) -> None:
    answer = answerer.ask("How many cases do social workers in Aldercombe hold?")

    assert {citation.path for citation in answer.citations} == {OTHER.path}
    assert not {OLD.path, NEW.path} & {hit.document.path for hit in answer.hits}


def test_a_year_without_a_report_is_refused_and_says_what_there_is(answerer: Answerer) -> None:
    missing = (
        "The library has no document on Northmere from 2011; "
        "what it has on Northmere is from 2021, 2024."
    )

    answer = answerer.ask("How many cases did social workers hold in Northmere's 2011 inspection?")

    assert not answer.found
    searched = "Searched: 2 of 5 documents: those on Northmere."
    assert answer.answer == f"The documents do not answer this. {missing} {searched}"
    assert answer.notices == (missing, searched)
    assert (answer.probability, answer.citations) == (0.0, ())
    assert {hit.document.path for hit in answer.hits} == {OLD.path, NEW.path}


def test_filters_narrow_an_answer_and_a_search(answerer: Answerer) -> None:
    posts = Filters(doc_types=("blog_post",))

    hits = answerer.search("social workers", k=20, filters=posts)
    answer = answerer.ask("How many cases do social workers hold?", filters=posts)

    assert {hit.document.path for hit in hits} == {POST.path, KINSHIP.path}
    assert len(hits) == 5
    assert {hit.document.metadata.doc_type for hit in answer.hits} == {"blog_post"}


def test_a_filter_outside_the_question_s_scope_leaves_nothing(answerer: Answerer) -> None:
    only = Filters(doc_ids=(OTHER.doc_id,))

    answer = answerer.ask("How many cases do social workers in Northmere hold?", filters=only)

    assert not answer.found
    assert answer.hits == ()


def test_a_citation_names_the_page_that_its_quote_stands_on(answerer: Answerer) -> None:
    answer = answerer.ask(
        "How many cases did Northmere's social workers hold in its 2024 inspection?"
    )

    assert (answer.citations[0].page, answer.citations[0].page_label) == (2, "1")


def test_an_answer_s_id_is_the_question_s_or_made_of_its_words(answerer: Answerer) -> None:
    assert answerer.ask("Soup?", question_id="q7").id == "q7"
    assert answerer.ask("Soup?").id == answerer.ask(" Soup? ").id != answerer.ask("Bread?").id


def test_hits_are_as_many_as_asked_for_best_first(answerer: Answerer) -> None:
    hits = answerer.search("kinship carers", k=4)

    assert [hit.rank for hit in hits] == [1, 2, 3, 4]
    assert hits[0].document == KINSHIP
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert len(answerer.search("kinship carers", k=100)) == 10


def test_all_stages_are_timed(answerer: Answerer) -> None:
    timings = answerer.ask("Who are kinship carers?").timings

    stages = (timings.encode, timings.search, timings.read, timings.answer)
    assert all(stage > 0 for stage in stages)
    assert timings.total >= sum(stages)


def test_without_a_reader_the_fusion_alone_orders_and_nothing_is_read(
    settings: Settings,
) -> None:
    bare = open_answerer(Settings(index=settings.index, reader="none"))

    hits = bare.search("kinship carers", k=3)

    assert hits[0].document == KINSHIP
    assert 0.0 <= hits[-1].score <= hits[0].score <= 1.0


def test_a_fact_has_a_direct_line_of_its_quote_s_words(answerer: Answerer) -> None:
    answer = answerer.ask(
        "How many cases did social workers in Northmere hold in the 2021 inspection?"
    )

    assert answer.direct == Direct("24", 1)
    assert answer.direct.text in answer.citations[0].quote


def test_a_refusal_names_the_filter_without_which_the_library_answers(answerer: Answerer) -> None:
    answer = answerer.ask("Who are kinship carers?", filters=Filters(authors=("Jo Field",)))

    assert not answer.found
    assert answer.notices == (
        "Searched: 1 of 5 documents: those with the filter author Jo Field.",
        "Without the filter author Jo Field the library answers this: see “Kinship care”.",
    )
