"""British and American spellings of one word give one term; other words stay apart."""

import pytest

from retriever.store.analyser import stem, terms
from retriever.store.spellings import one_spelling

PAIRS = """behaviour behavior, behavioural behavioral, organise organize,
organisations organizations,
analysed analyzed, favourite favorite, neighbourhood neighborhood, centre center, centred centered,
programmes programs, counselling counseling, counsellors counselors, travelled traveled,
enrolment enrollment, fulfil fulfill, skilful skillful, licence license, defence defense,
practise practice, paediatric pediatric, anaemia anemia, foetal fetal, judgement judgment,
dialogue dialog, adviser advisor, authorised authorized, enquiries inquiries, labour labor,
councillor councilor, modelling modeling, emphasise emphasize, installing install"""


@pytest.mark.parametrize("pair", PAIRS.replace("\n", " ").split(", "))
def test_both_spellings_are_one_term(pair: str) -> None:
    british, american = pair.split()

    assert stem(british) == stem(american)


ALIKE = """size prize seize downsize hour four tour laboratory overall payroll smaller spelling
litter enter matter promise exercise organ council hall medal police service precise horizon"""


@pytest.mark.parametrize("word", ALIKE.split())
def test_a_word_with_one_spelling_stays(word: str) -> None:
    assert one_spelling(word) == word


def test_words_that_only_look_alike_stay_apart() -> None:
    assert stem("organise") != stem("organ")
    assert stem("centre") != stem("central")
    assert stem("overall") != stem("over")
    assert stem("metre") != stem("metering")


def test_a_question_in_american_spelling_has_a_british_passage_s_terms() -> None:
    assert terms("organized behavior programs in counseling centers") == terms(
        "organised behaviour programmes in counselling centres"
    )
