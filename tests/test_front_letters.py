"""Letters, reports on an area, on a home and on an agency: what their first and last pages say."""

from datetime import date

import pytest

from ingest.loaders.draft import DraftBlock, PageStart
from ingest.loaders.front_page import read_front
from retriever.records import BlockKind, Metadata


def read(first: list[str], last: list[str], stem: str = "x") -> Metadata:
    """Read a document of a first page and a ninth, its last; "# " makes a heading."""
    blocks = []
    for page, texts in ((1, first), (9, last)):
        for text in texts:
            kind = BlockKind.HEADING if text.startswith("# ") else BlockKind.PARAGRAPH
            kind = BlockKind.TABLE_ROW if "\t" in text else kind
            level = int(kind is BlockKind.HEADING)
            blocks.append(
                DraftBlock(kind, text.removeprefix("# "), level, pages=(PageStart(page, 0),))
            )
    return read_front(blocks, stem)


def test_a_visits_letter_gives_its_day_its_visit_its_council_and_its_signer() -> None:
    metadata = read(
        [
            "24 July 2019",
            "Ms Jo Fenn Director of Children’s Services Elmshire County Council County Hall",
            "Dear Jo",
            "# Monitoring visit of Elmshire local authority children’s services",
            (
                "This letter summarises the findings of the monitoring visit on 3 and 4 July 2019. "
                "It was the third since the authority was judged inadequate on 9 May 2018."
            ),
        ],
        ["Yours sincerely", "Ann Marsh", "Her Majesty’s Inspector"],
    )

    assert metadata.title == "Monitoring visit of Elmshire local authority children’s services"
    assert metadata.doc_type == "monitoring_visit"
    assert metadata.authority == "Elmshire"
    assert metadata.published == date(2019, 7, 24)
    assert metadata.inspection_start == date(2019, 7, 3)
    assert metadata.inspection_end == date(2019, 7, 4)
    assert metadata.lead_inspector == "Ann Marsh"
    assert metadata.authors == ("Ann Marsh",)


@pytest.mark.parametrize(
    ("title", "kind", "authority"),
    [
        ("Focused visit to Amber Vale children’s services", "focused_visit", "Amber Vale"),
        ("Focused visit to the London Borough of Elm", "focused_visit", "Elm"),
        ("Monitoring visit to Elm children’s services", "monitoring_visit", "Elm"),
        ("Joint targeted area inspection of Elm", "joint_inspection", "Elm"),
        (
            "Joint targeted area inspection of the multi-agency response to harm at home in Elm",
            "joint_inspection",
            "Elm",
        ),
        (
            "Joint targeted area inspection of the response to neglect in Elm Metropolitan Borough",
            "joint_inspection",
            "Elm",
        ),
        ("Joint local area SEND inspection in Amber Vale", "send_inspection", "Amber Vale"),
    ],
)
def test_a_letters_subject_names_its_kind_and_its_place(
    title: str, kind: str, authority: str
) -> None:
    metadata = read(["6 March 2020", "Dear partners", title], [])

    assert (metadata.title, metadata.doc_type) == (title, kind)
    assert metadata.authority == authority
    assert metadata.published == date(2020, 3, 6)


@pytest.mark.parametrize(
    "sentence",
    [
        "Between 20 and 24 January 2020, two inspectorates undertook a joint inspection in Elm.",
        "This inspection took place from 20 to 24 January 2020. It was carried out by three.",
        "Between 20 January 2020 and 24 January 2020, we carried out an inspection.",
    ],
)
def test_a_letter_tells_the_days_in_its_first_sentences(sentence: str) -> None:
    metadata = read(["Dear partners", "Joint targeted area inspection of Elm", sentence], [])

    assert metadata.inspection_start == date(2020, 1, 20)
    assert metadata.inspection_end == date(2020, 1, 24)


def test_a_letter_about_something_else_has_no_inspection() -> None:
    metadata = read(
        [
            "5 May 2025",
            "Dear colleague",
            "We visited three schools on 3 April 2025 and learnt much.",
        ],
        ["Yours sincerely", "Ann Marsh Chief Inspector"],
    )

    assert metadata.doc_type == "letter"
    assert metadata.inspection_start is None
    assert metadata.published == date(2025, 5, 5)
    assert metadata.lead_inspector is None


def test_a_director_who_signs_did_not_lead() -> None:
    metadata = read(
        ["Dear partners", "Joint targeted area inspection of Elm"],
        ["Yours sincerely", "Dr Ann Marsh BSc MD Chief Inspector of Hospitals", "Jo Fenn Director"],
    )

    assert metadata.lead_inspector is None
    assert metadata.authors == ()


def test_an_area_report_gives_its_outcome_and_the_inspectorates_own_lead() -> None:
    metadata = read(
        [
            "Local area partnership report",
            "# Area SEND inspection of Elm Borough Local Area Partnership",
            "Inspection dates: 18 to 22 November 2024",
            "Dates of previous inspection: 5 to 9 December 2016",
            "# Inspection outcome",
            "The arrangements lead to inconsistent experiences and outcomes for children.",
        ],
        ["Mr Bo Lake, CQC Lead inspector Jo Fenn\tMs Ann Marsh, Ofsted HMI, Lead inspector"],
    )

    assert metadata.doc_type == "send_inspection"
    assert metadata.authority == "Elm"
    assert metadata.inspection_start == date(2024, 11, 18)
    assert metadata.lead_inspector == "Ann Marsh"
    assert metadata.judgements == (
        ("Inspection outcome", "lead to inconsistent experiences and outcomes"),
    )
    assert metadata.overall_grade is None


def test_a_homes_report_is_titled_by_its_kind_and_number() -> None:
    metadata = read(
        [
            "SC000123",
            "Registered provider: Elm Care Limited",
            "Full inspection",
            "Inspected under the social care common inspection framework",
            "Information about this children’s home",
            "Inspection dates: 11 and 12 July 2024",
            "Overall experiences and progress of children and young people\toutstanding",
            "The effectiveness of leaders and managers\tgood",
            "Date of last inspection: 8 August 2023",
        ],
        ["Unique reference number: SC000123", "# Inspector", "Ann Marsh, Social Care Inspector"],
    )

    assert metadata.title == "Children’s home SC000123: full inspection"
    assert metadata.doc_type == "inspection_report"
    assert (metadata.provider, metadata.urn) == ("Elm Care Limited", "SC000123")
    assert metadata.authority is None
    assert metadata.inspection_end == date(2024, 7, 12)
    assert metadata.overall_grade == "Outstanding"
    assert metadata.judgements[1] == ("The effectiveness of leaders and managers", "Good")
    assert metadata.lead_inspector == "Ann Marsh"


@pytest.mark.parametrize(
    ("inspectors", "lead"),
    [
        (
            ["Ann Marsh, Social Care Inspector (lead)", "Bo Lake, Social Care Inspector"],
            "Ann Marsh",
        ),
        (["Ann Marsh, Social Care Inspector", "Bo Lake, Social Care Inspector"], None),
    ],
)
def test_an_agencys_report_is_titled_by_its_name(inspectors: list[str], lead: str | None) -> None:
    metadata = read(
        [
            "# Elm Fostering",
            "Hill House",
            "Inspected under the social care common inspection framework",
            "Information about this independent fostering agency",
            "Inspection dates: 3 to 7 June 2024",
        ],
        ["# Inspectors", *inspectors],
    )

    assert metadata.title == "Elm Fostering (independent fostering agency): inspection"
    assert metadata.provider == "Elm Fostering"
    assert metadata.lead_inspector == lead
