"""Which document takes the place of which."""

from datetime import date

import pytest

from retriever.records import Metadata
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
    stated = Metadata("Old notes", "document", superseded_by="b")

    assert successors([("a", stated), ("b", inspection(2024))]) == {"a": "b"}
