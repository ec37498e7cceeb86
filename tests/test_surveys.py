"""Answers over several documents of the demonstration library: counted, grouped, quoted."""

from datetime import date
from pathlib import Path

import pytest

from retriever.answer_records import Answer
from retriever.records import Filters
from retriever.store.contract import Store
from retriever.surveys.topics import BY_WORDS_ALONE
from tests.surveyed_library import (
    demonstration_store,
    store_without_overall_grade,
    surveyed,
)

NORTHMERE_2021 = "Northmere, inspected 13 to 24 September 2021"
NORTHMERE_2024 = "Northmere, inspected 3 to 14 June 2024"
HARROWFEN = "Harrowfen, inspected 9 to 20 October 2023"
ALDERCOMBE = "Aldercombe, inspected 6 to 17 February 2023"
LEADERS = "The impact of leaders on social work practice with children and families"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("index"))


def answer(store: Store, question: str, filters: Filters = Filters()) -> Answer:  # noqa: B008
    found = surveyed(store, question, filters)
    assert found is not None
    return found


def labels(found: Answer) -> list[str]:
    return [group.label for group in found.groups or ()]


def test_a_list_by_grade_is_counted_and_quotes_each_report_s_own_row(store: Store) -> None:
    found = answer(store, "Which councils were judged good or outstanding for leadership?")

    assert found.answer == (
        "2 of 4 reports give Outstanding or Good for leadership.\n"
        f"{NORTHMERE_2024}: “{LEADERS}\tGood” [1]\n"
        f"{HARROWFEN}: “{LEADERS}\tOutstanding” [2]"
    )
    assert labels(found) == [NORTHMERE_2024, HARROWFEN]
    assert (found.found, found.probability, found.mode) == (True, 1.0, "quotes")
    assert [(each.number, each.page) for each in found.citations] == [(1, 1), (2, 1)]
    assert [piece.text for piece in found.citations[0].context] == ["Judgement\tGrade"]


def test_every_quote_is_the_document_s_text_and_stands_in_its_group(store: Store) -> None:
    found = answer(store, "How many reports are there?")

    with store.read() as view:
        texts = {each.doc_id: each.text for each in view.documents(Filters())}
    assert found.groups is not None
    assert len(found.groups) == 5
    assert found.citations == tuple(each for group in found.groups for each in group.citations)
    for group in found.groups:
        for each in group.citations:
            assert each.doc_id == group.doc_id
            assert texts[each.doc_id][each.start : each.end] == each.quote


def test_a_year_and_the_filters_narrow_a_list(store: Store) -> None:
    in_2023 = answer(store, "Which councils were inadequate in 2023?")
    none = answer(store, "Which councils were inadequate in 2021?")
    filtered = answer(
        store,
        "Which councils were inadequate?",
        Filters(until=date(2023, 6, 30)),
    )

    assert in_2023.answer == (
        "1 of 4 reports gives Inadequate for overall effectiveness and is from 2023.\n"
        f"{ALDERCOMBE}: “Overall effectiveness\tInadequate” [1]"
    )
    assert none.answer == (
        "None of 4 reports gives Inadequate for overall effectiveness and is from 2021."
    )
    assert (none.found, none.groups, none.citations, none.probability) == (False, None, (), 0.0)
    assert len(none.hits) == 3
    assert filtered.answer.startswith("1 of 2 reports that the filters let through gives ")


def test_only_the_newest_report_on_each_place_is_current(store: Store) -> None:
    ever = answer(store, "Which councils require improvement overall?")
    now = answer(store, "Which councils currently require improvement overall?")

    assert labels(ever) == [NORTHMERE_2021]
    assert ever.heading == (
        "1 of 4 reports gives Requires improvement for overall effectiveness. "
        "1 of them has a newer report on the same place."
    )
    assert now.answer == (
        "None of 3 reports, the newest on each place, gives Requires improvement "
        "for overall effectiveness."
    )


