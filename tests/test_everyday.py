"""Everyday words of a question are searched and read in the documents' wording too."""

import tomllib
from pathlib import Path

from retriever.search.everyday import EVERYDAY_WEIGHT, TABLES, everyday_words
from retriever.search.query import understand, without_what_is_understood
from retriever.store.analyser import terms
from tests.lexicon_library import lexicon_of

EXCLUDED = "Children who are excluded from school get lessons at home."
CHECKS = "A DBS check is made before a new member of staff starts."


def test_a_question_is_searched_in_the_wording_of_the_documents_behind_its_own(
    tmp_path: Path,
) -> None:
    with lexicon_of(tmp_path, EXCLUDED) as lexicon:
        query = understand("What do kids get who are kicked out?", (), lexicon)

    assert query.text == "What do kids get who are kicked out?"
    assert query.in_other_forms == "What do children get who are excluded?"
    assert query.explained == "What do children get who are excluded?"
    assert query.is_everyday
    added = dict(zip(*query.weighted_terms(), strict=True))
    assert {term: added[term] for term in terms("children excluded")} == {
        "children": EVERYDAY_WEIGHT,
        "exclud": EVERYDAY_WEIGHT,
    }
    assert added["kid"] == 1.0


def test_the_longest_wording_counts_and_a_word_inside_another_does_not(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, EXCLUDED) as lexicon:
        longest = understand("Was he kicked out of school?", (), lexicon)
        inside = understand("What is a kidney?", (), lexicon)
        hyphenated = understand("Who runs the kids-only hour?", (), lexicon)

    assert longest.in_other_forms == "Was he excluded from school?"
    assert inside.expansions == ()
    assert hyphenated.expansions == ()


def test_a_wording_that_the_library_does_not_have_is_not_used(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, CHECKS) as lexicon:
        query = understand("Who does background checks on kids?", (), lexicon)

    assert [each.form for each in query.expansions] == ["DBS checks"]


def test_a_question_that_has_both_wordings_gets_neither_again(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, EXCLUDED) as lexicon:
        query = understand("Are kids children?", (), lexicon)

    assert query.expansions == ()
    assert not query.is_everyday


def test_a_possessive_stays(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, EXCLUDED) as lexicon:
        query = understand("What is a kid’s right?", (), lexicon)
        child = understand("What is a Lad’s right?", (), lexicon)

    assert query.expansions == ()  # no document says "child" alone
    assert child.in_other_forms == ""


def test_a_word_with_a_capital_inside_a_question_is_a_name(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, "The grandparent went to the local authority.", EXCLUDED) as lexicon:
        name = understand("What did Nan say to Kent Council?", (), lexicon)
        first = understand("Nan went where?", (), lexicon)
        shouted = understand("WHERE DID NAN GO?", (), lexicon)
        tax = understand("Who pays council tax?", (), lexicon)

    assert name.expansions == tax.expansions == ()
    assert first.in_other_forms == "grandparent went where?"
    assert shouted.in_other_forms == "WHERE DID grandparent GO?"


def test_a_topic_keeps_its_everyday_words_at_their_new_places(tmp_path: Path) -> None:
    paragraphs = (EXCLUDED, "Children who go missing are asked why. Staff investigate.")
    asked = "What did inspectors find about kids who run away and how staff look into it in Kent?"
    with lexicon_of(tmp_path, *paragraphs) as lexicon:
        query = without_what_is_understood(understand(asked, ("Kent",), lexicon))

    assert query.is_topic
    assert query.text.startswith("kids who run away and how staff look into it")
    assert query.in_other_forms.startswith("children who go missing and how staff investigate it")


def test_acronyms_and_everyday_words_are_put_together(tmp_path: Path) -> None:
    paragraphs = ("The river quality board (RQB) meets children.", EXCLUDED)
    with lexicon_of(tmp_path, *paragraphs) as lexicon:
        query = understand("Do kids meet the RQB?", (), lexicon)

    assert query.in_other_forms == "Do children meet the river quality board?"
    assert query.explained == "Do children meet the RQB (river quality board)?"


def test_no_wording_of_the_tables_is_itself_an_everyday_word_and_none_stands_twice() -> None:
    table = everyday_words()
    files = [tomllib.loads(file.read_text(encoding="utf-8")) for file in TABLES.glob("*.toml")]
    all_said = [said for file in files for several in file.values() for said in several]

    assert len(all_said) == len(table)
    assert [said for said in table if said != said.lower()] == []
    assert [said for said, wording in table.items() if wording.lower() in table] == []
    assert [said for said, wording in table.items() if not terms(wording)] == []
