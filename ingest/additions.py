"""Puts files and pages into the corpus, each once it is known to be readable.

Knows folders and the web, no index. What is stopped half-way leaves whole files, and says which.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.corpus_folder import SIDECAR_ENDING, reason_of
from ingest.corpus_places import KnownContent, folder_of
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LoadedFile
from ingest.parser_process import ParserProcess
from ingest.report import RefusedFile, SyncReport
from ingest.web.addresses import Address, address_of, is_address
from ingest.web.fetching import Fetcher
from ingest.web.importing import Importer
from ingest.web.outcome import Outcome
from ingest.web.shelf import Shelf
from ingest.whole_file import whole
from retriever.errors import (
    CandourError,
    NameTakenError,
    SkippedFileError,
    UnreadableFileError,
)
from retriever.settings import Settings
from retriever.store.checksum import path_checksum

_NAMED_AT_MOST = 20

Told = Callable[[Outcome], object]


def check_sources(names: Sequence[str]) -> list[Path | Address]:
    """Return the files and addresses that are to be added.

    Raises:
        CandourError: One is an address of a kind that is not fetched, missing, or no file.
    """
    sources: list[Path | Address] = []
    for name in names:
        if is_address(name):
            sources.append(address_of(name))
            continue
        file = Path(name)
        if not file.is_file():
            message = f"There is no file {name}: name files to add (folders are synced, not added)."
            raise CandourError(message)
        sources.append(file)
    return sources


@dataclass(slots=True)
class Additions:
    """What one run of `add` has done so far.

    Attributes:
        settings: Where the corpus is, and the limits.
        doc_type: The type that is wanted; by default what each source's content says.
        outcomes: Of addresses, and of what they led to.
        copied: The paths of the files that were copied.
        skipped: Files that are not for the library.
        failed: Files that are damaged or over a limit.
    """

    settings: Settings
    doc_type: str | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    skipped: list[RefusedFile] = field(default_factory=list)
    failed: list[RefusedFile] = field(default_factory=list)

    def add(self, sources: Sequence[Path | Address], fetcher: Fetcher, told: Told) -> None:
        """Put files and pages into the corpus.

        Args:
            sources: In the order in which they are added.
            fetcher: That asks the servers.
            told: Called with the outcome of each address.

        Raises:
            NameTakenError: Another file stands in a file's place.
        """
        self.settings.corpus.mkdir(parents=True, exist_ok=True)
        with ParserProcess(self.settings) as parser:
            content = KnownContent(self.settings.corpus)
            shelf = Shelf(self.settings.corpus, parser, content)
            importer = Importer(fetcher, parser, shelf, self.doc_type or "")
            for source in sources:
                if isinstance(source, Path):
                    self._add_file(source, parser, content)
                    continue
                for outcome in importer.bring(source):
                    self.outcomes.append(outcome)
                    told(outcome)

    def _add_file(self, file: Path, parser: ParserProcess, content: KnownContent) -> None:
        try:
            path = add_file(file, self.doc_type, self.settings, parser, content)
            self.copied.append(path)
        except SkippedFileError as error:
            self.skipped.append(RefusedFile(str(file), f"{error} It was not copied."))
        except UnreadableFileError as error:
            self.failed.append(RefusedFile(str(file), f"{error} It was not copied."))

    def put_into(self, report: SyncReport) -> None:
        """Put the files that were not copied first in a sync's report."""
        report.skipped[:0] = self.skipped
        report.failed[:0] = self.failed

    def with_fetched(self, report: dict[str, Any]) -> dict[str, Any]:
        """Add what became of each address to a sync's report as JSON."""
        return {**report, "fetched": [outcome.as_json() for outcome in self.outcomes]}

    @property
    def has_failed(self) -> bool:
        """Whether an address or a file failed."""
        return bool(self.failed) or any(each.outcome == "failed" for each in self.outcomes)

    def what_stays(self) -> str:
        """Say which files are in the corpus already, for a run that was stopped."""
        done = [each.path for each in self.outcomes if each.outcome in ("added", "replaced")]
        paths = [*self.copied, *done]
        if not paths:
            return "Nothing was put into the corpus."
        more = len(paths) - _NAMED_AT_MOST
        named = ", ".join(paths[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
        return (
            f"Whole in {self.settings.corpus} and to stay: {named}. "
            "Run `python -m ingest` to bring the index up to them."
        )


def add_file(
    file: Path,
    doc_type: str | None,
    settings: Settings,
    parser: ParserProcess,
    content: KnownContent,
) -> str:
    """Copy one file into the corpus.

    Args:
        file: What to copy.
        doc_type: The type that is wanted; by default what its content says.
        settings: Where the corpus is, and the limits.
        parser: That reads the file first, so that nothing unreadable goes in.
        content: What the corpus holds; the file is added to it.

    Returns:
        Its path in the corpus.

    Raises:
        NameTakenError: Another file stands there under its name.
        SkippedFileError: It is not for the library, or is in it already.
        UnreadableFileError: It is damaged or over a limit.
    """
    _check_name(file.name)
    loaded = read_file(file, settings, parser)
    path = f"{folder_of(doc_type or loaded.document.metadata.doc_type)}/{file.name}"
    target = settings.corpus / path
    if target.exists():
        _check_same(file, target, path)
        return path
    twin = content.find(file.read_bytes(), apart_from=target)
    if twin:
        message = f"The same content is in the library at {twin}."
        raise SkippedFileError(message)
    with whole(target) as partial:
        shutil.copyfile(file, partial)
    content.note(path, target, target.stat().st_size)
    return path


def _check_name(name: str) -> None:
    """Refuse a name that the sync would pass over; a sidecar counts as beside its document."""
    reason = reason_of(name, (name.removesuffix(SIDECAR_ENDING),))
    if reason:
        message = f"A file of this name is not read ({reason}): rename it if it is a document."
        raise SkippedFileError(message)


def _check_same(file: Path, target: Path, path: str) -> None:
    if path_checksum(target) != path_checksum(file):
        message = (
            f"{target} exists and is another file: rename {file.name}, or remove the old one "
            f"first (python -m ingest remove {path})."
        )
        raise NameTakenError(message)


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
        file_hash = path_checksum(file)
    except OSError as error:
        message = f"It cannot be read: {error.strerror}."
        raise UnreadableFileError(message) from error
    return parser.load(file, FileIdentity("", file.name, file_hash))
