"""Finds where a page keeps its article, by the marks of blogs, of GOV.UK and of plain HTML.

Known marks (a WordPress post's body, GOV.UK's text, schema.org's article body) are certain; `main`
and `article` hold more than the article on many sites and are only believed with the extractor's
word. Knows HTML; takes nothing out.
"""

import re
from collections import Counter
from typing import Any

from ingest.loaders.pages.page_text import class_test, text_of

_HELD_SHARE = 0.95

_PART_CLASSES = (
    "entry-content",
    "govspeak",
    "gem-c-govspeak",
    "gem-c-lead-paragraph",
    "wp-block-post-content",
    "post-content",
    "article-body",
    "article__body",
    "post__content",
)
ARTICLE_PARTS = "|".join(
    (*(f".//*[{class_test(name)}]" for name in _PART_CLASSES), ".//*[@itemprop='articleBody']")
)
"""Where an article's own text stands, and nothing else."""


def marked_parts(tree: Any) -> list[Any]:
    """Return the parts of the article that are marked as such, outermost ones, in order.

    Parts of several posts (an index page) are no article.
    """
    found = [part for part in tree.xpath(ARTICLE_PARTS) if part.text_content().strip()]
    kept = set(found)
    outermost = [part for part in found if not any(up in kept for up in part.iterancestors())]
    articles = {_article_of(part) for part in outermost}
    return outermost if len(articles) <= 1 else []


def plain_part(tree: Any) -> Any | None:
    """Return the one `article`, else the one `main`, of a page that has just one."""
    for path in (".//article", ".//main|.//*[@role='main']"):
        found = [part for part in tree.xpath(path) if part.text_content().strip()]
        if len(found) == 1:
            return found[0]
    return None


def is_marked_part(element: Any) -> bool:
    """Say whether an element is itself marked as the article's text."""
    names = element.get("class", "").split()
    return element.get("itemprop") == "articleBody" or any(name in _PART_CLASSES for name in names)


def holder_of(tree: Any, words: Counter[str]) -> Any | None:
    """Return the innermost element that holds nearly all of the words that were extracted."""
    body = tree.find("body")
    holder = None
    while body is not None and words:
        holder, body = (
            body,
            next(
                (
                    child
                    for child in body.iterchildren(
                        "div", "section", "article", "main", "td", "form"
                    )
                    if (words_of(text_of(child)) & words).total() >= _HELD_SHARE * words.total()
                ),
                None,
            ),
        )
    return holder if holder is not tree.find("body") else None


def words_of(text: str) -> Counter[str]:
    """Count a text's words."""
    return Counter(re.findall(r"\w+", text))


def _article_of(part: Any) -> Any | None:
    return next((up for up in (part, *part.iterancestors()) if up.tag == "article"), None)
