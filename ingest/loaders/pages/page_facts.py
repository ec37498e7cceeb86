"""What a page says of itself: title, authors, days, categories, publisher, licence, address.

Its statements for machines go first, then what a reader sees, then the extractor's own guess; each
value comes with where it was read. Knows HTML and GOV.UK's names; never guesses a day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.loaders.bylines import names_of
from ingest.loaders.licences import licence_of_address, licence_of_text
from ingest.loaders.pages.page_days import published_day, updated_day
from ingest.loaders.pages.page_statements import Statements, statements_of
from ingest.loaders.pages.page_text import class_test, text_of
from retriever.records import Metadata

_CATEGORY_LINKS = ".//a[contains(concat(' ', @rel, ' '), ' category ')]"
_AUTHOR_LINKS = ".//a[contains(concat(' ', @rel, ' '), ' author ')]"
_BYLINES = (
    f".//*[{class_test('byline')}]|.//*[{class_test('author')}]|.//*[@itemprop='author']"
    f"|.//*[{class_test('entry-author')}]|.//*[{class_test('post-author')}]"
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_NO_CATEGORY = ("uncategorised", "uncategorized", "blog")
_BYLINE_LIMIT_CHARS = 200
_SITE_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")


@dataclass(frozen=True, slots=True)
class _Found:
    """A value and where it was read."""

    value: Any
    origin: str


def facts_of(tree: Any, found: Any, stem: str) -> Metadata:
    """Read a page's metadata.

    Args:
        tree: The whole page, comments by third parties taken out.
        found: What the extractor made of it, as the last resort.
        stem: The file's name without its ending: the title where the page has none.
    """
    stated = statements_of(tree)
    url = _url(tree, stated)
    facts = {
        "title": _title(tree, stated, found),
        "authors": _authors(tree, stated, found),
        "publisher": _publisher(tree, stated),
        "categories": _categories(tree, stated, found),
        "licence": _licence(tree),
        "url": url,
    }
    published = published_day(tree, stated, str(url.value or ""))
    updated = updated_day(tree, stated, published.day)
    origins = {name: fact.origin for name, fact in facts.items() if fact.value}
    origins.setdefault("title", "file name")
    days = {"published": published, "updated": updated}
    origins |= {name: each.origin for name, each in days.items() if each.day}
    return Metadata(
        title=facts["title"].value or stem.replace("-", " ").replace("_", " "),
        doc_type="blog_post" if _is_post(tree, stated, facts) else "document",
        publisher=facts["publisher"].value or None,
        authors=_without(facts["authors"].value, facts["publisher"].value),
        published=published.day,
        updated=updated.day,
        categories=facts["categories"].value,
        url=url.value or None,
        licence=facts["licence"].value or None,
        origins=tuple(origins.items()),
        precisions=tuple((name, each.precision) for name, each in days.items() if each.precision),
    )


def _title(tree: Any, stated: Statements, found: Any) -> _Found:
    """Take the page's one main heading if its head names it too, else what the head says."""
    named = stated.meta("og:title", "dc.title", "twitter:title")
    in_head = " ".join([named, *(text_of(title) for title in tree.xpath(".//head/title"))])
    for path in (".//article//h1|.//main//h1", ".//h1"):
        heads = [text for head in tree.xpath(path) if (text := text_of(head))]
        matching = [head for head in heads if head.casefold() in in_head.casefold()]
        if matching:
            return _Found(max(matching, key=len), "page")
        if len(heads) == 1 and not named:
            return _Found(heads[0], "page")
    return _Found(named or (found.title or "").strip(), "page")


def _authors(tree: Any, stated: Statements, found: Any) -> _Found:
    signed = [text_of(link) for link in _scope(tree).xpath(_AUTHOR_LINKS)]
    if names := _names(signed):
        return _Found(names, "byline")
    if names := _names(stated.names("author", "Person")):
        return _Found(names, "page")
    lines = [text_of(line) for line in _scope(tree).xpath(_BYLINES)]
    if names := _names([line for line in lines if len(line) <= _BYLINE_LIMIT_CHARS][:1]):
        return _Found(names, "byline")
    if names := _names([stated.meta("author", "article:author", "dc.creator", "dcterms.creator")]):
        return _Found(names, "page")
    return _Found(_names([found.author or ""]), "page")


