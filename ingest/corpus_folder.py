"""Walks the corpus folder: which files are documents, and which are not and why.

Follows no link, opens no pipe or device, and counts every file, so that nothing vanishes without a
reason. Knows the file system only.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retriever.errors import CandourError

SIDECAR_ENDING = ".meta.toml"
_NO_DOCUMENTS = ("README", "LICENSE", "LICENCE")


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


def doc_id_of(path: str) -> str:
    """Return the id of the document at a path of the corpus."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


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
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield CorpusFile(prefix.rstrip("/"), folder, reason=f"cannot be listed: {error.strerror}")
        return
    for entry in entries:
        path = prefix + _readable(entry.name)
        if entry.is_symlink():
            yield CorpusFile(path, Path(entry.path), reason="a symbolic link, not followed")
        elif entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                yield CorpusFile(path, Path(entry.path), reason="a hidden folder, not a document")
            else:
                yield from _walk(Path(entry.path), f"{path}/")
        else:
            yield _file(entry, path)


def _file(entry: os.DirEntry[str], path: str) -> CorpusFile:
    status = entry.stat(follow_symlinks=False)
    reason = ""
    if not stat.S_ISREG(status.st_mode):
        reason = "no regular file (a pipe, socket or device)"
    elif entry.name.startswith((".", *_NO_DOCUMENTS)) or entry.name.endswith(SIDECAR_ENDING):
        reason = "not a document"
    return CorpusFile(path, Path(entry.path), status.st_size, reason)


def _readable(name: str) -> str:
    """Return a file's name as text that can be stored, whatever bytes it is made of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
