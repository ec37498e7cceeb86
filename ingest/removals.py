"""Takes documents out of the corpus, and says which places were cleaned of them.

What is cleaned after the corpus is the sync's work and the store's. Knows paths and ids; deletes
only files that stand within the corpus folder.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from ingest.corpus_folder import CorpusFile, corpus_files
from ingest.refusals import FILE_NAME as REFUSALS_NAME
from ingest.report import REMAINS, SyncReport
from retriever.errors import (
    CandourError,
    DocumentError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from retriever.records import DEMONSTRATION_FOLDER, Document, Filters
from retriever.settings import Settings
from retriever.store.contract import Store

IN_MEMORY = (
    "A page that is being served forgets what it keeps in memory at the next question (passages) "
    "and with the next page that it draws (page images)."
)

_SUGGESTED = 3
_LIKENESS = 0.85
"""As difflib counts it: a letter or two wrong in a file's name, not another year's report."""


def find_files(
    corpus: Path, names: Sequence[str], titles: Callable[[], Mapping[str, str]] = dict
) -> list[CorpusFile]:
    """Return the corpus's files that ids or paths name.

    Args:
        corpus: The folder of documents.
        names: Ids or paths.
        titles: Gives the documents' titles by path, to tell what a wrong name may have meant.

    Raises:
        DocumentError: One names no document; nothing has been deleted then.
    """
    files = [file for file in corpus_files(corpus) if not file.reason]
    found = []
    for name in names:
        matches = [file for file in files if _is_named(file, name)]
        if not matches:
            meant = _meant(files, name, titles())
            hint = f"did you mean {meant}?" if meant else "`python -m ingest list` has all."
            message = f"There is no document {name!r} in {corpus}: {hint}"
            raise DocumentError(message)
        found += matches
    return list(dict.fromkeys(found))


def delete_files(files: Sequence[CorpusFile]) -> list[str]:
    """Delete files and their sidecars; return each place that was cleaned."""
    places = []
    for file in files:
        for each in (file.file, file.sidecar):
            if each.is_file():
                each.unlink()
                places.append(str(each))
    return places


def delete_demonstration(corpus: Path) -> list[str]:
    """Delete the library of invented examples; return each place that was cleaned.

    Raises:
        CandourError: The folder is a link, or cannot be deleted.
    """
    folder = corpus / DEMONSTRATION_FOLDER
    if not folder.is_dir():
        return []
    if folder.is_symlink():
        message = (
            f"{folder} is a link, and the folder that it leads to is not deleted: delete the link "
            "(and that folder, if it is not needed)."
        )
        raise CandourError(message)
    places = [str(path) for path in sorted(folder.rglob("*")) if path.is_file()]
    try:
        shutil.rmtree(folder)
    except OSError as error:
        message = (
            f"{folder} cannot be deleted ({error.strerror or error}): mend its permissions or "
            "delete it by hand, then run `python -m ingest`."
        )
        raise CandourError(message) from error
    return places


def indexed_documents(store: Store) -> list[Document]:
    """Return what an index holds; nothing where it cannot be read, for the sync will mend it."""
    try:
        with store.read() as view:
            return view.documents(Filters())
    except (IndexMissingError, IndexMismatchError, IndexDamagedError):
        return []


def twins_of(paths: set[str], documents: Sequence[Document]) -> list[str]:
    """Return the other paths at which the content of some stands."""
    groups = [{document.path, *document.also_at} for document in documents]
    return sorted(path for group in groups if group & paths for path in group - paths)


def cleaned_places(store: Store, settings: Settings) -> list[str]:
    """Return the places of the index that held what was removed, by their names of now.

    A cache that held some of it has been written anew; a file that did not is as clean.
    """
    refusals = settings.index / REFUSALS_NAME
    return [*store.kept_places(), *([str(refusals)] if refusals.exists() else [])]


def lines_of_removal(
    report: SyncReport, deleted: Sequence[str], cleaned: Sequence[str], twins: Sequence[str]
) -> Iterator[str]:
    """Write for a terminal what a removal did.

    Args:
        report: Of the sync that followed.
        deleted: The corpus's files.
        cleaned: The index's.
        twins: Other paths where the same content stands.
    """
    yield from (f"deleted {place}" for place in deleted)
    for document in report.removed:
        yield f"deleted {document.path} from the index: title, text, passages, vectors, words"
    yield from (f"cleaned {place}" for place in cleaned if place not in report.remains)
    yield from (REMAINS.format(place=place) for place in report.remains)
    if report.removed:
        yield IN_MEMORY
    yield from (f"KEPT {other}: it has the same content as what was removed." for other in twins)
    if not deleted and not report.removed:
        yield "There was nothing to remove."


def _is_named(file: CorpusFile, name: str) -> bool:
    if name in (file.doc_id, file.path):
        return True
    return Path(name).exists() and Path(name).resolve() == file.file


def _meant(files: Sequence[CorpusFile], name: str, titles: Mapping[str, str]) -> str:
    """Return the paths that a file's bare name or a title, or one like them, may have meant."""
    wanted = name.casefold()
    paths = {file.path: _bare_names(file.path, titles.get(file.path, "")) for file in files}
    meant = [path for path, bare in paths.items() if wanted in bare]
    if not meant:
        known = [bare for names in paths.values() for bare in names]
        near = get_close_matches(wanted, known, n=_SUGGESTED, cutoff=_LIKENESS)
        meant = [path for path, bare in paths.items() if bare & set(near)]
    return " or ".join(meant[:_SUGGESTED])


def _bare_names(path: str, title: str) -> set[str]:
    """Return what a person may call a document: its file's name, its title."""
    file = PurePosixPath(path)
    return {each.casefold() for each in (path, file.name, file.stem, title) if each}
