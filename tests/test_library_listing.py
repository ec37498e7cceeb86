from datetime import date

from ingest.library_listing import ListedDocument, lines_of
from retriever.records import Document, Metadata, PageSpan

METADATA = Metadata(
    title="Inspection of Elm children’s services",
    doc_type="inspection_report",
    authority="Elm",
    urn="80000",
    publisher="Ofsted",
    published=date(2025, 8, 1),
    inspection_start=date(2025, 6, 9),
    inspection_end=date(2025, 6, 13),
    lead_inspector="Ann Marsh",
    overall_grade="Good",
    judgements=(("Leaders", "Outstanding"), ("Overall effectiveness", "Good")),
    licence="Open Government Licence",
    origins=(
        ("title", "page 1"),
        ("authority", "page 1"),
        ("inspection_start", "page 1"),
        ("lead_inspector", "page 1"),
        ("overall_grade", "page 1"),
        ("judgements", "page 1"),
        ("published", "file name"),
        ("urn", "file name"),
        ("publisher", "page 9"),
        ("licence", "page 9"),
    ),
    precisions=(("published", "month"),),
)
DOCUMENT = Document(
    doc_id="d1",
    path="inspection_reports/elm.pdf",
    file_hash="h",
    text="Words.",
    blocks=(),
    metadata=METADATA,
    pages=(PageSpan(1, "", 0, 6),),
    warnings=("page 2 has no text",),
    superseded_by="d2",
    also_at=("copies/elm.pdf",),
)


def test_the_list_tells_each_documents_facts_by_where_they_were_read() -> None:
    assert list(lines_of([ListedDocument(DOCUMENT, 3)])) == [
        "inspection_reports/elm.pdf  (d1)",
        "    Inspection of Elm children’s services",
        "    inspection report, 1 page, 3 passages",
        (
            "    page 1: Elm; inspected 9 to 13 June 2025; lead inspector Ann Marsh; "
            "overall Good; Leaders:"
        ),
        "        Outstanding",
        "    page 9: publisher Ofsted; Open Government Licence",
        "    file name: reference number 80000; published August 2025",
        "    superseded by d2",
        "    the same content at: copies/elm.pdf",
        "    warning: page 2 has no text",
        "1 document",
    ]


def test_an_empty_list_counts_nothing() -> None:
    assert list(lines_of([])) == ["0 documents"]


def test_the_json_has_the_contracts_fields_and_then_the_added_ones() -> None:
    facts = ListedDocument(DOCUMENT, 3).as_json()

    assert list(facts)[-8:] == [
        "also_at",
        "warnings",
        "origins",
        "provider",
        "urn",
        "licence",
        "publisher",
        "precisions",
    ]
    assert facts["superseded_by"] == "d2"
    assert facts["also_at"] == ["copies/elm.pdf"]
    assert facts["urn"] == "80000"
    assert facts["precisions"] == {"published": "month"}
    assert facts["published"] == "2025-08-01"
    assert facts["judgements"] == [
        ["Leaders", "Outstanding"],
        ["Overall effectiveness", "Good"],
    ]
