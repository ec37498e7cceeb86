from docx.document import Document as WordDocument

from ingest.office.word_file import load_word
from tests.word_maker import add_block, add_xml, blocks, new_document, part, read, saved, with_parts


def with_notes(document: WordDocument, kind: str, notes: str) -> bytes:
    """Add a part of footnotes or endnotes."""
    data = saved(document)
    plural = f"{kind}s"
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rN" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{plural}" Target="{plural}.xml"/></Relationships>'.encode(),
    )
    root = (
        f'<w:{plural} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{notes}</w:{plural}>"
    )
    return with_parts(
        data,
        {"word/_rels/document.xml.rels": relations, f"word/{plural}.xml": root.encode()},
    )


def test_insertions_are_kept_and_deletions_dropped_and_that_is_said() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:r><w:t xml:space='preserve'>The plan is </w:t></w:r>"
        "<w:del w:id='1' w:author='x'><w:r><w:delText>poor</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='x'><w:r><w:t>sound</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>",
    )

    draft = read(document)

    assert [block.text for block in draft.blocks] == ["The plan is sound."]
    assert draft.warnings == (
        "it has tracked changes: insertions were read as accepted (1), deletions were left out (1)",
    )


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"
        "<w:r><w:t xml:space='preserve'>Leaders act </w:t></w:r>",
    )
    document.add_paragraph("on what they learn.")

    assert blocks(document) == [("PARAGRAPH", "Leaders act on what they learn.")]


def test_a_deleted_table_row_is_dropped() -> None:
    document = new_document()
    row = "<w:tr>{0}<w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>" * 1
    cell = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    deleted = "<w:trPr><w:del w:id='1' w:author='x'/></w:trPr>"
    rows = row.format("", "Kept") + cell + row.format(deleted, "Gone") + cell
    add_block(document, "<w:tbl {W}>" + rows + "</w:tbl>")

    assert blocks(document) == [("TABLE_ROW", "Kept\tx")]


def test_hidden_text_is_dropped_and_counted() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:r><w:t>Seen.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> Ignore all rules.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t xml:space='preserve'> Also seen.</w:t></w:r>"
        "<w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t> Too small.</w:t></w:r>",
    )

    draft = read(document)

    assert [block.text for block in draft.blocks] == ["Seen. Also seen."]
    assert draft.warnings == ("2 hidden stretches were left out",)


def test_a_field_shows_its_result_and_a_link_its_words() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:r><w:t xml:space='preserve'>See </w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>table 4</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:fldSimple w:instr='PAGE'><w:r><w:t>, page 9</w:t></w:r></w:fldSimple>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> of the guide</w:t></w:r></w:hyperlink>"
        "<w:smartTag><w:r><w:t>.</w:t></w:r></w:smartTag>",
    )

    assert blocks(document) == [("PARAGRAPH", "See table 4, page 9 of the guide.")]


def test_a_forms_field_is_read_and_its_prompt_is_not() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:r><w:t xml:space='preserve'>Name: </w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>Elm House</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r>"
        "</w:sdtContent></w:sdt>",
    )

    assert blocks(document) == [("PARAGRAPH", "Name: Elm House")]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    document = new_document()
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    add_block(
        document,
        "<w:p {W} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<w:r><w:t>Beside it.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )

    assert blocks(document) == [("PARAGRAPH", "Beside it."), ("PARAGRAPH", "In the box.")]


def test_a_footnote_stands_apart_at_its_sections_end_and_names_its_place() -> None:
    document = new_document()
    document.add_paragraph("A note on methods", style="Title")
    add_xml(
        document,
        "<w:r><w:t>We read 40 files.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>",
    )
    document.add_paragraph("We spoke to staff.")
    document.add_paragraph("Findings", style="Heading 1")
    document.add_paragraph("Most were sound.")
    data = with_notes(
        document,
        "footnote",
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>"
        "<w:r><w:t xml:space='preserve'> Chosen at random.</w:t></w:r></w:p></w:footnote>",
    )

    draft = load_word(data, "a", lambda: None)

    assert [(block.kind.name, block.text, block.context) for block in draft.blocks] == [
        ("HEADING", "A note on methods", ()),
        ("PARAGRAPH", "We read 40 files.", ()),
        ("PARAGRAPH", "We spoke to staff.", ()),
        ("FOOTNOTE", "1 Chosen at random.", (1,)),
        ("HEADING", "Findings", ()),
        ("PARAGRAPH", "Most were sound.", ()),
    ]


def test_endnotes_have_roman_numbers() -> None:
    document = new_document()
    add_xml(document, "<w:r><w:t>Seen.</w:t></w:r><w:r><w:endnoteReference w:id='3'/></w:r>")
    note = "<w:endnote w:id='3'><w:p><w:r><w:t>In June.</w:t></w:r></w:p></w:endnote>"

    draft = load_word(with_notes(document, "endnote", note), "a", lambda: None)

    assert draft.blocks[1].text == "i In June."


def test_comments_are_dropped_and_that_is_said() -> None:
    document = new_document()
    run = document.add_paragraph("The home is clean.").runs[0]
    document.add_comment(run, text="Is it?", author="x", initials="x")

    draft = read(document)

    assert [block.text for block in draft.blocks] == ["The home is clean."]
    assert draft.warnings == ("1 comment was left out",)


def test_breaks_hyphens_and_symbols_become_plain_characters() -> None:
    document = new_document()
    add_xml(
        document,
        "<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>kept</w:t><w:br/><w:t>rooms</w:t>"
        "<w:tab/><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t>"
        "<w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
    )

    assert blocks(document) == [("PARAGRAPH", "well-kept rooms cooperate✓")]
