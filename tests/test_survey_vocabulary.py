"""The field's words for what is judged, and whether words name a topic."""

import pytest

from retriever.search.query import understand
from retriever.surveys.topic import Topic
from retriever.surveys.vocabulary import areas_of, grade_of


@pytest.mark.parametrize(
    ("label", "areas"),
    [
        ("Overall effectiveness", ["overall effectiveness"]),
        (
            (
                "Overall experiences and progress of children and young people, taking into "
                "account how well children are helped and protected"
            ),
            ["overall effectiveness"],
        ),
        (
            "The impact of leaders on social work practice with children and families",
            ["leadership"],
        ),
        ("3. Leadership, management and governance", ["leadership"]),
        ("The effectiveness of leaders and managers", ["leadership"]),
        ("1. Children who need help and protection", ["help and protection"]),
        ("How well children and young people are helped and protected", ["help and protection"]),
        ("2. Children looked after and achieving permanence", ["children in care"]),
        (
            "The experiences and progress of children in care and care leavers",
            ["children in care", "care leavers"],
        ),
        ("2.1 Adoption performance", ["adoption"]),
        ("Inspection outcome", []),
    ],
)
def test_a_label_of_any_framework_covers_what_it_judges(label: str, areas: list[str]) -> None:
    assert [area.name for area in areas_of(label)] == areas


def test_a_grade_is_read_in_its_longer_and_shorter_form() -> None:
    read = [
        grade_of(text)
        for text in ("Requires improvement to be good", "requires improvement", "GOOD", "Met")
    ]

    assert read == ["Requires improvement", "Requires improvement", "Good", None]


@pytest.mark.parametrize(
    ("topic", "own", "around", "is_named"),
    [
        ("caseloads", "Each caseload is lower.", "", True),
        ("caseloads", "They are lower.", "Caseloads", False),
        ("kinship care", "Many kinship carers wait.", "", True),
        ("kinship care", "Kinship matters to children in care.", "", False),
        ("return home interviews", "Interviews are late.", "Return home interviews", True),
        ("support for new carers", "New staff support carers.", "", True),
        ("support for new carers", "New staff wait.", "", False),
        ("age limits", "Agency limits apply.", "", False),
    ],
)
def test_a_topic_is_named_by_its_words_together(
    topic: str, own: str, around: str, *, is_named: bool
) -> None:
    assert Topic(understand(topic, ())).is_named(own, around) == is_named