def test_a_newest_report_without_the_grade_is_not_replaced_by_an_older_one(tmp_path: Path) -> None:
    store = store_without_overall_grade(tmp_path, NORTHMERE_2024)

    assert answer(store, "Which councils currently require improvement overall?").answer == (
        "None of 3 reports, the newest on each place, gives Requires improvement for overall "
        "effectiveness. 1 of 3 reports gives no grade for overall effectiveness."
    )


def test_praise_is_not_told_from_blame_and_that_is_said(store: Store) -> None:
    found = answer(store, "Which reports praise supervision?")
    neutral = answer(store, "Which reports mention supervision?")

    count = len(labels(neutral))
    assert found.heading == f"{count} of 5 reports name “supervision”. {BY_WORDS_ALONE}"
    assert neutral.heading == f"{count} of 5 reports name “supervision”:"


def test_a_name_that_stands_nowhere_is_looked_for_by_its_words(store: Store) -> None:
    found = answer(store, "Which reports mention assessment teams caseloads?")

    assert found.heading == (
        "2 of 5 reports have a sentence with the words of “assessment teams caseloads”:"
    )
    assert [each.quote for each in found.citations] == [
        "Caseloads in the assessment teams are too high.",
        "Caseloads are now manageable in every team.",
    ]


def test_an_acronym_and_what_it_stands_for_are_counted_alike(store: Store) -> None:
    short = answer(store, "Which reports mention IROs?")
    long = answer(store, "Which reports mention independent reviewing officers?")

    assert (
        short.heading
        == "2 of 5 reports name “IROs” (“independent reviewing officers” counted too):"
    )
    assert (
        long.heading == "2 of 5 reports name “independent reviewing officers” (“IRO” counted too):"
    )
    assert labels(short)[0] == labels(long)[0] == NORTHMERE_2021
    assert {*labels(short)} == {*labels(long)}


def test_inspections_are_listed_by_who_led_them(store: Store) -> None:
    led = answer(store, "List the inspections led by Farida Haddow")
    unknown = answer(store, "List the inspections led by Jo Field")

    assert led.answer == (
        "1 of 4 inspections names Farida Haddow as the lead inspector.\n"
        f"{HARROWFEN}: “Lead inspector: Farida Haddow, Standards Inspector” [1]"
    )
    assert unknown.answer == "None of 4 inspections names Jo Field as the lead inspector."


def test_documents_are_listed_by_publication_place_and_kind(store: Store) -> None:
    published = answer(store, "Which reports were published in 2023?")
    on_northmere = answer(store, "How many reports are there on Northmere?")
    posts = answer(store, "How many blog posts are there?")

    assert published.answer == (
        "2 of 5 reports were published in 2023.\n"
        f"{HARROWFEN}: “Report published: 14 December 2023” [1]\n"
        f"{ALDERCOMBE}: “Report published: 25 April 2023” [2]"
    )
    assert on_northmere.answer.startswith("2 of 5 reports are on Northmere.\n")
    assert labels(on_northmere) == [NORTHMERE_2024, NORTHMERE_2021]
    assert posts.answer.startswith("12 posts are in the library.\n")
    assert len(posts.groups or ()) == 12


def test_a_document_whose_text_does_not_tell_is_listed_without_a_quote(store: Store) -> None:
    found = answer(store, "Which blog posts were published in November 2023?")

    assert found.answer == (
        "1 of 12 posts was published in November 2023.\n"
        "The family you already have: listening to kinship carers, 7 November 2023: "
        "(read from the document's metadata; its text does not say it in one place)"
    )
    assert (found.found, found.citations, found.probability) == (True, (), 1.0)


