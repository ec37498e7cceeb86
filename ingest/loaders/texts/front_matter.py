"""Reads a Markdown file's front matter: facts between two lines of dashes (YAML) or pluses (TOML).

Only plain values are taken: texts, days, and lists of texts. Knows both notations and the metadata
record; no Markdown.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from ingest.loaders.bylines import names_of
from ingest.loaders.characters import one_line
from ingest.loaders.found_days import FoundDay, day_of
from ingest.loaders.licences import licence_of_address, licence_of_text
from retriever.records import Metadata

_BLOCKS = (
    (
        re.compile(r"\A\s*---[ \t]*\n(?P<facts>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL),
        "yaml",
    ),
    (re.compile(r"\A\s*\+\+\+[ \t]*\n(?P<facts>.*?)\n\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL), "toml"),
)
_FACTS_LIMIT_CHARS = 20_000
ORIGIN = "front matter"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before a Markdown text.

    Attributes:
        facts: By lower-case name; empty without front matter.
        body: The text after it.
        warning: Why front matter could not be read, or "".
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    warning: str = ""


def split_front_matter(text: str) -> FrontMatter:
    """Part a text's front matter from its body; a rule of dashes alone is no front matter."""
    for block, notation in _BLOCKS:
        match = block.match(text)
        if match is None or len(match["facts"]) > _FACTS_LIMIT_CHARS:
            continue
        body = text[match.end() :]
        try:
            # PyYAML's safe loader makes plain values only; it runs in the parser's process.
            facts = (
                yaml.safe_load(match["facts"])
                if notation == "yaml"
                else tomllib.loads(match["facts"])
            )
        except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
            if not re.match(r"[\w-]+\s*[:=]", match["facts"].lstrip()):
                break  # text between two rules
            reason = one_line(str(error))[:120]
            return FrontMatter({}, body, f"its front matter is no {notation.upper()} ({reason})")
        if isinstance(facts, dict):
            return FrontMatter({str(name).lower(): each for name, each in facts.items()}, body)
    return FrontMatter({}, text)


def metadata_of(facts: Mapping[str, Any], title: str, stem: str) -> Metadata:
    """Make a record of front matter.

    Args:
        facts: By lower-case name.
        title: The text's own first heading, used where the facts name none, or "".
        stem: The file's name without its ending: the title where there is no other.
    """
    published = _day(
        facts, "date", "published", "published_at", "publishdate", "pubdate", "created"
    )
    updated = _day(facts, "updated", "lastmod", "last_updated", "updated_at", "modified")
    named = _text(facts, "title", "headline")
    licence = _text(facts, "licence", "license")
    found = {
        "authors": tuple(
            name for each in _texts(facts, "author", "authors", "by") for name in names_of(each)
        ),
        "publisher": _text(facts, "publisher", "organisation", "organization", "site"),
        "authority": _text(facts, "authority", "local_authority"),
        "categories": _categories(facts),
        "url": _address(facts),
        "licence": licence_of_address(licence) or licence_of_text(licence) or licence,
    }
    days = {"published": published, "updated": updated}
    kept = {name: value for name, value in found.items() if value}
    origins = [(name, ORIGIN) for name in kept]
    origins += [(name, ORIGIN) for name, each in days.items() if each.day]
    origins.append(("title", ORIGIN if named else "first heading" if title else "file name"))
    return Metadata(
        title=named or title or stem.replace("-", " ").replace("_", " "),
        doc_type=_kind(facts, has_categories="categories" in kept),
        published=published.day,
        updated=updated.day,
        origins=tuple(origins),
        precisions=tuple((name, each.precision) for name, each in days.items() if each.precision),
        **kept,  # type: ignore[arg-type]
    )


def _kind(facts: Mapping[str, Any], *, has_categories: bool) -> str:
    kind = _text(facts, "type", "doc_type", "document_type").lower()
    kind = kind.replace(" ", "_").replace("-", "_")
    if kind in ("post", "blog", "blog_post") or (has_categories and not kind):
        return "blog_post"
    return kind or "document"


def _text(facts: Mapping[str, Any], *names: str) -> str:
    return next(iter(_texts(facts, *names)), "")


def _texts(facts: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    for name in names:
        found = tuple(_plain(facts.get(name)))
        if found:
            return found
    return ()


def _plain(value: Any) -> Iterator[str]:
    """Yield a value's texts: of a list each, of a record its name."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        text = one_line(str(value))
        yield from [text] if text else []
    elif isinstance(value, dict):
        yield from _plain(value.get("name"))
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, str | dict):
                yield from _plain(each)


def _categories(facts: Mapping[str, Any]) -> tuple[str, ...]:
    found = _texts(facts, "categories", "category", "tags", "topics")
    if len(found) == 1 and "," in found[0]:
        found = tuple(one_line(name) for name in found[0].split(","))
    return tuple(dict.fromkeys(name for name in found if name))


def _address(facts: Mapping[str, Any]) -> str:
    found = _text(facts, "url", "canonical_url", "canonical", "source", "link", "original")
    return found if found.startswith(("http://", "https://")) else ""


def _day(facts: Mapping[str, Any], *names: str) -> FoundDay:
    for name in names:
        value = facts.get(name)
        if isinstance(value, datetime):
            return FoundDay(value.date(), "", ORIGIN)
        if isinstance(value, date):
            return FoundDay(value, "", ORIGIN)
        if isinstance(value, str | int) and (found := day_of(str(value), ORIGIN)):
            return found
    return FoundDay()