def _names(bylines: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in bylines for name in names_of(line)))


def _without(names: tuple[str, ...], publisher: str | None) -> tuple[str, ...]:
    """Leave out an author that is the publisher itself."""
    return tuple(name for name in names if name.casefold() != (publisher or "").casefold())


def _scope(tree: Any) -> Any:
    """Return the one article of a page, else the whole of it."""
    articles = tree.xpath(".//article")
    return articles[0] if len(articles) == 1 else tree


def _publisher(tree: Any, stated: Statements) -> _Found:
    named = stated.meta("govuk:primary-publishing-organisation")
    if named:
        return _Found(named, "page")
    for term in tree.xpath(f".//*[{class_test('gem-c-metadata')}]//dt"):
        if text_of(term).rstrip(":").lower() == "from" and term.getnext() is not None:
            linked = [text_of(link) for link in term.getnext().xpath(".//a")]
            return _Found((linked or [text_of(term.getnext())])[0], "page")
    names = (*stated.names("author", "Organization"), *stated.names("publisher", "Organization"))
    if "GOV.UK" in names and len(names) > 1:
        names = tuple(name for name in names if name != "GOV.UK")
    site = stated.meta("og:site_name")
    return _Found(site or next(iter(names), "") or stated.meta(*_SITE_NAMES), "page")


def _categories(tree: Any, stated: Statements, found: Any) -> _Found:
    links = _scope(tree).xpath(_CATEGORY_LINKS)
    if not links:
        links = [link for link in tree.xpath(_CATEGORY_LINKS) if not link.xpath("ancestor::aside")]
    names = [text_of(link) for link in links] or [*stated.texts("articleSection")]
    names = names or [stated.meta("article:section")]
    names = names if any(names) else [*(found.categories or [])]
    kept = (name for name in names if name and name.lower() not in _NO_CATEGORY)
    return _Found(tuple(dict.fromkeys(kept)), "page")


def _licence(tree: Any) -> _Found:
    """Read the licence of the page; that of a picture in it is another's."""
    outside = "[not(ancestor::figure or ancestor::figcaption)]"
    rel = "[contains(concat(' ', @rel, ' '), ' license ')]"
    for link in tree.xpath(f".//link{rel}|.//a{rel}{outside}"):
        name = licence_of_address(link.get("href", "")) or text_of(link)
        if name:
            return _Found(name, "page")
    for line in _lines(tree):
        if name := licence_of_text(line):
            return _Found(name, "page")
    return _Found("", "")


def _lines(tree: Any) -> Iterator[str]:
    """Yield what stands in the page's foot, where licences are told."""
    foot = ".//footer|.//*[@role='contentinfo']|.//*[@id='footer']"
    yield from (text_of(part) for part in tree.xpath(foot))


def _url(tree: Any, stated: Statements) -> _Found:
    addresses = [link.get("href") or "" for link in tree.xpath(".//link[@rel='canonical']")]
    addresses += [stated.meta("og:url"), stated.text("url"), stated.text("mainEntityOfPage")]
    for address in addresses:
        if address.startswith(("http://", "https://")):
            return _Found(address, "page")
    for comment in tree.getroottree().xpath("//comment()"):
        if saved := _SAVED_FROM.search(str(comment.text or "")):
            return _Found(saved[1], "saved from")
    return _Found("", "")


def _is_post(tree: Any, stated: Statements, facts: dict[str, _Found]) -> bool:
    if stated.meta("govuk:format", "govuk:rendering-app"):
        return False
    if facts["categories"].value or stated.is_kind("BlogPosting", "NewsArticle", "LiveBlogPosting"):
        return True
    return bool(tree.xpath(".//article"))
