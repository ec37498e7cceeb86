"""Spelling slips that are set right by the library's words, and words that are left alone."""

from pathlib import Path

import pytest

from retriever.search.correcting import Correction, corrected_in_words
from retriever.search.query import understand
from tests.lexicon_library import lexicon_of

LIBRARY = (
    "Safeguarding of children is a duty of the harbour authorities.",
    "Inspectors judged the assessments. Inspection is yearly.",
    "Carers receive an allowance; behaviour matters. A sister may visit. Education is yearly.",
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("How is safegaurding judged?", "How is safeguarding judged?"),
        ("How was the inspecton?", "How was the inspection?"),
        ("What do the authorites do?", "What do the authorities do?"),
        ("Who does the assesments?", "Who does the assessments?"),
        ("What do carers recieve?", "What do carers receive?"),
        ("Safegaurding of whom?", "Safeguarding of whom?"),
        ("What is the alowance?", "What is the allowance?"),
        # In the dictionary too, as a rare word.
        ("Is eduction yearly?", "Is education yearly?"),
    ],
)
def test_a_slip_is_read_as_the_library_s_word(tmp_path: Path, written: str, read: str) -> None:
    with lexicon_of(tmp_path, *LIBRARY) as lexicon:
        query = understand(written, (), lexicon)

    assert query.text == read
    assert query.terms == understand(read, ()).terms
    assert len(query.corrections) == 1


@pytest.mark.parametrize(
    "text",
    [
        "What does carer do?",  # known, though in another form
        "Is behavior judged?",  # the other spelling of a known word
        "Is cater paid?",  # known to the encoder
        "Is a sitter paid?",  # no slip of "sister": a word of English
        "Who foots the bill?",  # nor of "foods"
        "What did Mr Safegaurd say?",  # a name
        "What did Recieve Ltd and ALOWANCE get?",
        "What of dutz?",  # too short
        "Is zebrafish farming judged?",  # nothing is near
        "See www.safegaurding.example and x@recieve.example",
        "How is a safe-gaurding post judged?",
        "What of alowance2?",
    ],
)
def test_known_words_names_short_ones_and_strangers_are_left_alone(
    tmp_path: Path, text: str
) -> None:
    with lexicon_of(tmp_path, *LIBRARY, known=("cater",)) as lexicon:
        query = understand(text, (), lexicon)

    assert query.text == text
    assert query.corrections == ()


def test_what_was_set_right_is_told(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, *LIBRARY) as lexicon:
        query = understand("Safegaurding inspecton?", (), lexicon)

    assert query.corrections == (
        Correction("Safegaurding", "Safeguarding"),
        Correction("inspecton", "inspection"),
    )
    (told,) = corrected_in_words(query.text, query.corrections)
    assert told == (
        "Searched for: Safeguarding inspection? "
        "(read “Safeguarding” for “Safegaurding”, “inspection” for “inspecton”)"
    )
    assert corrected_in_words("Inspection?", ()) == ()


def test_of_two_words_as_near_the_commoner_is_meant(tmp_path: Path) -> None:
    with lexicon_of(tmp_path, "The boards.", "The boards met.", "The beards.") as lexicon:
        query = understand("What do biards do?", (), lexicon)

    assert query.text == "What do boards do?"
