import hashlib
from pathlib import Path

import pytest

from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import kind_of, load_file
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import BlockKind, Document
from tests.pdf_maker import pdf_of, report_pages

HTML = b"<!DOCTYPE html><html><body><main><p>Sorry, page not found here.</p></main></body></html>"


def load(tmp_path: Path, name: str, data: bytes) -> Document:
    file = tmp_path / Path(name).name
    file.write_bytes(data)
    identity = FileIdentity("d", name, hashlib.sha256(data).hexdigest())
    return load_file(file, identity, lambda: None).document


def test_a_kind_is_told_by_the_bytes() -> None:
    assert kind_of(pdf_of(report_pages())) == "pdf"
    assert kind_of(HTML) == "html"
    assert kind_of("\ufeff<html><p>x".encode("utf-16")) == "html"
    assert kind_of(b"Just words.") == "text"
    assert kind_of(b"PK\x03\x04\x00\x00\x00\x00\x08\x00") == "unknown"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "It’s £5 – “fair”."),
        ("utf-8-sig", "It’s £5 – “fair”."),
        ("utf-16", "It’s £5 – “fair”."),
        ("cp1252", "It’s £5 – “fair”."),
    ],
)
def test_text_is_decoded_whatever_wrote_it(tmp_path: Path, encoding: str, text: str) -> None:
    document = load(tmp_path, "a.txt", f"A title\n\n{text}".encode(encoding))

    assert document.text == f"A title\n\n{text}"


def test_an_error_page_named_pdf_is_skipped_and_called_one(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match=r"named \.pdf, but it is an HTML page"):
        load(tmp_path, "report.pdf", HTML)


def test_an_empty_file_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match="empty"):
        load(tmp_path, "a.txt", b" \n")


def test_a_file_of_an_unknown_kind_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match=r"unknown kind \(\.docx\)"):
        load(tmp_path, "a.docx", b"PK\x03\x04\x00\x00")


def test_a_pdf_without_a_header_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="damaged"):
        load(tmp_path, "a.pdf", b"\x00\x01\x02\x03" * 50)


def test_a_scan_is_skipped_and_said_to_need_ocr(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match="no text on any of its 2 pages: it needs OCR"):
        load(tmp_path, "a.pdf", pdf_of([[], []]))


def test_a_pdf_without_its_ending_is_still_one(tmp_path: Path) -> None:
    assert len(load(tmp_path, "a-report", pdf_of(report_pages())).pages) == 3


def test_a_folder_gives_the_type(tmp_path: Path) -> None:
    post = load(tmp_path, "blog_posts/a.txt", b"A title\n\nWords stand here.")
    report = load(tmp_path, "demonstration/review_reports/a.txt", b"A title\n\nWords stand here.")

    assert post.metadata.doc_type == "blog_post"
    assert report.metadata.doc_type == "review_report"


def test_without_a_folder_the_content_gives_the_type(tmp_path: Path) -> None:
    assert load(tmp_path, "a.pdf", pdf_of(report_pages())).metadata.doc_type == "inspection_report"
    assert load(tmp_path, "a.txt", b"A title\n\nWords.").metadata.doc_type == "document"


def test_a_single_line_is_a_paragraph_as_well_as_the_title(tmp_path: Path) -> None:
    document = load(tmp_path, "a.txt", b"The office is closed on Monday")

    assert document.metadata.title == "The office is closed on Monday"
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]


def test_every_block_is_the_text_at_its_offsets(tmp_path: Path) -> None:
    document = load(tmp_path, "a.pdf", pdf_of(report_pages()))

    texts = [document.text[block.start : block.end] for block in document.blocks]
    assert texts[0] == "Inspection of Amber Vale local authority children's services"
    assert texts[-1] == "3. Care leavers are well supported."
    assert all(text == text.strip() != "" for text in texts)
