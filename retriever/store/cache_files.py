"""The caches' files in an index folder: read where they are good, written when it is worth it.

A file is trusted only when its SHA-256 is the one in the database; it holds what it was made of and
need not be up to date, for what is missing or gone is told by keys. So a file is written once, and
again only when much has changed, or when a removed text must leave every place.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypeVar

import numpy as np

from retriever.errors import IndexDamagedError
from retriever.store.caches import Basis, Caches
from retriever.store.checksum import path_checksum
from retriever.store.connections import DATABASE_NAME
from retriever.store.database import CacheRow
from retriever.store.vectors import VectorIndex
from retriever.store.word_index import WordIndex
from retriever.store.word_parts import WordPart, cleaned, dead_share
from retriever.store.word_segment import WordSegment

VECTORS = "vectors"
WORDS = "words"

UNSAVED_LIMIT = 1_000
"""So many passages may be in no file: a process that starts makes them ready in 0.3 s."""

UNSAVED_SHARE = 0.05
"""Of a large library so much may be missing in the vectors' file, or gone: it is written whole."""

_log = logging.getLogger(__name__)

Part = TypeVar("Part", VectorIndex, WordSegment)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing: the rows to record, and the same caches with their files' names."""

    rows: list[CacheRow]
    caches: Caches


class CacheFiles:
    """The files.

    Args:
        folder: The index folder.
        dimension: Of an embedding.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension

    def are_there(self, rows: Iterable[CacheRow]) -> bool:
        """Say whether none of the files is missing."""
        return all((self._folder / row.file).exists() for row in rows)

    def basis(self, rows: Iterable[CacheRow]) -> Basis:
        """Return what the good files among those recorded hold, for caches to be made from."""
        empty = np.empty((0, self._dimension), dtype=np.float32)
        vectors = VectorIndex.made_of(np.empty(0, dtype=np.int64), empty)
        vector_file, parts = "", []
        for row in rows:
            if row.name == VECTORS:
                loaded = self._read(row, VectorIndex.load)
                if loaded is not None:
                    vectors, vector_file = loaded, row.file
            else:
                segment = self._read(row, WordSegment.load)
                if segment is not None:
                    parts.append(WordPart(segment, row.file))
        return Basis(vectors, vector_file, tuple(parts))

    def written(self, rows: Sequence[CacheRow], caches: Caches, *, clean: bool) -> Written | None:
        """Write what is worth writing; the caller holds the write lock.

        Args:
            rows: What is recorded now.
            caches: To be written.
            clean: Whether what is gone must leave every file.

        Returns:
            What is to be recorded and used instead; None where nothing was written.
        """
        recorded = {row.file: row for row in rows}
        is_vectors_due = _is_vectors_due(caches, recorded, clean=clean)
        dirty = _dirty_parts(caches, clean=clean)
        is_words_due = bool(dirty) or _is_words_due(caches, recorded)
        if not is_vectors_due and not is_words_due:
            return None
        vector_rows = [row for row in rows if row.name == VECTORS]
        if is_vectors_due:
            path = self._new_path(VECTORS, caches.generation, ".faiss")
            vectors = caches.vectors.rebuilt()
            checksum = _write(path, vectors.save)
            vector_rows = [CacheRow(VECTORS, caches.generation, path.name, checksum)]
            caches = replace(caches, vectors=vectors, vector_file=path.name)
        word_rows = [row for row in rows if row.name != VECTORS]
        if is_words_due:
            parts = [
                part
                if part.file in recorded and place not in dirty
                else WordPart(cleaned(part.segment, caches.passage_keys))
                for place, part in enumerate(caches.parts)
            ]
            word_rows, parts = self._saved(parts, recorded, caches.generation)
            words = WordIndex([part.segment for part in parts], caches.passage_keys)
            caches = replace(caches, words=words, parts=tuple(parts))
        return Written([*vector_rows, *word_rows], caches)

    def _saved(
        self, parts: Sequence[WordPart], recorded: Mapping[str, CacheRow], generation: int
    ) -> tuple[list[CacheRow], list[WordPart]]:
        """Write the parts that are in no file; return all of them with their rows."""
        rows, saved = [], []
        for part in parts:
            if part.file:
                rows.append(recorded[part.file])
                saved.append(part)
                continue
            path = self._new_path(WORDS, generation, "")
            checksum = _write(path, part.segment.save)
            rows.append(CacheRow(path.name, generation, path.name, checksum))
            saved.append(WordPart(part.segment, path.name))
        return rows, saved

    def stale(self, recorded: Iterable[str]) -> list[Path]:
        """Return the cache files that are recorded no more, or never were."""
        names = set(recorded)
        paths = (*self._folder.glob(f"{VECTORS}-*"), *self._folder.glob(f"{WORDS}-*"))
        return [path for path in paths if path.name not in names]

    def delete(self, paths: Iterable[Path]) -> bool:
        """Delete cache files; say whether all are gone."""
        are_gone = True
        for path in paths:
            try:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            except OSError as error:  # On Windows another process may read it.
                _log.warning("The old cache %s stays for now (%s).", path, error.strerror)
                are_gone = False
        return are_gone

    def faults(self, rows: Iterable[CacheRow]) -> list[str]:
        """Name each cache file that is missing or is not what was written."""
        return [
            f"cache {row.name}: {self._folder / row.file} is missing or damaged; "
            "it is rebuilt at need"
            for row in rows
            if path_checksum(self._folder / row.file) != row.sha256
        ]

    def _read(self, row: CacheRow, load: Callable[[Path], Part]) -> Part | None:
        """Return a file's content when its checksum is the recorded one."""
        path = self._folder / row.file
        try:
            if path_checksum(path) != row.sha256:
                _log.warning("The cache %s is missing or damaged: rebuilt from the database.", path)
                return None
            return load(path)
        except (OSError, RuntimeError) as error:  # FAISS raises RuntimeError for a file gone since
            _log.warning("The cache %s went while it was read (%s): rebuilt.", path, error)
            return None

    def _new_path(self, kind: str, generation: int, ending: str) -> Path:
        """Return a path that bears no file: a reader may still map what an older one bears."""
        names = (f"{kind}-{generation}{f'-{n}' if n else ''}{ending}" for n in count())
        return next(path for path in map(self._folder.joinpath, names) if not path.exists())


