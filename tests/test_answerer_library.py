"""What else an answerer is asked for: documents, rankings, and the errors of opening a library."""

from pathlib import Path

import pytest

from retriever.answer_records import Turn
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.errors import (
    DocumentError,
    EncoderError,
    IndexEmptyError,
    IndexMissingError,
    SettingError,
)
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


def test_the_library_is_listed_and_its_documents_fetched(answerer: Answerer) -> None:
    assert [document.path for document in answerer.documents()] == [
        POST.path,
        KINSHIP.path,
        OTHER.path,
        OLD.path,
        NEW.path,
    ]
    assert answerer.document(NEW.doc_id) == NEW
    assert answerer.paths()[POST.doc_id] == POST.path
    with pytest.raises(DocumentError, match="'nowhere' is not in the library"):
        answerer.document("nowhere")


def test_each_way_of_ranking_gives_document_and_score_best_first(answerer: Answerer) -> None:
    for system in ("words", "dense", "hybrid", "full"):
        (ranked,) = answerer.rank(["kinship carers"], 4, system)

        assert ranked[0][0] == KINSHIP.doc_id
        assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)
    with pytest.raises(ValueError, match="There is no system 'magic'"):
        answerer.rank(["kinship carers"], 4, "magic")


def test_no_index_and_an_empty_one_are_told_apart(tmp_path: Path, encoder: SentenceEncoder) -> None:
    with pytest.raises(IndexMissingError) as missing:
        open_answerer(Settings(index=tmp_path / "none")).ask("Why?")
    empty = make_index(tmp_path, encoder, ())
    with pytest.raises(IndexEmptyError) as caught:
        open_answerer(empty).ask("Why?")

    assert str(missing.value) == (
        f"There is no index in {tmp_path / 'none'}: make one with `python -m ingest`."
    )
    assert str(caught.value) == (
        f"The index in {tmp_path / 'index'} is empty: "
        f"add documents to {tmp_path / 'corpus'} and run `python -m ingest`."
    )


def test_an_unknown_reader_or_encoder_is_refused_at_once() -> None:
    with pytest.raises(SettingError) as caught:
        open_answerer(Settings(reader="magic"))
    with pytest.raises(EncoderError, match="There is no encoder 'magic'"):
        open_answerer(Settings(encoder="magic"))

    assert str(caught.value) == (
        "CANDOUR_READER is 'magic': choose maxsim, none, a folder that exists, or a "
        "CrossEncoder's OWNER/MODEL."
    )


def test_a_greeting_is_answered_without_a_search(answerer: Answerer) -> None:
    answer = answerer.ask("Hello there!")

    assert answer.is_small_talk
    assert answer.answer.startswith("Hello.")
    assert (answer.found, answer.hits, answer.citations) == (False, (), ())


def test_a_follow_up_keeps_the_authority_and_takes_the_new_year(answerer: Answerer) -> None:
    history = (
        Turn("user", "How many cases do social workers hold in Northmere in the 2021 report?"),
        Turn("assistant", "Social workers in Northmere hold 24 cases each. [1]"),
    )

    answer = answerer.ask("And in 2024?", history=history)

    assert answer.question == "And in 2024?"
    assert answer.query == "How many cases do social workers hold in Northmere in the 2024 report?"
    assert answer.citations[0].doc_id == NEW.doc_id


def test_a_follow_up_on_a_council_without_a_document_is_of_that_council(
    answerer: Answerer,
) -> None:
    history = (
        Turn("user", "How many cases do social workers hold in Northmere in the 2024 report?"),
        Turn("assistant", "Social workers in Northmere hold 17 cases each. [1]"),
    )

    answer = answerer.ask("And in Leeds?", history=history)

    assert answer.query == "How many cases do social workers hold in Leeds in the 2024 report?"
    assert not answer.found
    assert answer.notices[0].startswith("The library has no document on Leeds;")


def test_a_comparison_tells_the_side_that_the_library_has_and_says_which_it_lacks(
    answerer: Answerer,
) -> None:
    answer = answerer.ask("How do cases in Leeds compare with Northmere?")

    assert [group.doc_id for group in answer.groups or ()] == [OLD.doc_id, NEW.doc_id]
    assert answer.notices == (
        "The library has no document on Leeds; it has documents on 2 authorities.",
    )


def test_a_ranking_uses_what_was_said_before(answerer: Answerer) -> None:
    history = (Turn("user", "What is kinship care?"),)

    ((best, _), *_), *_ = answerer.rank(["Who provides it?"], 1, "words", [history])

    assert best == KINSHIP.doc_id
