from datetime import date

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt

from retriever.records import BlockKind
from tests.word_maker import W, add_block, block_of, blocks, new_document, read


def test_headings_are_told_by_style_and_stand_below_the_title() -> None:
    document = new_document()
    document.add_paragraph("A review of short breaks", style="Title")
    document.add_paragraph("What we found", style="Heading 1")
    document.add_paragraph("Homes", style="Heading 2")
    document.add_paragraph("Most homes are calm.")

    draft = read(document)

    assert [(block.kind, block.level) for block in draft.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert draft.metadata.title == "A review of short breaks"
    assert draft.page_labels == ()


def test_a_style_based_on_a_heading_is_one_of_its_level() -> None:
    document = new_document()
    style = document.styles.add_style("Chapter line", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Placements", style="Chapter line")
    document.add_paragraph("They are few.")

    assert read(document).blocks[0].level == 2


def test_a_style_that_is_body_text_in_the_outline_is_no_heading() -> None:
    document = new_document()
    style = document.styles.add_style("Large body", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 1"]
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))
    document.add_paragraph("We visited on two days, and spoke to staff.", style="Large body")

    assert blocks(document) == [("PARAGRAPH", "We visited on two days, and spoke to staff.")]


def test_a_long_paragraph_in_a_headings_style_is_body_text() -> None:
    document = new_document()
    text = "Leaders know their services well and act on what they learn. " * 5
    document.add_paragraph(text, style="Heading 1")

    assert blocks(document) == [("PARAGRAPH", text.strip())]


def test_a_bold_line_and_a_large_line_are_headings_and_a_labelled_one_is_not() -> None:
    document = new_document()
    document.add_paragraph("The council keeps a register of all homes in its area.")
    document.add_paragraph().add_run("Staff and training").bold = True
    document.add_paragraph("Staff are trained.")
    document.add_paragraph().add_run("Part two").font.size = Pt(20)
    document.add_paragraph().add_run("Lead inspector: Ada Penn").bold = True

    assert [(block.kind.name, block.level) for block in read(document).blocks] == [
        ("PARAGRAPH", 0),
        ("HEADING", 3),
        ("PARAGRAPH", 0),
        ("HEADING", 2),
        ("PARAGRAPH", 0),
    ]


def test_the_first_line_in_plain_type_is_the_title_of_a_document_without_styles() -> None:
    document = new_document()
    document.add_paragraph("Guidance on fostering payments")
    document.add_paragraph("Payments are made each week, in arrears.")

    draft = read(document)

    assert draft.metadata.title == "Guidance on fostering payments"
    assert dict(draft.metadata.origins)["title"] == "text"


def test_the_titles_of_the_files_own_properties_are_not_believed() -> None:
    document = new_document()
    document.core_properties.title = "Draft v3 FINAL"
    document.core_properties.author = "A clerk"
    document.add_paragraph("It was a warm house, where children were listened to each day.")

    metadata = read(document, "visit-note").metadata

    assert (metadata.title, metadata.authors) == ("visit note", ())


def test_an_inspection_report_gives_its_authority_dates_and_judgements() -> None:
    document = new_document()
    document.add_paragraph("Inspection of Marrowdale children’s services", style="Title")
    document.add_paragraph("Inspection dates: 3 March 2025 to 14 March 2025")
    document.add_paragraph("Lead inspector: Ada Penn, His Majesty’s Inspector")
    table = document.add_table(rows=0, cols=2)
    for label, grade in (
        ("Judgement", "Grade"),
        ("The impact of leaders", "Good"),
        ("Overall effectiveness", "Requires improvement"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, grade

    metadata = read(document).metadata

    assert metadata.doc_type == "inspection_report"
    assert metadata.authority == "Marrowdale"
    assert (metadata.inspection_start, metadata.inspection_end) == (
        date(2025, 3, 3),
        date(2025, 3, 14),
    )
    assert metadata.lead_inspector == "Ada Penn"
    assert metadata.judgements == (
        ("The impact of leaders", "Good"),
        ("Overall effectiveness", "Requires improvement"),
    )
    assert metadata.overall_grade == "Requires improvement"


def test_a_table_gives_rows_with_their_heads_and_a_merged_cell_once() -> None:
    document = new_document()
    document.add_paragraph("Table 1: Places by year", style="Caption")
    table = document.add_table(rows=4, cols=3)
    for row, texts in enumerate(
        (("Area", "Homes", "Places"), ("North", "4", "21"), ("", "5", "30"), ("South", "2", "8"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))

    draft = read(document)

    assert [(block.kind.name, block.text, block.context) for block in draft.blocks] == [
        ("CAPTION", "Table 1: Places by year", ()),
        ("TABLE_ROW", "Area\tHomes\tPlaces", (0,)),
        ("TABLE_ROW", "North\t4\t21", (0, 1)),
        ("TABLE_ROW", "5\t30", (0, 1, 2)),
        ("TABLE_ROW", "South\t2\t8", (0, 1)),
    ]


def test_a_row_over_the_whole_width_names_the_rows_below_it() -> None:
    document = new_document()
    table = document.add_table(rows=4, cols=2)
    for row, texts in enumerate(
        (("Measure", "Total"), ("Visits", "9"), ("Autumn", ""), ("Calls", "3"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(2, 0).merge(table.cell(2, 1))

    assert block_of(read(document), "Calls\t3").context == (0, 2)


def test_a_table_of_facts_without_heads_has_none() -> None:
    document = new_document()
    table = document.add_table(rows=2, cols=2)
    for row, texts in enumerate((("Provider", "Elm Trust"), ("Places", "6"))):
        table.cell(row, 0).text, table.cell(row, 1).text = texts

    assert [block.context for block in read(document).blocks] == [(), ()]


def test_a_box_drawn_as_a_table_is_read_as_text() -> None:
    document = new_document()
    document.add_paragraph("Before.")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Children told us that they feel safe here."
    cell.add_paragraph("They like their rooms.")

    assert blocks(document)[1:] == [
        ("PARAGRAPH", "Children told us that they feel safe here."),
        ("PARAGRAPH", "They like their rooms."),
    ]


def test_a_list_keeps_its_lead_in_and_the_item_above() -> None:
    document = new_document()
    document.add_paragraph("The home must:")
    document.add_paragraph("keep records", style="List Bullet")
    document.add_paragraph("store them safely", style="List Bullet")

    draft = read(document)

    assert [(block.kind.name, block.context) for block in draft.blocks] == [
        ("PARAGRAPH", ()),
        ("LIST_ITEM", (0,)),
        ("LIST_ITEM", (0,)),
    ]


def test_marks_typed_by_hand_make_items_and_numbered_paragraphs() -> None:
    document = new_document()
    document.add_paragraph("4.2\tStaff are kind.")
    document.add_paragraph("They offer:")
    document.add_paragraph("•\twarm meals")
    document.add_paragraph("(a) time to talk")
    document.add_paragraph("First point:\n- one thing\n- another")

    draft = read(document)

    assert [(block.kind.name, block.text, block.number) for block in draft.blocks] == [
        ("NUMBERED_PARAGRAPH", "4.2 Staff are kind.", "4.2"),
        ("PARAGRAPH", "They offer:", ""),
        ("LIST_ITEM", "warm meals", ""),
        ("LIST_ITEM", "(a) time to talk", ""),
        ("PARAGRAPH", "First point:", ""),
        ("LIST_ITEM", "one thing", ""),
        ("LIST_ITEM", "another", ""),
    ]


def test_a_table_of_contents_headers_and_footers_are_left_out_and_listed() -> None:
    document = new_document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    add_block(
        document,
        '<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Scope</w:t></w:r>"
        "<w:r><w:tab/><w:t>3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph("The scope is wide.")

    draft = read(document)

    assert [block.text for block in draft.blocks] == ["The scope is wide."]
    assert draft.removed == ("Scope 3", "OFFICIAL", "Page 1")