def kept_places(folder: Path) -> list[Path]:
    """Return the files and folders of an index folder that hold what documents say."""
    names = (DATABASE_NAME, f"{VECTORS}-*", f"{WORDS}-*")
    return [path for name in names for path in sorted(folder.glob(name))]


def _is_vectors_due(caches: Caches, recorded: Mapping[str, CacheRow], *, clean: bool) -> bool:
    index = caches.vectors
    changed = len(index.new_keys) + len(index.dead)
    return (
        caches.vector_file not in recorded
        or changed > max(UNSAVED_LIMIT, UNSAVED_SHARE * len(caches.passage_keys))
        or (clean and len(index.dead) > 0)
    )


def _dirty_parts(caches: Caches, *, clean: bool) -> set[int]:
    """Return the places of the parts that hold too much that is gone."""
    limit = 0.0 if clean else UNSAVED_SHARE
    return {
        place
        for place, part in enumerate(caches.parts)
        if dead_share(part.segment, caches.passage_keys) > limit
    }


def _is_words_due(caches: Caches, recorded: Mapping[str, CacheRow]) -> bool:
    files = {row.file for row in recorded.values() if row.name != VECTORS}
    used = {part.file for part in caches.parts}
    unsaved = sum(len(part.segment.keys) for part in caches.parts if part.file not in files)
    # A file that is not used was damaged, or holds only what is gone, or was merged into another.
    return unsaved > UNSAVED_LIMIT or (unsaved > 0 and not files) or bool(files - used)


def _write(path: Path, save: Callable[[Path], None]) -> str:
    """Write one file or folder, or leave nothing of it; return its checksum.

    Raises:
        IndexDamagedError: It cannot be written; what was published stays published.
    """
    try:
        save(path)
        return path_checksum(path)
    except (OSError, RuntimeError) as error:  # FAISS raises RuntimeError
        shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            path.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())[-200:]
        message = (
            f"The documents are in, but {path} cannot be written ({reason}): look at the "
            "disk's space, then run `python -m ingest` again."
        )
        raise IndexDamagedError(message) from error
