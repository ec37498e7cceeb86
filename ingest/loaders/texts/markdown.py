"""Reads Markdown: rendered by markdown-it-py, then read as a page's tree is.

HTML that stands in the text is read for its text alone: scripts, forms and hidden parts go, as they
do from web pages. Front matter gives the metadata. Data flows from decoded text to a `Draft`.
"""

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ingest.loaders.characters import clean_characters
from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.pages.page_noise import without_active_parts
from ingest.loaders.pages.page_shapes import shape
from ingest.loaders.pages.page_text import text_of
from ingest.loaders.pages.page_tree import blocks_of_tree
from ingest.loaders.texts.front_matter import FrontMatter, metadata_of, split_front_matter
from retriever.errors import UnreadableFileError
from retriever.records import BlockKind

_TASK = re.compile(r"^\[[ xX]\]\s+")
_NESTING_LIMIT = 40
_TITLE_LEVEL = 1


def load_markdown(text: str, stem: str) -> Draft:
    """Read a Markdown text.

    Args:
        text: The decoded file.
        stem: The file's name without its ending: the title where the text has none.

    Returns:
        Its blocks, and what its front matter says.

    Raises:
        UnreadableFileError: What it renders to cannot be read.
    """
    text, hidden = clean_characters(text)
    front = split_front_matter(text)
    blocks = blocks_of_tree(_tree_of(front))
    title = _own_title(blocks)
    metadata = metadata_of(front.facts, title, stem)
    if metadata.title != title and (title or front.facts.get("title")):
        blocks = _under(metadata.title, blocks)
    warnings = [f"{hidden} hidden characters were removed"] if hidden else []
    warnings += [front.warning] if front.warning else []
    return Draft(tuple(blocks), metadata, warnings=tuple(warnings))


def _tree_of(front: FrontMatter) -> Any:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING_LIMIT})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    rendered = parser.render(front.body)
    try:
        tree = lxml_html.document_fromstring(
            f"<html><body>{rendered}</body></html>".encode(),
            parser=lxml_html.HTMLParser(encoding="utf-8", no_network=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"It is no readable Markdown ({error}): save it again as UTF-8 text."
        raise UnreadableFileError(message) from error
    without_active_parts(tree)
    _caption_images(tree)
    for item in tree.xpath(".//li"):
        item.text = _TASK.sub("", item.text) if item.text else item.text
    shape(tree)
    return tree.find("body")


def _caption_images(tree: Any) -> None:
    """Make an image that stands alone a caption: its title, else its alternative text."""
    for paragraph in tree.xpath(".//p[.//img]"):
        images = paragraph.xpath(".//img")
        if text_of(paragraph):
            continue
        texts = [image.get("title") or image.get("alt") or "" for image in images]
        paragraph.clear(keep_tail=True)
        paragraph.tag = "figcaption"
        paragraph.text = " ".join(text for text in texts if text)


def _own_title(blocks: list[DraftBlock]) -> str:
    """Return the first heading of the first level, where no text stands before it."""
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == _TITLE_LEVEL:
            return block.text
        if block.kind is not BlockKind.CAPTION:
            break
    return ""


def _under(title: str, blocks: list[DraftBlock]) -> list[DraftBlock]:
    """Put the front matter's title in front, and move the places of contexts."""
    moved = [
        DraftBlock(
            block.kind,
            block.text,
            block.level,
            block.number,
            tuple(place + 1 for place in block.context),
        )
        for block in blocks
    ]
    return [DraftBlock(BlockKind.HEADING, title, level=_TITLE_LEVEL), *moved]
