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


@pytest.mark.parametrize("text", ["title = ", 'titel = "x"', 'published = "13 June"', "title = 3"])
def test_a_sidecar_that_does_not_fit_is_named(tmp_path: Path, text: str) -> None:
    sidecar = tmp_path / "a.pdf.meta.toml"
    sidecar.write_text(text)

    with pytest.raises(UnreadableFileError, match=r"a\.pdf\.meta\.toml"):
        with_sidecar(READ, sidecar)
