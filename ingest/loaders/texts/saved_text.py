"""Reads .txt files: blog posts as they were saved, and plain documents.

A saved post carries what the web page had around it: a skip link, a byline (often with empty
author and date), an image's alternative text, share lines, comments. Headings have no mark. The
rules are told by shape, never by a post's words. Data flows from decoded text to a `Draft`.
"""

import re
from collections.abc import Sequence

from ingest.loaders.characters import clean_characters, one_line
from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.texts.saved_front import Front, split_front
from ingest.loaders.texts.saved_tail import Tailed, without_tail
from ingest.loaders.texts.text_blocks import blocks_of_paragraphs
from ingest.loaders.texts.text_headings import is_caption
from retriever.records import BlockKind, Metadata

_CAPTION_FLOOR_WORDS = 3
_CAPTION_LIMIT_WORDS = 20
# A first line of this kind is a heading, of any other kind a picture's alternative text.
_HEADING_WORDS = re.compile(
    r"^(how|why|what|when|where|who|which|our|about|background|introduction|summary|key|next|some"
    r"|setting|looking|a (brief|short|quick|new)|the (background|context|story|problem|issue))\b",
    re.IGNORECASE,
)
_WRAP_LIMIT_CHARS = 120
"""A line longer than this was not wrapped by hand: in such a file a line's end ends a block."""

_INDEX_TITLE = re.compile(
    r"^(category|tag|author|archives?|topic)s?:.+"
    r"|.*\b(archives?|search results)$|^search results\b.*",
    re.IGNORECASE,
)
_TEASER = re.compile(r"^(continue reading.*|read more.*|posted by:.*posted on:.*)$", re.IGNORECASE)
_TEASER_FLOOR = 3
_INDEX_WARNING = (
    "it looks like an index of other pages (only teasers): add the pages themselves instead"
)


def load_text(text: str, stem: str) -> Draft:
    """Read a text.

    Args:
        text: The decoded file.
        stem: The file's name without its ending: the title where the text has none.

    Returns:
        Its blocks and what its byline says; a text that is no saved post is read as a document.
    """
    text, hidden = clean_characters(text)
    paragraphs = _paragraphs_of(text)
    front, body = split_front(paragraphs)
    tailed = without_tail(body) if front.is_post else Tailed(body, [])
    body = tailed.body
    head: list[DraftBlock] = []
    if front.title:
        head.append(DraftBlock(BlockKind.HEADING, front.title, level=1))
    if front.is_post and len(body) > 1 and _is_first_caption(body[0]):
        head.append(DraftBlock(BlockKind.CAPTION, one_line(body[0])))
        body = body[1:]
    blocks = head + blocks_of_paragraphs(body, len(head))
    warnings = [f"{hidden} hidden characters were removed"] if hidden else []
    if _is_index(front, paragraphs):
        warnings.append(_INDEX_WARNING)
    metadata = _metadata(front, tailed.licence, stem)
    return Draft(
        tuple(blocks), metadata, (), (*front.removed, *tailed.removed), warnings=tuple(warnings)
    )


def _paragraphs_of(text: str) -> list[str]:
    """Part a text at its empty lines; where lines were not wrapped, at the long ones too."""
    paragraphs: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        lines = [line for line in part.split("\n") if line.strip()]
        if not any(len(line) > _WRAP_LIMIT_CHARS for line in lines):
            paragraphs += [part] if lines else []
            continue
        group: list[str] = []
        for line in lines:
            if len(line) > _WRAP_LIMIT_CHARS:
                paragraphs += ["\n".join(group)] if group else []
                paragraphs.append(line)
                group = []
            else:
                group.append(line)
        paragraphs += ["\n".join(group)] if group else []
    return paragraphs


def _is_first_caption(paragraph: str) -> bool:
    """Say whether a post's first paragraph is an image's alternative text: short, no full stop.

    A heading of up to three words ("Background") may stand there too; a caption describes.
    """
    first = one_line(paragraph)
    if is_caption(first):
        return True
    ends = first.endswith((".", "!", "?", ":", "”", "…"))
    is_short = _CAPTION_FLOOR_WORDS < len(first.split()) <= _CAPTION_LIMIT_WORDS
    return is_short and not ends and not _HEADING_WORDS.match(first)


def _is_index(front: Front, paragraphs: Sequence[str]) -> bool:
    teasers = sum(bool(_TEASER.match(one_line(paragraph))) for paragraph in paragraphs)
    return bool(_INDEX_TITLE.match(front.title)) or teasers >= _TEASER_FLOOR


def _metadata(front: Front, licence: str, stem: str) -> Metadata:
    published = front.published
    origins = {
        "title": "first line" if front.title else "file name",
        "authors": "byline" if front.authors else "",
        "published": published.origin if published.day else "",
        "updated": "byline" if front.updated else "",
        "categories": "byline" if front.categories else "",
        "url": "text" if front.url else "",
        "licence": "text" if licence else "",
    }
    return Metadata(
        title=front.title or stem.replace("-", " ").replace("_", " "),
        doc_type="blog_post" if front.is_post else "document",
        authors=front.authors,
        published=published.day,
        updated=front.updated,
        categories=front.categories,
        url=front.url,
        licence=licence or None,
        origins=tuple((field, origin) for field, origin in origins.items() if origin),
        precisions=(("published", published.precision),) if published.precision else (),
    )
