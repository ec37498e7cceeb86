"""Word documents for the tests: python-docx writes them, and raw XML adds what it cannot write."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from ingest.loaders.draft import Draft, DraftBlock
from ingest.office.word_file import load_word

W = nsdecls("w")


def new_document() -> WordDocument:
    return Document()


def saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: WordDocument, stem: str = "a-file") -> Draft:
    return load_word(saved(document), stem, lambda: None)


def blocks(document: WordDocument) -> list[tuple[str, str]]:
    """Each block's kind and text."""
    return [(block.kind.name, block.text) for block in read(document).blocks]


def block_of(draft: Draft, text: str) -> DraftBlock:
    return next(block for block in draft.blocks if block.text == text)


def add_xml(document: WordDocument, inner: str) -> None:
    """Add a paragraph of raw XML (its prefix is w)."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {W}>{inner}</w:p>"))


def add_block(document: WordDocument, xml: str) -> None:
    """Add a raw element to the body; {W} stands for the declaration of its prefix."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("{W}", W)))


def number(paragraph: Paragraph, list_id: int, depth: int = 0) -> None:
    """Put a paragraph into a list."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no lists
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def add_list(document: WordDocument, list_id: int, levels: list[tuple[str, str]]) -> None:
    """Define a list by each depth's way of counting and its printed form ("%1.%2")."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (way, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum {W} w:abstractNumId="{list_id}">{inner}</w:abstractNum>'
    entry = f'<w:num {W} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>'
    root.insert(0, parse_xml(abstract))
    root.append(parse_xml(entry))


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a container with other parts; None takes one out."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as container:
        return container.read(name)
