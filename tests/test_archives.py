import struct
import zipfile
from io import BytesIO

import pytest

from ingest.loaders.archives import ENTRY_LIMIT, open_archive, parse_xml
from retriever.errors import SkippedFileError, UnreadableFileError

XML = b"<a><b>words</b></a>"


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as container:
        for name, part in parts.items():
            container.writestr(name, part)
    return stream.getvalue()


def patched(data: bytes, offset: int, fields: bytes) -> bytes:
    """Overwrite bytes of the first entry in the directory, counted from its signature."""
    place = data.index(b"PK\x01\x02") + offset
    return data[:place] + fields + data[place + len(fields) :]


def test_a_part_is_read_and_a_missing_one_is_none() -> None:
    archive = open_archive(zipped({"word/a.xml": XML, "media/x.xlsx": b"PK"}))

    assert archive.names == ("word/a.xml", "media/x.xlsx")
    assert archive.nested == ("media/x.xlsx",)
    assert archive.read("word/a.xml") == XML
    assert archive.tree("word/a.xml")[0].text == "words"
    assert archive.tree("word/b.xml") is None


def test_backslashes_in_names_are_read_as_slashes() -> None:
    assert open_archive(zipped({"word\\a.xml": XML})).names == ("word/a.xml",)


def test_a_container_that_was_cut_off_is_damaged() -> None:
    with pytest.raises(UnreadableFileError, match="zip container is damaged"):
        open_archive(zipped({"a.xml": XML})[:-30])


def test_a_damaged_part_is_named() -> None:
    data = bytearray(zipped({"a.xml": XML}, zipfile.ZIP_STORED))
    data[data.index(b"words")] ^= 1

    with pytest.raises(UnreadableFileError, match=r"part a\.xml is damaged \(Bad CRC-32"):
        open_archive(bytes(data)).read("a.xml")


def test_encrypted_parts_are_skipped_as_encrypted() -> None:
    data = patched(zipped({"a.xml": XML}), 8, b"\x01\x00")

    with pytest.raises(SkippedFileError, match="It is encrypted"):
        open_archive(data)


def test_too_many_parts_are_refused() -> None:
    data = zipped({str(place): b"" for place in range(ENTRY_LIMIT + 1)})

    with pytest.raises(UnreadableFileError, match="holds 10,001 parts, over the limit of 10,000"):
        open_archive(data)


def test_a_total_over_the_limit_is_refused_before_anything_is_expanded() -> None:
    data = patched(zipped({"a.png": b"x"}), 24, struct.pack("<L", (1 << 30) + (5 << 20)))

    with pytest.raises(UnreadableFileError, match="expand to 1,029 MB, over the limit of 1,024 MB"):
        open_archive(data)


def test_a_part_over_the_limit_is_refused_when_it_is_asked_for() -> None:
    data = patched(zipped({"a.bin": b"x"}), 24, struct.pack("<L", 65 << 20))

    with pytest.raises(UnreadableFileError, match=r"part a\.bin has more than 64 MB when expanded"):
        open_archive(data).read("a.bin")


def test_xml_that_expands_too_far_is_refused_as_a_bomb() -> None:
    data = zipped({"a.xml": b"<a>" + b" " * (5 << 20) + b"</a>"})

    with pytest.raises(UnreadableFileError, match=r"part a\.xml expands more than 200 to 1"):
        open_archive(data)


def test_a_part_that_lies_about_its_size_is_not_expanded_past_it() -> None:
    data = patched(zipped({"a.bin": b"y" * 90_000}), 24, struct.pack("<L", 10))

    with pytest.raises(UnreadableFileError, match="damaged"):
        open_archive(data).read("a.bin")


def test_parts_that_share_bytes_are_refused() -> None:
    data = zipped({"a.bin": b"x" * 400, "b.bin": b"y" * 400}, zipfile.ZIP_STORED)
    data = patched(data, 20, struct.pack("<L", 700))

    with pytest.raises(UnreadableFileError, match=r"part a\.bin overlaps the next"):
        open_archive(data)


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "word/../../a.xml", "C:\\a.xml"])
def test_a_name_outside_of_the_container_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="outside of itself"):
        open_archive(zipped({name: XML}))


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"two parts named 'a\.xml'"):
        open_archive(zipped({"a.xml": XML, "b.xml": XML}).replace(b"b.xml", b"a.xml"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_a_document_type_is_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "words">]><a>&b;</a>'.encode(encoding)

    with pytest.raises(UnreadableFileError, match=r"part a\.xml declares a document type"):
        parse_xml(bomb, "a.xml")


def test_damaged_xml_and_xml_nested_too_deep_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged XML"):
        parse_xml(b"<a><b></a>", "a.xml")
    with pytest.raises(UnreadableFileError, match="Excessive depth"):
        parse_xml(b"<a>" * 300 + b"</a>" * 300, "a.xml")
