"""What a sync did, file by file, as the command prints it and as JSON.

Knows no work, only words.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from ingest.corpus_folder import NO_DOCUMENT

REMAINS = (
    "NOT YET CLEANED {place}: something reads what was removed; the next sync after that cleans it."
)


@dataclass(frozen=True, slots=True)
class IngestedFile:
    """A document that was added, replaced or removed."""

    path: str
    doc_id: str
    passages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that did not go in, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class SyncReport:
    """All that a sync did; every file of the corpus is in one of the lists or in `unchanged`."""

    added: list[IngestedFile] = field(default_factory=list)
    replaced: list[IngestedFile] = field(default_factory=list)
    removed: list[IngestedFile] = field(default_factory=list)
    unchanged: int = 0
    skipped: list[RefusedFile] = field(default_factory=list)
    failed: list[RefusedFile] = field(default_factory=list)
    generation: int = 0
    seconds: float = 0.0
    remains: list[str] = field(default_factory=list)
    """Where words of what was removed may still stand: empty unless something was in the way."""

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command's contract lays it out."""
        facts = asdict(self)
        for kind in ("added", "replaced", "removed"):
            facts[kind] = [{**entry, "warnings": [*entry["warnings"]]} for entry in facts[kind]]
        if not self.remains:
            del facts["remains"]
        return {**facts, "seconds": round(self.seconds, 3)}

    def lines(self, known: Collection[str] = ()) -> Iterator[str]:
        """Write the report for a terminal.

        Args:
            known: Paths whose refusal has been told before and is only counted.
        """
        for word, files in (("added", self.added), ("replaced", self.replaced)):
            for file in files:
                yield f"{word} {file.path} ({file.passages} passages)"
                yield from (f"    note: {warning}" for warning in file.warnings)
        yield from (f"removed {file.path}" for file in self.removed)
        told = [file for file in self.skipped if file.reason != NO_DOCUMENT]
        yield from (
            f"skipped {file.path}: {file.reason}" for file in told if file.path not in known
        )
        failed = (file for file in self.failed if file.path not in known)
        yield from (f"FAILED {file.path}: {file.reason}" for file in failed)
        yield from (REMAINS.format(place=place) for place in self.remains)
        yield (
            f"{len(self.added)} added, {len(self.replaced)} replaced, {len(self.removed)} removed, "
            f"{self.unchanged} unchanged, {len(told)} skipped, {len(self.failed)} failed"
            f"{self._no_documents(len(self.skipped) - len(told))}; "
            f"generation {self.generation}, {self.seconds:.1f} s"
        )

    @staticmethod
    def _no_documents(count: int) -> str:
        """Count what no one takes for a document: notes on the folder, sidecars."""
        return f", {count} beside the documents" if count else ""
