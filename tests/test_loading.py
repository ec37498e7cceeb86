import hashlib
from pathlib import Path

import pytest

from ingest.loaders.draft import FileIdentity
from ingest.loaders.kinds import kind_of
from ingest.loaders.loading import load_file
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import BlockKind, Document
from tests.pdf_maker import pdf_of, report_pages
from tests.word_maker import add_xml, new_document, saved

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
    assert kind_of(b"PK\x03\x04\x00\x00\x00\x00\x08\x00") == "damaged zip"


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
    with pytest.raises(SkippedFileError, match=r"unknown kind \(\.xyz\): PDF, Word"):
        load(tmp_path, "a.xyz", b"\x00\x01\x02\x03" * 50)
    with pytest.raises(SkippedFileError, match=r"text of an unknown kind \(\.xyz\): rename it"):
        load(tmp_path, "a.xyz", b"Just words.")


def test_a_damaged_word_document_has_failed(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"damaged Word document \(it has no readable zip"
    ):
        load(tmp_path, "a.docx", b"PK\x03\x04\x00\x00")


def test_an_unfinished_archive_that_is_named_as_no_document_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match="damaged or unfinished zip archive"):
        load(tmp_path, "a.zip", b"PK\x03\x04\x00\x00")


def test_an_error_page_named_as_a_word_document_is_skipped(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match=r"named \.docx, but it is an HTML page"):
        load(tmp_path, "report.docx", HTML)


def test_a_table_of_values_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match="It is a table of comma-separated values"):
        load(tmp_path, "a.csv", b"area,homes\nNorth,4\n")


def test_a_word_document_is_read_whatever_its_name(tmp_path: Path) -> None:
    word = new_document()
    word.add_paragraph("A note on beds", style="Title")
    word.add_paragraph("Beds are made.")
    data = saved(word)

    assert load(tmp_path, "a.docx", data).text == "A note on beds\n\nBeds are made."
    assert load(tmp_path, "a.doc", data).text == "A note on beds\n\nBeds are made."
    with pytest.raises(SkippedFileError, match=r"it is a Word document: rename it to \.docx"):
        load(tmp_path, "a.pdf", data)


def test_a_word_document_without_text_says_what_was_left_out(tmp_path: Path) -> None:
    word = new_document()
    add_xml(word, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen</w:t></w:r>")

    with pytest.raises(SkippedFileError, match=r"no text \(1 hidden stretch was left out\)"):
        load(tmp_path, "a.docx", saved(word))


def test_a_pdf_without_a_header_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="damaged"):
        load(tmp_path, "a.pdf", b"\x00\x01\x02\x03" * 50)


def test_a_scan_is_skipped_and_said_to_need_ocr(tmp_path: Path) -> None:
    with pytest.raises(SkippedFileError, match="no text on any of its 2 pages: they are blank"):
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


def test_markdown_is_read_as_such_by_its_name_or_its_marks(tmp_path: Path) -> None:
    text = b"# Beds\n\nThey are **made** daily.\n\n## Desks\n\nEach has one.\n"

    named = load(tmp_path, "a.md", text)
    marked = load(tmp_path, "a.txt", text)

    assert named.text == marked.text == "Beds\n\nThey are made daily.\n\nDesks\n\nEach has one."
