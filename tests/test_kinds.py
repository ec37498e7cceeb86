"""Of each kind of file the first bytes as its programs write them, and what Candour says of it."""

import io
import tarfile
import zipfile

import pytest

from ingest.loaders.kinds import is_markdown, kind_of
from ingest.loaders.refusals import REFUSED_KINDS, check_kind
from retriever.errors import SkippedFileError, UnreadableFileError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIL = b"Received: from a by b\r\nFrom: a@example.org\r\nSubject: Visit\r\n\r\nDear all,\r\n"


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, part in parts.items():
            # Of one day, because the bytes name the test.
            container.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def tarred(kind: int) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=kind) as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = 5
        archive.addfile(entry, io.BytesIO(b"words"))
    return stream.getvalue()


def office(folder: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", f"{folder}/main.xml": b"<a/>"})


def open_document(form: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{form}".encode()})


def old_tar() -> bytes:
    """A tar archive without the later formats' mark: only the checksum tells."""
    block = bytearray(tarred(tarfile.USTAR_FORMAT)[:512])
    block[257:512] = bytes(255)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (office("word"), "docx"),
        (office("xl"), "xlsx"),
        (office("ppt"), "pptx"),
        (open_document("text"), "odt"),
        (open_document("text-template"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
        (open_document("graphics"), "opendocument"),
        (zipped({"mimetype": b"application/epub+zip"}), "epub"),
        (zipped({"a.pdf": b"%PDF-1.7 inside"}), "zip"),
        (zipped({}), "zip"),
        (zipped({"a.txt": b"words"})[:-20], "damaged zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted office file"),
        (OLE + "WordDocument__properties_version1.0".encode("utf-16-le"), "msg"),
        (OLE, "ole"),
        (MAIL, "email"),
        (b"MIME-Version: 1.0\nFrom: saved\nContent-Type: multipart/related\n\nx", "mhtml"),
        (b"From: Ann\nTo: Ben\nSubject: Visit\n\nWe agreed that the home is safe.", "text"),
        (b"{\\rtf1\\ansi words}", "rtf"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), "archive"),
        (b"Rar!\x1a\x07\x01\x00", "archive"),
        (b"\x1f\x8b\x08\x00", "archive"),
        (tarred(tarfile.PAX_FORMAT), "archive"),
        (old_tar(), "archive"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image"),
        (b"\x00\x00\x00\x18ftypheic", "image"),
        (b"<svg xmlns='a'><text>x</text></svg>", "image"),
        (b"ID3\x04\x00\x00", "audio"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        (b"\x7fELF\x02\x01", "program"),
        (b"SQLite format 3\x00", "database"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed"),
        (b"<?xml version='1.0'?><data><a/></data>", "xml"),
        (b"<data>\n  <a>1</a>\n</data>", "xml"),
        (b"<?xml version='1.0'?><html><p>x</p></html>", "html"),
        (b"<div>\n<p>A piece of a page.</p></div>", "html"),
        (b"<b>Note</b>: words that are typed by hand.", "text"),
        (b"MZ is a mark of programs, and BM one of pictures.", "text"),
        (b"\x00\x01\x02\x03" * 50, "unknown"),
    ],
)
def test_a_kind_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_every_refusal_says_what_the_file_is_and_what_to_do() -> None:
    for kind, (what, remedy) in REFUSED_KINDS.items():
        with pytest.raises(SkippedFileError) as caught:
            check_kind(".bin", kind)

        assert str(caught.value) == f"It is {what}: {remedy}"


def test_a_refused_kind_under_a_documents_name_is_told_so() -> None:
    with pytest.raises(SkippedFileError, match=r"^It is named \.docx, but it is a Rich Text file"):
        check_kind(".docx", "rtf")


def test_a_document_with_a_password_is_skipped_as_encrypted() -> None:
    with pytest.raises(SkippedFileError, match=r"^It is encrypted: save it without a password"):
        check_kind(".docx", "encrypted office file")


def test_an_open_document_text_that_is_no_container_is_damaged() -> None:
    with pytest.raises(UnreadableFileError, match="damaged OpenDocument text"):
        check_kind(".odt", "unknown")


@pytest.mark.parametrize(
    ("text", "ending", "expected"),
    [
        ("Plain words.", ".md", True),
        ("Plain words.", ".txt", False),
        ("# One\n\nWords.\n\n## Two\n\nSee [the guide](https://example.org/a).", ".txt", True),
        ("---\ntitle: A note\n---\n\nIt is **vital**.", "", True),
        ("# A title\n\n- one\n- two\n\n1. first", ".txt", False),
        ("A title\n=====\n\n* one\n* two *starred* words", ".txt", False),
        ("Skip to main content\n\n# One\n\nWords.\n\n# Two", ".txt", False),
        ("name  | homes\n----- | -----\nNorth | 4", ".txt", False),
    ],
)
def test_markdown_is_told_by_its_name_or_by_marks_of_two_kinds(
    text: str, ending: str, *, expected: bool
) -> None:
    assert is_markdown(text, ending) is expected


def test_an_encrypted_or_damaged_line_that_names_the_kind_is_no_crash() -> None:
    encrypted = bytearray(open_document("text"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.find(mark) + place] |= 1
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 20)
    damaged = bytearray(stream.getvalue())
    damaged[50:90] = b"\xff" * 40

    assert kind_of(bytes(encrypted)) == "zip"
    assert kind_of(bytes(damaged)) == "damaged zip"
    assert kind_of(zipped({"MimeType": b"application/epub+zip"})) == "zip"


def test_a_tables_rule_stands_in_one_line() -> None:
    text = "A **word** here.\n\n{}\n"

    assert is_markdown(text.format("| --- | :---: |"), ".txt")
    assert not is_markdown(text.format("|\n---\n|"), ".txt")
