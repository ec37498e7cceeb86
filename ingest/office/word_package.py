"""Finds a Word document's parts by its relationships, as they are named differently by each maker.

A relationship that points to no part is passed over: Word writes such ("NULL") and opens them.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.archives import Archive
from ingest.office.elements import attribute, children
from retriever.errors import UnreadableFileError

_MAIN = "officeDocument"


@dataclass(slots=True)
class WordPackage:
    """The parts of one document."""

    archive: Archive
    main: str
    targets: dict[str, list[str]] = field(default_factory=dict)

    def document(self) -> Any:
        """Return the main part's root.

        Raises:
            UnreadableFileError: It is damaged.
        """
        return self.archive.tree(self.main)

    def part(self, kind: str) -> Any:
        """Return the root of the first part of a kind ("styles", "footnotes"), or None."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[Any]:
        """Yield the roots of all parts of a kind ("header")."""
        for name in self.targets.get(kind, []):
            yield self.archive.tree(name)

    @property
    def has_macros(self) -> bool:
        """Whether it holds programs."""
        return "vbaProject" in self.targets


def open_package(archive: Archive) -> WordPackage:
    """Find the main part and what it refers to.

    Raises:
        UnreadableFileError: There is no main part.
    """
    mains = _targets(archive, "").get(_MAIN, [])
    if not mains:
        message = "It is a damaged Word file, its text is missing: get a new copy."
        raise UnreadableFileError(message)
    return WordPackage(archive, mains[0], _targets(archive, mains[0]))


def _targets(archive: Archive, part: str) -> dict[str, list[str]]:
    """Return the existing parts that a part ("" for the package) refers to, by kind."""
    folder, name = posixpath.split(part)
    root = archive.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    by_name = {each.lower(): each for each in archive.names}
    found: dict[str, list[str]] = {}
    for relation in children(root, "Relationship"):
        if attribute(relation, "TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target")))
        existing = by_name.get(target.lstrip("/").lower())
        if existing is not None:
            kind = attribute(relation, "Type").rpartition("/")[2]
            found.setdefault(kind, []).append(existing)
    return found
