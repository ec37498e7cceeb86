"""Puts fetched pages into the corpus, each once it is known to be readable, and finds them again.

A page's file and sidecar are written whole; adding the same address again replaces them wherever
they were moved to in the corpus. Data flows from a `NewPage` to two files.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from pathlib import Path

from ingest.corpus_folder import SIDECAR_ENDING
from ingest.corpus_places import KnownContent, folder_of
from ingest.loaders.draft import FileIdentity
from ingest.loaders.loading import LoadedFile
from ingest.parser_process import ParserProcess
from ingest.web.fetching import Validators
from ingest.web.file_name import file_stem
from ingest.web.kept_page import KeptPage, Said, read_kept, sidecar_of, text_with_kept
from ingest.web.outcome import Outcome
from ingest.whole_file import write_whole
from retriever.errors import SkippedFileError, UnreadableFileError


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that is to be put into the corpus.

    Attributes:
        address: Where it is, in normal form: its name.
        data: The file's bytes.
        ending: ".html" or ".pdf".
        source: What said the facts.
        said: What the source said of it.
        asked: Where it was asked for, if elsewhere.
        doc_type: The type that decides the folder, or "" for what the content says.
        validators: To ask the server with the next time.
    """

    address: str
    data: bytes
    ending: str
    source: str
    said: Said
    asked: str = ""
    doc_type: str = ""
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class _Place:
    """A fetched page of the corpus: its file, and what is kept of it."""

    file: Path
    kept: KeptPage


class Shelf:
    """The fetched pages of a corpus; their sidecars are read when the first is asked for.

    Args:
        corpus: The folder.
        parser: That reads each page first, so that nothing unreadable goes in.
        content: What the corpus holds, if it is known already.
    """

    def __init__(
        self, corpus: Path, parser: ParserProcess, content: KnownContent | None = None
    ) -> None:
        self._corpus = corpus
        self._parser = parser
        self._content = content or KnownContent(corpus)

    @cached_property
    def _places(self) -> dict[str, _Place]:
        places: dict[str, _Place] = {}
        for sidecar in sorted(self._corpus.rglob(f"*{SIDECAR_ENDING}")):
            file = sidecar.with_name(sidecar.name.removesuffix(SIDECAR_ENDING))
            kept = read_kept(sidecar) if sidecar.is_file() and file.is_file() else None
            if kept:
                places |= dict.fromkeys(_names(kept), _Place(file, kept))
        return places

    def path_of(self, address: str) -> str:
        """Return the path of an address's file in the corpus, or ""."""
        place = self._places.get(address)
        return self._path(place.file) if place else ""

    def validators_of(self, address: str) -> Validators:
        """Return what to ask an address's server with: nothing where the file is not as fetched."""
        place = self._places.get(address)
        if place is None or _sha256(place.file.read_bytes()) != place.kept.sha256:
            return Validators()
        return place.kept.validators

    def put(self, page: NewPage) -> Outcome:
        """Put a page into the corpus, or leave what is there where it says the same."""
        asked = page.asked or page.address
        place = self._places.get(page.address)
        try:
            if place and self._is_same(page, place):
                return Outcome(asked, self._path(place.file), "unchanged")
            loaded = self._loaded(page.data, page.ending)
            if place and place.kept.said == page.said and self._reads_same(loaded, place):
                reason = "its markup changed, its text did not"
                return Outcome(asked, self._path(place.file), "unchanged", reason)
            return self._write(page, place, loaded)
        except SkippedFileError as error:
            return Outcome(asked, self.path_of(page.address), "skipped", _kept(error, place))
        except UnreadableFileError as error:
            return Outcome(asked, self.path_of(page.address), "failed", _kept(error, place))
        except OSError as error:
            reason = f"It cannot be written to {self._corpus}: {error.strerror}."
            return Outcome(asked, self.path_of(page.address), "failed", reason)

    def _is_same(self, page: NewPage, place: _Place) -> bool:
        return (
            place.kept.said == page.said
            and place.kept.sha256 == _sha256(page.data)
            and place.file.read_bytes() == page.data
        )

    def _reads_same(self, loaded: LoadedFile, place: _Place) -> bool:
        """Say whether the kept file reads as the new one: many pages bear a new number each time.

        Raises:
            SkippedFileError: The kept file is no longer one for the library.
            UnreadableFileError: It can no longer be read.
        """
        old = self._loaded(place.file.read_bytes(), place.file.suffix).document
        new = loaded.document
        return (old.text, old.blocks, old.metadata) == (new.text, new.blocks, new.metadata)

    def _loaded(self, data: bytes, ending: str) -> LoadedFile:
        with tempfile.TemporaryDirectory(prefix="candour-") as folder:
            file = Path(folder) / f"page{ending}"
            file.write_bytes(data)
            return self._parser.load(file, FileIdentity("", file.name, _sha256(data)))

    def _write(self, page: NewPage, place: _Place | None, loaded: LoadedFile) -> Outcome:
        """Write sidecar and file, in this order: a sidecar alone harms nothing."""
        asked = page.asked or page.address
        doc_type = page.doc_type or loaded.document.metadata.doc_type
        folder = self._corpus / folder_of(doc_type)
        file = _new_file(page, place.file) if place else folder / _own_name(page)
        twin = self._content.find(page.data, apart_from=place.file if place else file)
        if twin:
            reason = f"the same content is in the library at {twin}"
            return Outcome(asked, "", "skipped", reason)
        kept = KeptPage(
            address=page.address,
            asked=page.asked if page.asked != page.address else "",
            source=page.source,
            said=page.said,
            sha256=_sha256(page.data),
            validators=page.validators,
            day=datetime.now(tz=UTC).date(),
        )
        old = sidecar_of(place.file if place else file)
        write_whole(sidecar_of(file), text_with_kept(old, kept).encode())
        write_whole(file, page.data)
        if place and place.file != file:
            place.file.unlink()
            old.unlink()
        self._places.update(dict.fromkeys(_names(kept), _Place(file, kept)))
        self._content.note(self._path(file), file, len(page.data))
        return Outcome(asked, self._path(file), "replaced" if place else "added")

    def _path(self, file: Path) -> str:
        return file.relative_to(self._corpus).as_posix()


def _own_name(page: NewPage, number: int = 1) -> str:
    mark = f"-{number}" if number > 1 else ""
    return f"{file_stem(page.address)}{mark}{page.ending}"


def _new_file(page: NewPage, old: Path) -> Path:
    """Name a kept page's file by its kind, which may have changed, but never as another file."""
    file = old.with_suffix(page.ending)
    numbers = count(1)
    while file != old and (file.exists() or sidecar_of(file).exists()):
        file = old.with_name(_own_name(page, next(numbers)))
    return file


def _names(kept: KeptPage) -> Iterator[str]:
    yield kept.address
    if kept.asked:
        yield kept.asked


def _kept(error: Exception, place: _Place | None) -> str:
    return f"{error} {'The file that is kept stays.' if place else 'It was not kept.'}"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
