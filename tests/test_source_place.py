"""A place of a document as a link carries it: what comes back is checked field by field."""

import pytest

from retriever.errors import DocumentError
from ui.place import Place


def test_a_place_survives_the_way_through_a_link() -> None:
    place = Place("a b&c=d", 3, 9, 2)

    assert place.href == "#source?doc_id=a+b%26c%3Dd&start=3&end=9&page=2"
    assert Place.from_browser({"doc_id": "a b&c=d", "start": 3, "end": 9, "page": 2}) == place


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "post",
        {},
        {"doc_id": "", "start": 0, "end": 5},
        {"doc_id": "x" * 201, "start": 0, "end": 5},
        {"doc_id": ["post"], "start": 0, "end": 5},
        {"doc_id": "post", "start": "0", "end": 5},
        {"doc_id": "post", "start": -1, "end": 5},
        {"doc_id": "post", "start": True, "end": 5},
        {"doc_id": "post", "start": 0.5, "end": 5},
        {"doc_id": "post", "start": 0, "end": 5, "page": "1"},
        {"doc_id": "post", "start": 0, "end": 5, "path": "/etc/passwd"},
    ],
)
def test_what_the_browser_sends_is_checked_field_by_field(sent: object) -> None:
    with pytest.raises(DocumentError, match="This link to a source is damaged"):
        Place.from_browser(sent)


def test_a_document_as_a_whole_is_a_place_too() -> None:
    place = Place.of_document("post")

    assert place.href == "#source?doc_id=post&start=0&end=0"
    assert place.is_whole
    assert not Place("post", 0, 5).is_whole
