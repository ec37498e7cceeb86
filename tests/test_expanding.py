"""The form of an acronym that a question leaves out, found as the library explains it."""

from pathlib import Path

from retriever.records import Filters
from retriever.search.query import understand
from retriever.store.analyser import terms
from tests.lexicon_library import lexicon_of, store_of

RQB = "The river quality board (RQB) meets."
DOCKS = "Docks are swept."


def test_a_short_form_is_searched_as_what_it_stands_for_behind_the_question_s_own_words(
    tmp_path: Path,
) -> None:
    with lexicon_of(tmp_path, RQB, DOCKS) as lexicon:
        query = understand("Who leads the RQB?", (), lexicon)

    assert query.terms == ("lead", "rqb")
    assert query.weighted_terms() == (
        ("lead", "rqb", "river", "qualiti", "board"),
        (1.0, 1.0, 0.2, 0.2, 0.2),
    )
    assert query.explained == "Who leads the RQB (river quality board)?"
    assert query.text == "Who leads the RQB?"


def test_an_acronym_of_an_authority_names_it(tmp_path: Path) -> None:
    explained = "River and Quay Borough (RQB) has a port."
    with lexicon_of(tmp_path, explained, DOCKS) as lexicon:
        query = understand("How was RQB graded?", ("River and Quay Borough",), lexicon)

    assert query.text == "How was River and Quay Borough graded?"
    assert query.authorities == ("River and Quay Borough",)


def test_a_long_form_is_searched_as_its_short_one(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, RQB, DOCKS) as lexicon:
        query = understand("Who leads the river quality boards in May?", (), lexicon)

    assert query.explained == ""
    assert [each.form for each in query.expansions] == ["RQB"]
    assert query.weighted_terms()[0][-1] == "rqb"
    assert query.weighted_terms()[1][-1] == 0.3


def test_a_question_is_read_in_the_other_forms_too(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, RQB, DOCKS) as lexicon:
        short = understand("Who leads the RQB?", (), lexicon)
        long = understand("Who leads the river quality boards in May?", (), lexicon)
        neither = understand("Who sweeps the docks?", (), lexicon)

    assert short.in_other_forms == "Who leads the river quality board?"
    assert long.in_other_forms == "Who leads the RQB in May?"
    assert neither.in_other_forms == ""


def test_a_question_with_both_forms_gets_neither_again(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, RQB) as lexicon:
        query = understand("Is the river quality board (RQB) new?", (), lexicon)

    assert query.expansions == ()


def test_small_letters_are_read_as_a_short_form_that_is_no_word_of_the_library(
    tmp_path: Path,
) -> None:
    paragraphs = (RQB, "Ship enquiries and new docks (SEND) open.", "Please send the forms.")
    with lexicon_of(tmp_path, *paragraphs) as lexicon:
        known = understand("who leads the rqb?", (), lexicon)
        verb = understand("how do i send a form?", (), lexicon)
        capitals = understand("What is SEND?", (), lexicon)

    assert [each.form for each in known.expansions] == ["river quality board"]
    assert verb.expansions == ()
    assert [each.form for each in capitals.expansions] == ["ship enquiries and new docks"]


def test_nothing_is_known_of_a_short_form_that_no_document_explains(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, "The RQB meets.", DOCKS) as lexicon:
        query = understand("Who leads the RQB?", (), lexicon)

    assert query.expansions == ()


def test_the_commoner_of_two_meanings_alone_is_meant_where_the_other_is_rare(
    tmp_path: Path,
) -> None:
    paragraphs = [f"The river quality board (RQB) met in room {n}." for n in range(4)]
    with lexicon_of(tmp_path, *paragraphs, "Our rope queue book (RQB).") as lexicon:
        query = understand("Who leads the RQB?", (), lexicon)

    assert [each.form for each in query.expansions] == ["river quality board"]


def test_what_a_removed_document_explained_is_forgotten(tmp_path: Path) -> None:
    store = store_of(tmp_path, RQB, DOCKS)
    with store.read() as view:
        gone = next(each.doc_id for each in view.documents(Filters()) if "board" in each.text)
        assert view.terms_beginning("rqb=") == ["rqb=river quality board"]

    with store.write() as batch:
        batch.delete_document(gone)

    with store.read() as view:
        assert view.terms_beginning("rqb=") == []
        assert view.terms_beginning("river") == []
        assert view.terms_beginning("dock") == ["dock"]


def test_a_search_weighs_each_term_as_it_is_told(tmp_path: Path) -> None:
    with store_of(tmp_path, "Docks open.", "Boards meet.").read() as view:
        asked = terms("docks boards")
        alike = view.search_words(asked, 5, Filters())
        led = view.search_words(asked, 5, Filters(), (0.25, 1.0))

    assert alike[0].score == alike[1].score
    assert led[0].score == alike[0].score
    assert led[1].score == alike[1].score * 0.25
