"""Walks the corpus folder: which files are documents, and which are not and why.

Follows no link, opens no pipe or device, and counts every file, so that nothing vanishes without a
reason. Knows the file system only.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from retriever.errors import CandourError
from retriever.records import doc_id_of

SIDECAR_ENDING = ".meta.toml"
NO_DOCUMENT = "not a document"
"""Why a file is not read that nobody would look for in the library: no need to list it."""

_JUNCTION_TAG = 0xA0000003
# What stands about in folders: notes on the folder, a system's or an office program's own files.
_NOTES = ("readme", "license", "licence")
_NOTE_ENDINGS = ("", ".md", ".txt", ".rst")
_SYSTEM_FILES = ("desktop.ini", "thumbs.db")
_HIDDEN = (".", "~$")
_UNFINISHED = (".crdownload", ".download", ".filepart", ".part", ".partial", ".tmp")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of the corpus.

    Attributes:
        path: Relative to the corpus folder, with forward slashes: its name in the library.
        file: Where it is.
        size: In bytes.
        reason: Why it is not read, or "".
    """

    path: str
    file: Path
    size: int = 0
    reason: str = ""

    @property
    def doc_id(self) -> str:
        """A short hash of the path: the same at every ingest."""
        return doc_id_of(self.path)

    @property
    def sidecar(self) -> Path:
        """Where metadata written by hand goes: beside the file."""
        return self.file.with_name(self.file.name + SIDECAR_ENDING)


def file_within(corpus: Path, path: str) -> Path | None:
    """Return the file that a document's path names; None where it is none within the corpus."""
    folder = corpus.resolve()
    file = (folder / path).resolve()
    return file if file.is_relative_to(folder) and file.is_file() else None


def corpus_files(corpus: Path) -> list[CorpusFile]:
    """List every file of the corpus, by path.

    Raises:
        CandourError: There is no such folder.
    """
    if not corpus.is_dir():
        message = (
            f"There is no corpus folder {corpus}: make it and put documents in, or name another "
            "(python -m ingest sync FOLDER)."
        )
        raise CandourError(message)
    return sorted(_walk(corpus.resolve(), ""), key=lambda file: file.path)


def _walk(folder: Path, prefix: str) -> Iterator[CorpusFile]:
    try:
        with os.scandir(folder) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        yield CorpusFile(prefix.rstrip("/"), folder, reason=f"cannot be listed: {error.strerror}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        path = prefix + _readable(entry.name)
        if entry.is_symlink() or _is_junction(entry):
            yield CorpusFile(path, Path(entry.path), reason="a symbolic link, not followed")
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                yield CorpusFile(path, Path(entry.path), reason=NO_DOCUMENT)
            else:
                yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield from _file(entry, path, names)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Say whether an entry is Windows' own kind of link between folders."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return getattr(status, "st_reparse_tag", 0) == _JUNCTION_TAG


def _file(entry: os.DirEntry[str], path: str, names: Collection[str]) -> Iterator[CorpusFile]:
    """Yield a file; none where it has gone since the folder was listed."""
    file = Path(entry.path)
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError as error:
        yield CorpusFile(path, file, reason=f"cannot be looked at: {error.strerror}")
        return
    if stat.S_ISREG(status.st_mode):
        yield CorpusFile(path, file, status.st_size, reason_of(entry.name, names))
    else:
        yield CorpusFile(path, file, reason="no regular file (a pipe, socket or device)")


def reason_of(name: str, names: Collection[str]) -> str:
    """Say why a regular file is not read, or "", by its name and its neighbours'."""
    lower = name.lower()
    if name.endswith(SIDECAR_ENDING):
        described = name.removesuffix(SIDECAR_ENDING)
        if described in names:
            return NO_DOCUMENT
        return f"it describes {described}, which is not beside it: rename or delete one"
    if lower.startswith(_HIDDEN) or lower in _SYSTEM_FILES:
        return NO_DOCUMENT
    stem, ending = os.path.splitext(lower)  # noqa: PTH122 - a name, no path
    if stem in _NOTES and ending in _NOTE_ENDINGS:
        return NO_DOCUMENT
    return "an unfinished download or copy" if ending in _UNFINISHED else ""


def _readable(name: str) -> str:
    """Return a file's name as text that can be stored, whatever bytes it is made of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
