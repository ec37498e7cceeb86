"""Brings a page's tree to the few shapes that are read: headings, paragraphs, lists, level tables.

An accordion's titles become headings, captions and footnotes marked paragraphs, so that the tree
can go through the extractor, which knows neither, without a loss. Knows HTML; changes the tree.
"""

import re
from typing import Any

from ingest.loaders.pages.page_tables import level_tables
from ingest.loaders.pages.page_text import HEADINGS, class_test, text_of

CAPTION_MARK = "\ue0ff"
"""A private-use character at the start of a paragraph that was an image's caption."""

FOOTNOTE_MARK = "\ue0fe"
"""The same for a footnote."""

_CAPTIONS = f".//figcaption|.//*[{class_test('wp-caption-text')}]"
_FOOTNOTES = (
    f".//*[{class_test('footnotes')} or {class_test('wp-block-footnotes')}"
    f" or {class_test('footnotes_reference_container')} or @role='doc-endnotes']"
)
_NOTE_LINKS = (
    ".//a[@role='doc-noteref' or @role='doc-backlink' or starts-with(@href, '#fn')"
    " or starts-with(@href, '#_ftn') or starts-with(@href, '#footnote')"
    " or starts-with(@href, '#easy-footnote') or contains(@class, 'footnote')]"
)
_NOTE_LINK_LIMIT_CHARS = len("[footnote 100]")
_BACK_SIGNS = re.compile(r"[\s\u21a9\ufe0e\u2191^\[\]]+$")
_FRONT_SIGNS = re.compile(r"^[\s\u21a9\ufe0e\u2191^]+")


def shape(tree: Any) -> None:
    """Bring `tree` to the shapes that are read."""
    _mark_footnotes(tree)
    _mark_captions(tree)
    _open_titles(tree)
    level_tables(tree)


def _mark_footnotes(tree: Any) -> None:
    """Mark footnotes, and take the references to them out of sentences."""
    for notes in tree.xpath(_FOOTNOTES):
        items = notes.xpath(".//li") or notes.xpath("./p|./div")
        for item in items:
            for link in item.xpath(".//a[starts-with(@href, '#')]"):
                link.drop_tree()
            text = _FRONT_SIGNS.sub("", _BACK_SIGNS.sub("", text_of(item)))
            item.clear(keep_tail=True)
            item.tag = "p"
            item.text = FOOTNOTE_MARK + text if text else None
        for group in notes.xpath("self::ol|self::ul|.//ol|.//ul"):
            group.tag = "div"
    for link in tree.xpath(_NOTE_LINKS):
        text = text_of(link)
        if link.getparent() is None or len(text) > _NOTE_LINK_LIMIT_CHARS:
            continue
        holder = link.getparent()
        is_alone = holder.tag == "sup" and text_of(holder) == text
        (holder if is_alone else link).drop_tree()


def _mark_captions(tree: Any) -> None:
    for caption in tree.xpath(_CAPTIONS):
        text = text_of(caption)
        figure = caption.getparent()
        if figure is not None and figure.tag == "figure":
            figure.tag = "div"
            if figure.find(".//table") is not None:
                # A table's caption goes with its rows: see the reader of trees.
                caption.clear(keep_tail=True)
                caption.tag = "p"
                caption.text = CAPTION_MARK + text if text else None
                _move_before_table(caption, figure)
                continue
        caption.clear(keep_tail=True)
        caption.tag = "p"
        caption.text = CAPTION_MARK + text if text else None


def _move_before_table(caption: Any, figure: Any) -> None:
    caption.tail = None
    figure.insert(0, caption)


def _open_titles(tree: Any) -> None:
    """Make summaries, and buttons that open a panel, headings one level below the heading above.

    A summary stays text where what follows its panel would wrongly stand under it.
    """
    for details in reversed(tree.xpath(".//details")):
        details.set("data-closes", "yes" if _closes(details) else "no")
    level = 1
    for element in list(tree.iter("summary", "button", "a", *HEADINGS)):
        if element.tag in HEADINGS:
            level = int(element.tag[1])
        elif element.tag == "summary":
            closes = element.getparent().get("data-closes") == "yes"
            _retitle(element, level + 1 if closes else 0)
        elif element.tag == "button" or element.get("role") == "button":
            _open_button(element, level + 1)
    for details in tree.xpath(".//details"):
        details.tag = "div"


def _closes(details: Any) -> bool:
    """Say whether nothing but panels stands between a panel and the next heading."""
    after = details.getnext()
    while after is not None and (after.tag == "details" or not isinstance(after.tag, str)):
        if after.tag == "details" and after.get("data-closes"):
            return bool(after.get("data-closes") == "yes")
        after = after.getnext()
    return after is None or after.tag in HEADINGS


def _open_button(button: Any, level: int) -> None:
    if any(up.tag in HEADINGS for up in button.iterancestors()):
        return
    if button.getnext() is not None and text_of(button):
        _retitle(button, level)
    elif button.tag == "button":
        button.drop_tree()


def _retitle(title: Any, level: int) -> None:
    text = text_of(title)
    title.clear(keep_tail=True)
    title.text = text
    title.tag = f"h{min(level, len(HEADINGS))}" if level else "p"
