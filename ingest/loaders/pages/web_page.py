"""Reads HTML pages: the article's blocks, typed, and what the page says of itself.

What is no article (comments, menus, share lines) is taken out first. Where a page marks its article
as blogs and GOV.UK do, all of it is read; elsewhere trafilatura finds the main text (F1 .964 on the
public 181-page benchmark, the best measured). Where it vouches for the part of the page that holds
what it found, all of that part is read, because the extractor drops short items, linked headings
and captions. Data flows from decoded HTML to a `Draft`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction, baseline
from trafilatura.htmlprocessing import convert_to_html
from trafilatura.metadata import extract_metadata

from ingest.loaders.characters import clean_characters
from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.pages.page_article import holder_of, marked_parts, plain_part, words_of
from ingest.loaders.pages.page_facts import facts_of
from ingest.loaders.pages.page_front import titled
from ingest.loaders.pages.page_index import is_index
from ingest.loaders.pages.page_noise import without_comments, without_noise
from ingest.loaders.pages.page_shapes import shape
from ingest.loaders.pages.page_tree import blocks_of_tree
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import BlockKind

_VOUCHED_SHARE = 0.6
"""Where the extractor keeps this much of the words of `main`, all of `main` is the article."""

_INDEX_WARNING = (
    "it looks like an index of other pages (only teasers): add the pages themselves instead"
)


@dataclass(frozen=True, slots=True)
class _Article:
    """The blocks of a page's article, and what to warn of."""

    blocks: list[DraftBlock]
    warnings: tuple[str, ...] = ()


def load_page(text: str, stem: str) -> Draft:
    """Read a page.

    Args:
        text: The decoded HTML.
        stem: The file's name without its ending: the title where the page has none.

    Returns:
        Its article and metadata; a less certain extraction is named in the warnings.

    Raises:
        SkippedFileError: It has no article text.
        UnreadableFileError: It is no HTML that a parser can make a tree of.
    """
    text, hidden = clean_characters(text)
    whole = _tree_of(text)
    without_comments(whole)
    metadata = facts_of(whole, extract_metadata(_tree_of(text)), stem)
    tree = _tree_of(text)
    removed = without_noise(tree)
    shape(tree)
    article = _article_of(tree)
    blocks = titled(article.blocks, metadata)
    warnings = [f"{hidden} hidden characters were removed"] if hidden else []
    warnings += article.warnings
    if is_index(whole, metadata):
        warnings.append(_INDEX_WARNING)
    return Draft(tuple(blocks), metadata, removed=tuple(removed), warnings=tuple(warnings))


def _tree_of(text: str) -> Any:
    try:
        return lxml_html.document_fromstring(text.encode(), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"It is no readable HTML ({error}): save the page again."
        raise UnreadableFileError(message) from error


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True)


def _article_of(tree: Any) -> _Article:
    """Read the article: as the page marks it, else as the extractor finds it."""
    marked = blocks_of_tree(*_copies(marked_parts(tree)))
    if _has_body(marked):
        return _Article(marked)
    extracted = _extracted(tree)
    words = _words(extracted)
    for part in (plain_part(tree), holder_of(tree, words)):
        if part is None:
            continue
        blocks = blocks_of_tree(*_copies([part]))
        if _has_body(blocks) and _share(words, _words(blocks)) >= _VOUCHED_SHARE:
            return _Article(blocks)
    if _has_body(extracted):
        return _Article(extracted)
    body, _, _ = baseline(tree)
    blocks = blocks_of_tree(convert_to_html(body).find("body"))
    if not blocks:
        raise SkippedFileError("It has no article text: there is nothing to quote in it.")
    return _Article(blocks, ("no article was found in the page: all of its text was taken",))


def _copies(parts: Sequence[Any]) -> Iterator[Any]:
    """Yield the parts' own trees: reading takes lists out of items."""
    for part in parts:
        yield lxml_html.fromstring(etree.tostring(part, encoding="unicode", with_tail=False))


def _extracted(tree: Any) -> list[DraftBlock]:
    """Return what the extractor finds, in the first mode that finds anything."""
    for precise in (True, False):
        source = lxml_html.document_fromstring(etree.tostring(tree), parser=_parser())
        found: Any = bare_extraction(
            source,
            include_comments=False,
            include_formatting=False,
            favor_precision=precise,
        )
        if found is not None and found.body is not None and len(found.body):
            return blocks_of_tree(convert_to_html(found.body).find("body"))
    return []


def _has_body(blocks: Sequence[DraftBlock]) -> bool:
    return any(block.kind not in (BlockKind.HEADING, BlockKind.CAPTION) for block in blocks)


def _share(kept: Counter[str], words: Counter[str]) -> float:
    """Return the share of the words that the extractor kept."""
    return (kept & words).total() / max(1, words.total())


def _words(blocks: Sequence[DraftBlock]) -> Counter[str]:
    return words_of(" ".join(block.text for block in blocks))
