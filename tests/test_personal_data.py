"""Personal data in a question: what is stopped, and what policy questions hold and must pass."""

import json
from pathlib import Path

import pytest

from retriever.activity.personal_data import checked, personal_data_in
from retriever.errors import PersonalDataError

GOLDEN = Path(__file__).parent / "eval" / "golden" / "queries.jsonl"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What help is there for 943 476 5919?", "an NHS number"),
        ("NHS number 9434765919, who should be told?", "an NHS number"),
        ("Is 943-476-5919 known to us?", "an NHS number"),
        ("Is ９４３４７６５９１９ known to us?", "an NHS number"),
        ("Is 943\u200b4765919 known to us?", "an NHS number"),
        ("Is 943\u00ad476\u00ad5919 known to us?", "an NHS number"),
        ("Is 943\u2011476\u20135919 known to us?", "an NHS number"),
        ("The mother is AB 12 34 56 C, what next?", "a National Insurance number"),
        ("ab123456c", "a National Insurance number"),
        ("Write to jo.smith+home@example.co.uk about it", "an e-mail address"),
        ("Call 07700 900123 back?", "a telephone number"),
        ("Call 07700900123 back?", "a telephone number"),
        ("Call +44 7700 900 123 back?", "a telephone number"),
        ("Call (01632) 960001 back?", "a telephone number"),
        ("Call 020 7946 0958 back?", "a telephone number"),
        ("Call 0113 496 0123 back?", "a telephone number"),
        ("She was born on 3 May 2014, is she entitled?", "a date of birth"),
        ("DOB 03/05/2014: which school?", "a date of birth"),
        ("d.o.b. 3.5.14", "a date of birth"),
        ("His date of birth is May 3, 2014", "a date of birth"),
        ("His date of birth is 2014-05-03", "a date of birth"),
        ("Born the 3rd of May 2014, may he stay?", "a date of birth"),
        ("What about case number 123456?", "a case or reference number"),
        ("Referral ref: AB/2023/0145", "a case or reference number"),
        ("Mosaic ID 4511098 has moved", "a case or reference number"),
        ("The child's reference number is C-44210", "a case or reference number"),
        ("UPN A123456789012", "a pupil number"),
    ],
)
def test_what_looks_like_personal_data_is_named(question: str, kind: str) -> None:
    assert personal_data_in(question) == (kind,)


@pytest.mark.parametrize(
    "question",
    [
        "The mother is QQ 12 34 56 C",
        "What does section 47 require?",
        "What does regulation 44 require of an independent person?",
        "Which homes were inspected from 3 to 14 June 2024?",
        "Inspected 01/12/2023 to 05/12/2023?",
        "What was found on 01 12 2023 and 02 12 2023?",
        "What changed from 2023 to 2024?",
        "How did grades change in 2019, 2021 and 2024?",
        "What does paragraph 4.12.1 say?",
        "What do paragraphs 10 to 14 and 112-118 say?",
        "How was URN 1234567 graded?",
        "How was SC012345 graded?",
        "What did inspection number 10199899 find?",
        "What does report reference 10234567 say?",
        "What is URN 9434765919?",
        "Who got £9434765919?",
        "Was £1,250,000 or £07700900123.00 spent?",
        "Is 943 476 5918 valid?",
        "Is 0000000000 valid?",
        "Are children born on 1 September 2019 at school?",
        "Are children born before 1 April 2015 entitled?",
        "Whose birthday is on 3 May?",
        "Was the guidance born in 2014?",
        "What is a case number?",
        "What does the case review of 2023 say?",
        "Does case number 2023 exist?",
        "What is the helpline 0300 123 1234 for?",
        "Call 0800 1111?",
        "Does @DfE say so?",
        "Which 16- and 17-year-olds are meant?",
        "Who has ID?",
        "ISBN 978-1-4741-0000-0?",
    ],
)
def test_what_policy_questions_hold_passes(question: str) -> None:
    assert personal_data_in(question) == ()


def test_every_golden_question_passes() -> None:
    texts = [json.loads(line)["text"] for line in GOLDEN.read_text(encoding="utf-8").splitlines()]

    assert [text for text in texts if personal_data_in(text)] == []


def test_the_message_names_the_kinds_and_repeats_nothing() -> None:
    with pytest.raises(PersonalDataError) as caught:
        checked("Call 07700 900123 about 943 476 5919, jo@example.org")

    assert str(caught.value) == (
        "Your question holds what looks like an e-mail address, an NHS number and a telephone "
        "number. Candour takes no child’s personal data, so nothing was searched or kept. Please "
        "take it out and send it again."
    )


def test_invisible_tag_characters_are_taken_out() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")

    assert checked(f"What is kinship care?{hidden}") == "What is kinship care?"


def test_invisible_tag_characters_hide_no_number() -> None:
    assert personal_data_in("94347\U000e004165919") == ("an NHS number",)
