"""Which document takes the place of which."""

from dataclasses import replace
from datetime import date

import pytest

from retriever.records import Metadata, doc_id_of
from retriever.store.versions import series_of, successors


def inspection(year: int, authority: str = "Northmere", **more: str) -> Metadata:
    return Metadata(
        title=more.pop("title", f"Inspection of {authority} children's services"),
        doc_type="inspection_report",
        authority=authority,
        inspection_end=date(year, 6, 13),
    )


def test_the_newest_inspection_takes_the_place_of_all_before_it() -> None:
    library = [("a", inspection(2017)), ("b", inspection(2024)), ("c", inspection(2019))]

    assert successors(library) == {"a": "b", "c": "b"}


def test_an_inspection_under_an_older_title_is_of_the_same_series() -> None:
    title = "Inspection of services for children in need of help and protection"

    assert successors([("a", inspection(2015, title=title)), ("b", inspection(2022))]) == {"a": "b"}


def test_another_authority_supersedes_nothing() -> None:
    assert successors([("a", inspection(2017)), ("b", inspection(2024, "Saltcombe"))]) == {}


@pytest.mark.parametrize(
    "title",
    [
        "Focused visit to Northmere children's services",
        "Monitoring visit of Northmere children's services",
        "Joint targeted area inspection of Northmere",
    ],
)
def test_what_looks_at_a_part_is_in_no_series(title: str) -> None:
    assert series_of(inspection(2024, title=title)) is None


def test_a_send_inspection_does_not_take_the_place_of_another_kind() -> None:
    send = inspection(2024, title="Area SEND inspection of Northmere Local Area Partnership")

    assert successors([("a", inspection(2019)), ("b", send)]) == {}


def test_the_next_edition_of_a_paper_takes_the_place_of_the_last() -> None:
    library = [
        ("a", Metadata("Helping families early 2021", "guidance", published=date(2021, 9, 1))),
        (
            "b",
            Metadata("Helping families early: March 2023", "guidance", published=date(2023, 3, 1)),
        ),
        ("c", Metadata("Helping schools early 2024", "guidance", published=date(2024, 9, 1))),
    ]

    assert successors(library) == {"a": "b"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Action plan after the inspection of children's services", "document"),
        ("How to send us your documents", "document"),
        ("Annual report 2024", "report"),
        ("Minutes of the meeting, 4 April", "document"),
    ],
)
def test_what_only_speaks_of_an_inspection_or_comes_each_year_is_in_no_series(
    title: str, kind: str
) -> None:
    assert (
        series_of(Metadata(title, kind, authority="Northmere", published=date(2024, 1, 1))) is None
    )


def test_another_publisher_or_another_home_supersedes_nothing() -> None:
    mine, theirs = (
        replace(inspection(year), publisher=name) for year, name in ((2019, "A"), (2024, "B"))
    )
    homes = [
        replace(inspection(year), authority=None, provider="Rainbow House", urn=urn)
        for year, urn in ((2019, "SC1"), (2024, "SC2"))
    ]

    assert successors([("a", mine), ("b", theirs)]) == {}
    assert successors([("a", homes[0]), ("b", homes[1])]) == {}


def test_a_home_is_known_by_its_number_however_its_provider_is_written() -> None:
    homes = [
        replace(inspection(year), authority=None, provider=name, urn="SC1")
        for year, name in ((2019, "New Paths Ltd"), (2024, "New Paths Limited"))
    ]

    assert successors([("a", homes[0]), ("b", homes[1])]) == {"a": "b"}


def test_without_a_date_nothing_is_superseded() -> None:
    undated = Metadata("Helping families early", "guidance")
    dated = Metadata("Helping families early", "guidance", published=date(2023, 3, 1))

    assert successors([("a", undated), ("b", dated)]) == {}


def test_two_of_one_day_stand_beside_each_other() -> None:
    assert successors([("a", inspection(2024)), ("b", inspection(2024))]) == {}


def test_posts_take_nobodys_place() -> None:
    posts = [
        ("a", Metadata("A message to staff", "blog_post", published=date(2021, 1, 1))),
        ("b", Metadata("A message to staff", "blog_post", published=date(2022, 1, 1))),
    ]

    assert successors(posts) == {}


def test_what_a_sidecar_says_goes_before() -> None:
    newer = doc_id_of("guidance/new.pdf")
    stated = Metadata("Old notes", "document", superseded_by="guidance/new.pdf")
    lacking = Metadata("Older notes", "document", superseded_by="the 2026 edition")
    own = Metadata("Notes", "document", superseded_by="d")

    assert successors([("a", stated), ("b", lacking), ("d", own), (newer, inspection(2024))]) == {
        "a": newer,
        "b": "the 2026 edition",
    }


def test_a_sidecar_can_say_that_nothing_takes_a_documents_place() -> None:
    kept = replace(inspection(2017), origins=(("superseded_by", "sidecar"),))

    assert successors([("a", kept), ("b", inspection(2024))]) == {}
