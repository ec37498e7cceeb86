"""What a page states for machines: its meta elements and its JSON-LD, as plain values.

Knows HTML's head and schema.org's names; what a value means for a document is said elsewhere.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.characters import one_line

_ARTICLES = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "Report", "WebPage", "CreativeWork", "TechArticle"}
    | {"ScholarlyArticle", "GovernmentService", "FAQPage", "Guide", "LiveBlogPosting", "Blog"}
)
_JSON_LIMIT_CHARS = 500_000


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page states of itself.

    Attributes:
        metas: Values of meta elements by name or property, lower case, the first of each name.
        items: The JSON-LD items that describe an article or page.
    """

    metas: dict[str, str] = field(default_factory=dict)
    items: tuple[dict[str, Any], ...] = ()

    def meta(self, *names: str) -> str:
        """Return the first meta value of these names, or ""."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")

    def text(self, name: str) -> str:
        """Return the first JSON-LD text of this name, or ""."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return all texts of the first JSON-LD item that has this name."""
        for item in self.items:
            values = item.get(name)
            found = [one_line(each) for each in _listed(values) if isinstance(each, str)]
            if any(found):
                return tuple(each for each in found if each)
        return ()

    def names(self, role: str, kind: str) -> tuple[str, ...]:
        """Return the names of a JSON-LD role ("author") that are of a kind ("Person")."""
        found = [
            one_line(each["name"])
            for item in self.items
            for each in _listed(item.get(role))
            if isinstance(each, dict)
            and isinstance(each.get("name"), str)
            and any(str(named).endswith(kind) for named in _listed(each.get("@type")))
        ]
        return tuple(dict.fromkeys(name for name in found if name))

    def is_kind(self, *kinds: str) -> bool:
        """Say whether a JSON-LD item is of one of these kinds."""
        return any(str(named) in kinds for item in self.items for named in _listed(item["@type"]))


def statements_of(tree: Any) -> Statements:
    """Read a page's own statements; JSON that does not parse states nothing."""
    metas: dict[str, str] = {}
    for meta in tree.xpath(".//meta[@content]"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        value = one_line(meta.get("content"))
        if name and value:
            metas.setdefault(name, value)
    items: list[dict[str, Any]] = []
    for script in tree.xpath(".//script[@type='application/ld+json']"):
        source = script.text_content()
        if len(source) > _JSON_LIMIT_CHARS:
            continue
        try:
            items += _items(json.loads(source, strict=False))
        except (json.JSONDecodeError, RecursionError):
            continue  # a page's broken script is no fault of its text
    return Statements(metas, tuple(items))


def _items(value: Any) -> Iterator[dict[str, Any]]:
    for each in _listed(value):
        if not isinstance(each, dict):
            continue
        if any(str(named) in _ARTICLES for named in _listed(each.get("@type"))):
            yield each
        for inner in ("@graph", "mainEntity"):
            if inner in each:
                yield from _items(each[inner])


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
