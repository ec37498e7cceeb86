"""Dates of publication, kinds, publishers and licences, as covers and small print have them."""

from datetime import date

import pytest

from ingest.loaders.draft import DraftBlock, PageStart
from ingest.loaders.front_page import read_front
from retriever.records import BlockKind, Metadata


def read(*first: str, last: tuple[str, ...] = (), stem: str = "x") -> Metadata:
    """Read a document; its first text is its title, `last` stands on page 20."""
    blocks = [DraftBlock(BlockKind.HEADING, first[0], 1, pages=(PageStart(1, 0),))]
    blocks += [
        DraftBlock(BlockKind.PARAGRAPH, text, pages=(PageStart(1, 0),)) for text in first[1:]
    ]
    blocks += [DraftBlock(BlockKind.PARAGRAPH, text, pages=(PageStart(20, 0),)) for text in last]
    return read_front(blocks, stem)


@pytest.mark.parametrize(
    ("line", "day", "precision"),
    [
        ("Published: 9 July 2024", date(2024, 7, 9), ""),
        ("First published July 2024", date(2024, 7, 1), "month"),
        ("Date of issue: 09/07/2024", date(2024, 7, 9), ""),
        ("July 2024", date(2024, 7, 1), "month"),
        ("9 July 2024", date(2024, 7, 9), ""),
    ],
)
def test_a_cover_tells_the_day_or_the_month_of_publication(
    line: str, day: date, precision: str
) -> None:
    metadata = read("Caring for elms", line)

    assert metadata.published == day
    assert dict(metadata.precisions).get("published", "") == precision
    assert ("published", "page 1") in metadata.origins


@pytest.mark.parametrize(
    "line",
    ["Applies from: 1 September 2024", "In force from 1 September 2024", "Summer 2024", "Spring"],
)
def test_a_date_that_is_not_of_publication_is_not_taken_for_one(line: str) -> None:
    assert read("Caring for elms", line).published is None


def test_the_copyright_lines_year_is_not_believed() -> None:
    assert read("Caring for elms", last=("© Crown copyright 2024",)).published is None


def test_labels_in_one_column_and_dates_in_the_next_are_matched_in_order() -> None:
    metadata = read(
        "Caring for elms", "From:", "Published", "Last updated", "15 August 2022", "15 June 2023 —"
    )

    assert metadata.published == date(2022, 8, 15)
    assert metadata.updated == date(2023, 6, 15)


def test_a_page_that_was_updated_tells_no_publication() -> None:
    metadata = read("Caring for elms", "Updated 30 April 2024", stem="elms-march-2024")

    assert metadata.updated == date(2024, 4, 30)
    assert metadata.published is None


def test_a_month_in_the_file_name_is_the_last_thing_believed() -> None:
    metadata = read("Caring for elms", stem="elms-march-2010-tagged")

    assert metadata.published == date(2010, 3, 1)
    assert metadata.precisions == (("published", "month"),)
    assert ("published", "file name") in metadata.origins


def test_an_act_has_its_day_of_assent_and_an_instrument_the_day_it_was_made() -> None:
    act = read(
        "Elms Act 2004",
        "Changes: it is up to date with all in force on or before 11 April 2025.",
        "2004 CHAPTER 31",
        "An Act to make provision about elms. [15th November 2004]",
    )
    instrument = read(
        "2015 No. 541",
        "STATUTORY INSTRUMENTS",
        "The Elms (England) Regulations 2015",
        "Made - - - - 4th March 2015",
        "Coming into force - - 1st April 2015",
    )

    assert (act.title, act.doc_type) == ("Elms Act 2004", "legislation")
    assert (act.published, act.updated) == (date(2004, 11, 15), date(2025, 4, 11))
    assert instrument.title == "The Elms (England) Regulations 2015"
    assert instrument.doc_type == "legislation"
    assert instrument.published == date(2015, 3, 4)


@pytest.mark.parametrize(
    ("title", "line", "kind"),
    [
        ("Caring for elms", "Guidance", "guidance"),
        ("Elm inspection framework", "Guidance", "framework"),
        ("Caring for elms", "Consultation outcome", "consultation_response"),
        ("Government response to the elm review", "June 2024", "consultation_response"),
        ("Elm care: a consultation", "June 2024", "consultation"),
        ("Framework for the inspection of elms", "June 2024", "framework"),
        ("A guide to elms", "This statutory guidance is for councils.", "statutory_guidance"),
        ("Elms in numbers", "Transparency data", "statistical_release"),
        ("Thematic review of elms", "June 2024", "review_report"),
        ("Elms", "Some words.", "document"),
    ],
)
def test_the_kind_is_told_by_label_title_and_what_the_text_calls_itself(
    title: str, line: str, kind: str
) -> None:
    metadata = read(title, line)

    assert metadata.doc_type == kind
    assert metadata.title == title
    assert ("doc_type" in dict(metadata.origins)) == (kind != "document")


@pytest.mark.parametrize(
    ("sentence", "licence"),
    [
        ("You may reuse it under the Open Government Licence.", "Open Government Licence"),
        ("Licensed under the Open Government Licence v3.0.", "Open Government Licence v3.0"),
        (
            "Open Government Licence nationalarchives.gov.uk/doc/open-government-licence/version/3",
            "Open Government Licence v3.0",
        ),
    ],
)
def test_the_licence_stands_on_a_last_page(sentence: str, licence: str) -> None:
    metadata = read("Elms", last=(sentence,))

    assert metadata.licence == licence
    assert ("licence", "page 20") in metadata.origins


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("The Office for Standards (Ofsted) regulates and inspects", "Ofsted"),
        ("Elm Agency (/government/organisations/elm-agency)", "Elm Agency"),
        ("Reference: DFE-00000-2015", "Department for Education"),
    ],
)
def test_the_publisher_signs_its_small_print(line: str, publisher: str) -> None:
    assert read("Elms", line).publisher == publisher
