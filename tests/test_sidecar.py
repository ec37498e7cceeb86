from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.sidecar import with_sidecar
from retriever.errors import UnreadableFileError
from retriever.records import Metadata

READ = Metadata(
    title="Read", doc_type="document", url="u", origins=(("title", "page 1"), ("url", "text"))
)


def test_a_sidecars_values_go_before_what_was_read(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text('title = "Written"\npublished = 2025-06-13\nauthors = ["Ann Marsh"]\n')

    metadata = with_sidecar(READ, sidecar)

    assert metadata.title == "Written"
    assert metadata.published == date(2025, 6, 13)
    assert metadata.authors == ("Ann Marsh",)
    assert metadata.url == "u"
    assert metadata.origins == (
        ("url", "text"),
        ("title", "sidecar"),
        ("published", "sidecar"),
        ("authors", "sidecar"),
    )


def test_no_sidecar_changes_nothing(tmp_path: Path) -> None:
    assert with_sidecar(READ, tmp_path / "none.meta.toml") == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_sidecar_is_read_whatever_editor_wrote_it(tmp_path: Path, encoding: str) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_bytes('title = "Children’s homes"\r\nurn = 80427\r\n'.encode(encoding))

    metadata = with_sidecar(READ, sidecar)

    assert metadata.title == "Children’s homes"
    assert metadata.urn == "80427"


def test_a_sidecar_sets_every_field_that_is_read_from_documents(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text(
        'provider = "Elm Care"\nurn = "SC000123"\nlicence = "OGL"\nsuperseded_by = "b.pdf"\n'
        "inspection_start = 2025-06-13\ninspection_end = 2025-06-14T10:00:00\n"
        '[judgements]\n"Overall effectiveness" = "Good"\n"Leaders" = "Outstanding"\n'
    )

    metadata = with_sidecar(READ, sidecar)

    assert (metadata.provider, metadata.urn) == ("Elm Care", "SC000123")
    assert (metadata.licence, metadata.superseded_by) == ("OGL", "b.pdf")
    assert metadata.inspection_start == date(2025, 6, 13)
    assert metadata.inspection_end == date(2025, 6, 14)
    assert metadata.judgements == (("Overall effectiveness", "Good"), ("Leaders", "Outstanding"))


@pytest.mark.parametrize(
    ("written", "day", "precisions"),
    [
        ("2025-06-13", date(2025, 6, 13), ()),
        ("2025-06", date(2025, 6, 1), (("published", "month"),)),
        ("2025", date(2025, 1, 1), (("published", "year"),)),
    ],
)
def test_a_date_may_be_a_day_a_month_or_a_year(
    tmp_path: Path, written: str, day: date, precisions: tuple[tuple[str, str], ...]
) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text(f'published = "{written}"\n')
    read = replace(READ, published=date(2024, 1, 1), precisions=(("published", "year"),))

    metadata = with_sidecar(read, sidecar)

    assert metadata.published == day
    assert metadata.precisions == precisions


def test_a_value_set_to_nothing_is_unknown(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text('url = ""\npublished = ""\ncategories = []\n')
    read = replace(READ, published=date(2024, 1, 1), categories=("x",))

    metadata = with_sidecar(read, sidecar)

    assert (metadata.url, metadata.published, metadata.categories) == (None, None, ())
    assert metadata.origins == (("title", "page 1"),)


def test_what_was_written_by_hand_goes_before_what_the_source_said(tmp_path: Path) -> None:
    sidecar = tmp_path / "a.html.meta.toml"
    sidecar.write_text(
        'title = "Written"\n[fetched]\nsource = "feed"\n'
        '[fetched.said]\ntitle = "Fetched"\npublished = 2025-06-13\n'
    )

    metadata = with_sidecar(READ, sidecar)

    assert metadata.title == "Written"
    assert dict(metadata.origins) == {"url": "text", "published": "feed", "title": "sidecar"}


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("title = ", "is no TOML"),
        ('titel = "x"', r"unknown field titel: did you mean title\? Known are title, doc_type"),
        ('colour = "x"', "unknown field colour: Known are title"),
        ('published = "13 June"', "write a day as 2025-06-13"),
        ('published = "2025-13"', "write a day as 2025-06-13"),
        ("title = 3", "title = 3: write a text in quotation marks"),
        ('title = ""', "write a text in quotation marks"),
        ('authors = "Ann Marsh"', r"write a list of texts: \["),
        ('judgements = "Good"', r"write a table: \[judgements\]"),
        ("urn = true", "write a number"),
        ('fetched = "x"', "unknown field fetched"),
    ],
)
def test_a_sidecar_that_does_not_fit_is_told_what_to_write(
    tmp_path: Path, text: str, advice: str
) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text(text)

    with pytest.raises(UnreadableFileError, match=r"^Its sidecar a\.pdf\.meta\.toml .*" + advice):
        with_sidecar(READ, sidecar)


@pytest.mark.parametrize("text", [f"urn = {'9' * 5000}", f"title = {'[' * 3000}", "#" * 20_000])
def test_a_sidecar_without_end_is_named_and_no_more(tmp_path: Path, text: str) -> None:
    sidecar = tmp_path / "a.txt.meta.toml"
    sidecar.write_text(text, "utf-8")

    with pytest.raises(
        UnreadableFileError, match=r"^Its sidecar a\.txt\.meta\.toml (is no TOML|has)"
    ):
        with_sidecar(READ, sidecar)


def test_a_sidecar_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.toml").write_text('title = "Not ours"', "utf-8")
    sidecar = tmp_path / "a.txt.meta.toml"
    sidecar.symlink_to(tmp_path / "outside.toml")

    with pytest.raises(UnreadableFileError, match="a symbolic link, not followed"):
        with_sidecar(READ, sidecar)
