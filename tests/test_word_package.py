import pytest
from docx.document import Document as WordDocument

from ingest.office.word_file import load_word
from retriever.errors import UnreadableFileError
from tests.word_maker import new_document, part, saved, with_parts

MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "word/_rels/document.xml.rels"
KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def small() -> WordDocument:
    document = new_document()
    document.add_paragraph("Findings", style="Heading 1")
    document.add_paragraph("Beds are made.")
    return document


def texts(data: bytes) -> list[tuple[str, str]]:
    draft = load_word(data, "a", lambda: None)
    return [(block.kind.name, block.text) for block in draft.blocks]


EXPECTED = [("HEADING", "Findings"), ("PARAGRAPH", "Beds are made.")]


def with_relation(data: bytes, kind: bytes, target: bytes) -> bytes:
    added = b'<Relationship Id="rX" Type="%s%s" Target="%s"/></Relationships>'
    relations = part(data, RELATIONS).replace(b"</Relationships>", added % (KIND, kind, target))
    return with_parts(data, {RELATIONS: relations})


def test_a_relationship_to_no_part_is_passed_over() -> None:
    assert texts(with_relation(saved(small()), b"image", b"../NULL")) == EXPECTED


def test_a_document_with_macros_is_read_without_them_and_that_is_said() -> None:
    data = saved(small())
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    types = part(data, "[Content_Types].xml").replace(MAIN, macros)
    data = with_parts(data, {"[Content_Types].xml": types, "word/vbaProject.bin": b"program"})
    data = with_relation(data, b"vbaProject", b"vbaProject.bin")

    draft = load_word(data, "a", lambda: None)

    assert [block.text for block in draft.blocks] == ["Findings", "Beds are made."]
    assert draft.warnings == ("it has macros: none was run, and none is kept",)


def test_an_embedded_object_is_not_opened_and_that_is_said() -> None:
    data = with_parts(saved(small()), {"word/embeddings/a.xlsx": b"PK"})
    data = with_relation(data, b"package", b"embeddings/a.xlsx")

    draft = load_word(data, "a", lambda: None)

    assert draft.warnings == ("1 embedded object was not read",)


def test_the_strict_variant_of_the_format_is_read() -> None:
    data = saved(small())
    strict: dict[str, bytes | None] = {
        name: part(data, name)
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006",
            b"http://purl.oclc.org/ooxml/officeDocument",
        )
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006",
            b"http://purl.oclc.org/ooxml/wordprocessingml",
        )
        for name in ("_rels/.rels", RELATIONS, "word/document.xml", "word/styles.xml")
    }

    assert texts(with_parts(data, strict)) == EXPECTED


def test_a_document_without_styles_or_numbers_is_read() -> None:
    data = with_parts(saved(small()), {"word/styles.xml": None, "word/numbering.xml": None})

    assert texts(data) == [("HEADING", "Findings"), ("PARAGRAPH", "Beds are made.")]


def test_a_document_without_its_text_is_damaged() -> None:
    with pytest.raises(UnreadableFileError, match="its text is missing: get a new copy"):
        texts(with_parts(saved(small()), {"word/document.xml": None}))


def test_a_document_whose_text_is_damaged_names_the_part() -> None:
    with pytest.raises(UnreadableFileError, match=r"part word/document\.xml is damaged XML"):
        texts(with_parts(saved(small()), {"word/document.xml": b"<w:document"}))


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bomb">]><a>&b;</a>'

    with pytest.raises(UnreadableFileError, match=r"word/document\.xml declares a document type"):
        texts(with_parts(saved(small()), {"word/document.xml": bomb}))
