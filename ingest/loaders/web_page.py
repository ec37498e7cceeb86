"""Reads HTML pages: the article's blocks, typed, and what the page says of itself.

trafilatura finds the main text (F1 .964 on the public 181-page benchmark, the best measured); its
tree, not its Markdown, is read, so that headings, items and rows come with their kind. Comments,
menus and share lines are left out. Data flows from decoded HTML to a `Draft`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction, baseline
from trafilatura.metadata import extract_metadata

from ingest.loaders.characters import clean_characters, one_line
from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.page_tree import CAPTION_MARK, blocks_of_tree
from retriever.dates import find_date, find_date_in_address
from retriever.errors import SkippedFileError, UnreadableFileError
from retriever.records import BlockKind, Metadata

_CATEGORY_LINKS = ".//a[contains(concat(' ', @rel, ' '), ' category ')]"
# Where blogs and GOV.UK pages keep the article itself; used only to check that nothing was lost.
_ARTICLE = (
    ".//*[contains(concat(' ', @class, ' '), ' entry-content ')"
    " or contains(concat(' ', @class, ' '), ' govspeak ') or @itemprop='articleBody']"
)
_CHECKED = ".//h2|.//h3|.//h4|.//li[not(.//li)]|.//td|.//p"
_MODES = ("precise", "usual", "generous")


def load_page(text: str, stem: str) -> Draft:
    """Read a page.

    Args:
        text: The decoded HTML.
        stem: The file's name without its ending: the title where the page has none.

    Returns:
        Its article and metadata; a less precise extraction is named in the warnings.

    Raises:
        SkippedFileError: It has no article text.
        UnreadableFileError: It is no HTML that a parser can make a tree of.
    """
    text, hidden = clean_characters(text)
    tree = _tree_of(text)
    found, mode, lost = _extract(text)
    blocks = blocks_of_tree(found.body)
    metadata = _metadata(found, tree, stem)
    if blocks[0].text != metadata.title:
        blocks = [DraftBlock(BlockKind.HEADING, metadata.title, level=1), *_moved(blocks)]
    warnings = [f"{hidden} hidden characters were removed"] if hidden else []
    if mode != "precise":
        warnings.append(f"the {mode} extraction was used: a more precise one loses text")
    if lost:
        warnings.append(f"{lost} items of the page's article were not found by the extraction")
    return Draft(tuple(blocks), metadata, warnings=tuple(warnings))


def _tree_of(text: str) -> Any:
    try:
        return lxml_html.document_fromstring(text.encode(), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"It is no readable HTML ({error}): save the page again."
        raise UnreadableFileError(message) from error


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True)


def _extract(text: str) -> tuple[Any, str, int]:
    """Extract in the first mode that loses nothing of the article; else in the one losing least.

    Returns:
        What trafilatura found, the mode's name, and how many items were lost.
    """
    best: tuple[Any, str, int] | None = None
    for mode in _MODES:
        tree = _tree_of(text)
        wanted = _article_texts(tree)
        _mark_captions(tree)
        found: Any = bare_extraction(
            tree,
            include_comments=False,
            with_metadata=True,
            include_formatting=False,
            favor_precision=mode == "precise",
            favor_recall=mode == "generous",
        )
        if found is None or found.body is None or not blocks_of_tree(found.body):
            continue
        squeezed = _squeezed("".join(found.body.itertext()))
        lost = sum(item not in squeezed for item in wanted)
        if best is None or lost < best[2]:
            best = (found, mode, lost)
        if not lost:
            break
    return best or (_plainly_extracted(text), "plainest", 0)


def _plainly_extracted(text: str) -> Any:
    """Take all paragraphs of a page in which no article is found.

    Raises:
        SkippedFileError: There are none.
    """
    body, _, _ = baseline(_tree_of(text))
    if not blocks_of_tree(body):
        raise SkippedFileError("It has no article text: there is nothing to quote in it.")
    found = extract_metadata(_tree_of(text))
    found.body = body
    return found


def _article_texts(tree: Any) -> list[str]:
    """List what the article holds, white space left out; empty for a page of another make."""
    articles = tree.xpath(_ARTICLE)
    if len(articles) != 1:
        return []
    items = (_squeezed(item.text_content()) for item in articles[0].xpath(_CHECKED))
    return [item for item in items if item]


def _squeezed(text: str) -> str:
    return "".join(text.replace(CAPTION_MARK, "").split())


def _mark_captions(tree: Any) -> None:
    """Carry captions through the extractor, which drops them, as marked paragraphs."""
    for caption in tree.xpath(".//figcaption"):
        caption.tag = "p"
        figure = caption.getparent()
        caption.text = CAPTION_MARK + (caption.text or "")
        if figure is not None and figure.tag == "figure":
            figure.tag = "div"


def _moved(blocks: list[DraftBlock]) -> Iterator[DraftBlock]:
    """Point contexts one place further on, for a title put in front."""
    for block in blocks:
        yield replace(block, context=tuple(place + 1 for place in block.context))


def _metadata(found: Any, tree: Any, stem: str) -> Metadata:
    categories = [one_line(link.text_content()) for link in tree.xpath(_CATEGORY_LINKS)]
    categories = categories or [*(found.categories or [])]
    published, published_origin = _published(found, tree)
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    title = one_line(found.title or "")
    origins = {
        "title": "page" if title else "file name",
        "authors": "byline" if authors else "",
        "published": published_origin,
        "categories": "page" if categories else "",
        "url": "page" if found.url else "",
        "publisher": "page" if found.sitename else "",
    }
    return Metadata(
        title=title or stem.replace("-", " ").replace("_", " "),
        doc_type="blog_post" if categories or tree.xpath(".//article") else "document",
        publisher=found.sitename or None,
        authors=authors,
        published=published,
        categories=tuple(dict.fromkeys(categories)),
        url=found.url or None,
        origins=tuple((field, origin) for field, origin in origins.items() if origin),
    )


def _published(found: Any, tree: Any) -> tuple[date | None, str]:
    """Read the day from <time>, the page's own statements, or its address; never guess one."""
    for moment in tree.xpath(".//article//time[@datetime]"):
        day = find_date(moment.get("datetime"))
        if day:
            return day, "byline"
    for statement in tree.xpath(".//meta[@property='article:published_time']/@content"):
        day = find_date(statement)
        if day:
            return day, "page"
    day = find_date_in_address(found.url or "")
    return day, "address" if day else ""
