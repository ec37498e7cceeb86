"""Copies files into the corpus, each once it is known to be readable. Knows folders, no index."""

import hashlib
import shutil
from pathlib import Path

from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import FOLDER_TYPES, LoadedFile
from ingest.parser_process import ParserProcess
from retriever.errors import CandourError, UnreadableFileError
from retriever.settings import Settings

OTHER_FOLDER = "documents"
"""Where a file goes whose type has no folder of its own."""

_ADDRESSES = ("http://", "https://", "feed:")


def check_sources(names: list[str]) -> list[Path]:
    """Return the files that are to be added.

    Raises:
        CandourError: One is an address, missing, or no file.
    """
    files = []
    for name in names:
        if name.lower().startswith(_ADDRESSES):
            message = (
                f"{name} is an address: this version reads files only, "
                "so save the page and add the file."
            )
            raise CandourError(message)
        file = Path(name)
        if not file.is_file():
            message = f"There is no file {name}: name files to add (folders are synced, not added)."
            raise CandourError(message)
        files.append(file)
    return files


def add_file(file: Path, doc_type: str | None, settings: Settings, parser: ParserProcess) -> str:
    """Copy one file into the corpus.

    Args:
        file: What to copy.
        doc_type: The type that is wanted; by default what its content says.
        settings: Where the corpus is, and the limits.
        parser: That reads the file first, so that nothing unreadable goes in.

    Returns:
        Its path in the corpus.

    Raises:
        CandourError: Another file stands there under its name.
        SkippedFileError: It is not for the library.
        UnreadableFileError: It is damaged or over a limit.
    """
    loaded = read_file(file, settings, parser)
    wanted = doc_type or loaded.document.metadata.doc_type
    path = f"{_folder_of(wanted)}/{file.name}"
    target = settings.corpus / path
    if target.exists() and _sha256(target) != _sha256(file):
        message = (
            f"{target} exists and is another file: rename {file.name}, or remove the old one "
            f"first (python -m ingest remove {path})."
        )
        raise CandourError(message)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # Under its own name only when whole: a sync at this moment must not read half a file.
        partial = target.with_name(f".{target.name}.part")
        shutil.copyfile(file, partial)
        partial.replace(target)
    return path


def read_file(file: Path, settings: Settings, parser: ParserProcess) -> LoadedFile:
    """Read a file that is not, or not yet, in the corpus.

    Raises:
        SkippedFileError: It is not for the library.
        UnreadableFileError: It is missing, damaged or over a limit.
    """
    try:
        size_mb = file.stat().st_size / (1024 * 1024)
        if size_mb > settings.max_file_mb:
            message = f"It has {size_mb:.0f} MB, over the limit of {settings.max_file_mb} MB."
            raise UnreadableFileError(message)
        file_hash = _sha256(file)
    except OSError as error:
        message = f"It cannot be read: {error.strerror}."
        raise UnreadableFileError(message) from error
    return parser.load(file, FileIdentity("", file.name, file_hash))


def _folder_of(doc_type: str) -> str:
    folders = {name: folder for folder, name in FOLDER_TYPES.items()}
    return folders.get(doc_type, OTHER_FOLDER)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
