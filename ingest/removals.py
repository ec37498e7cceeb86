"""Takes documents out of the corpus. What is cleaned after that is the sync's work and the store's.

Knows paths and ids; deletes only files that stand within the corpus folder.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from ingest.corpus_folder import CorpusFile, corpus_files
from retriever.errors import DocumentError
from retriever.records import DEMONSTRATION_FOLDER

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
    """Delete the library of invented examples; return each place that was cleaned."""
    folder = corpus / DEMONSTRATION_FOLDER
    if not folder.is_dir():
        return []
    places = [str(path) for path in sorted(folder.rglob("*")) if path.is_file()]
    shutil.rmtree(folder)
    return places


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
