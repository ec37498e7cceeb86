"""Remembers which files a sync refused and why, so that the next one need not read them again.

A file that hangs its parser costs 20 seconds at each sync otherwise. A refusal holds for the file's
fingerprint and for the limits that it was read under; it is kept in a JSON file of the index
folder, which may be deleted at any time. Knows no parser and no store.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retriever.errors import CandourError
from retriever.settings import Settings

FILE_NAME = "refused.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not go in.

    Attributes:
        path: Relative to the corpus folder.
        fingerprint: Of the file, its sidecar, the loaders and the limits, as it was read.
        reason: Why, for the report.
        is_fault: Whether it should have been readable.
    """

    path: str
    fingerprint: str
    reason: str
    is_fault: bool


class Refusals:
    """The refusals that an index folder remembers.

    Args:
        folder: The index's. A missing or damaged record is an empty one: what it held is found
            out again by reading the files.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        self._read = _read(self._file)
        self._kept: dict[str, Refusal] = {}

    def forget(self) -> None:
        """Delete the record, so that the next sync reads every refused file again.

        Raises:
            CandourError: It cannot be deleted.
        """
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise self._shut(error) from error
        self._read = {}

    def reason_of(self, path: str, fingerprint: str) -> Refusal | None:
        """Return why a file was refused that has not changed since, and remember it on."""
        refusal = self._kept.get(path) or self._read.get(path)
        if refusal is None or refusal.fingerprint != fingerprint:
            return None
        self._kept[path] = refusal
        return refusal

    def remember(self, refusal: Refusal) -> None:
        """Note a file that was read and refused."""
        self._kept[refusal.path] = refusal

    def write(self) -> None:
        """Keep what was noted or asked for since the start, and forget all else: it is gone.

        Raises:
            CandourError: The record cannot be written.
        """
        if self._kept == self._read:
            return
        rows = [asdict(self._kept[path]) for path in sorted(self._kept)]
        partial = self._file.with_name(f"{FILE_NAME}.{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"version": _VERSION, "refused": rows}, ensure_ascii=False, indent=1)
            partial.write_text(text, "utf-8")
            # Under its own name only when whole; two processes' files do not meet.
            partial.replace(self._file)
            for other in self._file.parent.glob(f"{FILE_NAME}.*.part"):
                other.unlink()  # Of a process that was killed; the caller is the only writer.
        except OSError as error:
            raise self._shut(error) from error
        self._read = dict(self._kept)

    def _shut(self, error: OSError) -> CandourError:
        return CandourError(
            f"{self._file} cannot be written ({error.strerror}): "
            "free some room or mend its permissions, then run the command again."
        )


def read_as(fingerprint: str, settings: Settings) -> str:
    """Write what a refusal hangs on: the file, and the limits; under others it may be read."""
    has_ocr = settings.ocr and shutil.which("tesseract") is not None
    limits = (settings.max_file_mb, settings.parse_timeout_s, settings.parse_memory_mb)
    return " ".join(map(str, (fingerprint, *limits, has_ocr)))


def _read(file: Path) -> dict[str, Refusal]:
    """Read the record; an absent, damaged or other version's one holds nothing."""
    try:
        facts = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    rows: Any = facts.get("refused") if isinstance(facts, dict) else None
    if not isinstance(rows, list) or facts.get("version") != _VERSION:
        return {}
    refusals = [refusal for row in rows if (refusal := _refusal(row)) is not None]
    return {refusal.path: refusal for refusal in refusals}


def _refusal(row: Any) -> Refusal | None:
    """Return a row's refusal, or None where a field is missing or of another kind."""
    names = ("path", "fingerprint", "reason")
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in names):
        return None
    if not isinstance(row.get("is_fault"), bool):
        return None
    return Refusal(row["path"], row["fingerprint"], row["reason"], row["is_fault"])


def refusals_in(folder: Path) -> list[Refusal]:
    """Return the files that an index folder's record says were refused, by path."""
    return [refusal for _, refusal in sorted(_read(folder / FILE_NAME).items())]