def test_a_grade_s_change_is_told_oldest_first(store: Store) -> None:
    found = answer(store, "How did Northmere's grade change?")

    assert found.answer == (
        "2 of 2 reports on Northmere give a grade for overall effectiveness: "
        "Northmere Requires improvement (2021), then Good (2024).\n"
        f"{NORTHMERE_2021}: “Overall effectiveness\tRequires improvement” [1]\n"
        f"{NORTHMERE_2024}: “Overall effectiveness\tGood” [2]"
    )


def test_authorities_are_compared_in_one_judgement_or_in_all(store: Store) -> None:
    one = answer(store, "Compare Northmere and Harrowfen on care leavers since 2023")
    every = answer(store, "Compare Northmere and Harrowfen")

    row = "The experiences and progress of care leavers"
    assert one.answer == (
        "2 of 2 reports on Harrowfen and Northmere since 2023 give a grade for care leavers: "
        "Harrowfen Good (2023); Northmere Requires improvement (2024).\n"
        f"{HARROWFEN}: “{row}\tGood” [1]\n"
        f"{NORTHMERE_2024}: “{row}\tRequires improvement” [2]"
    )
    assert labels(every) == [HARROWFEN, NORTHMERE_2024]
    assert [len(group.citations) for group in every.groups or ()] == [5, 5]


def test_a_judgement_over_all_reports_is_counted_by_year(store: Store) -> None:
    found = answer(store, "How has the judgement on care leavers changed since 2022?")

    assert found.answer.split("\n")[:3] == [
        "3 of 4 reports since 2022 give a grade for care leavers.",
        "2023: 2 Good",
        "2024: 1 Requires improvement",
    ]
    assert labels(found) == [ALDERCOMBE, HARROWFEN, NORTHMERE_2024]


def test_a_judgement_that_no_report_makes_is_refused(store: Store) -> None:
    found = answer(store, "How did Northmere's grade for adoption change?")

    assert found.answer == "None of 2 reports on Northmere gives a grade for adoption."
    assert not found.found


def test_a_topic_is_counted_and_the_sentence_that_names_it_quoted(store: Store) -> None:
    found = answer(store, "Which reports mention return home interviews?")

    heading, *lines = found.answer.split("\n")
    assert heading == "3 of 5 reports name “return home interviews” (“RHI” counted too):"
    assert len(lines) == 3
    assert set(labels(found)) == {NORTHMERE_2021, NORTHMERE_2024, HARROWFEN}
    assert [len(group.citations) for group in found.groups or ()] == [1, 1, 1]
    assert all("return home interview" in each.quote.lower() for each in found.citations)


def test_a_topic_of_several_things_is_counted_by_its_words(store: Store) -> None:
    found = answer(store, "Which reports mention caseloads in every team?")

    assert found.answer == (
        "1 of 5 reports has a sentence with the words of “caseloads in every team”:\n"
        f"{NORTHMERE_2024}: “Caseloads are now manageable in every team.” [1]"
    )


def test_a_topic_on_one_authority_is_told_oldest_first(store: Store) -> None:
    found = answer(store, "What do the reports on Northmere say about caseloads?")

    assert found.answer.startswith("2 of 2 reports on Northmere name “caseloads”:\n")
    assert labels(found) == [NORTHMERE_2021, NORTHMERE_2024]


def test_a_topic_that_no_document_names_is_refused(store: Store) -> None:
    found = answer(store, "Which documents mention lunar mining?")

    assert found.answer == "None of 17 documents names “lunar mining”."
    assert (found.found, found.groups, found.citations) == (False, None, ())
    assert len(found.hits) == 3


def test_an_ordinary_question_is_not_taken(store: Store) -> None:
    assert surveyed(store, "What was Northmere's overall grade in 2021?") is None


def test_a_council_that_the_library_does_not_know_is_not_counted_as_a_topic(store: Store) -> None:
    question = "What do the reports say about caseloads in Quarrelton, according to inspectors?"

    assert surveyed(store, question) is None
    assert surveyed(store, question.replace("Quarrelton", "Northmere")) is not None
