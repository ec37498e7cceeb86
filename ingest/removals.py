"""Takes documents out of the corpus. What is cleaned after that is the sync's work and the store's.

Knows paths and ids; deletes only files that stand within the corpus folder.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from ingest.corpus_folder import CorpusFile, corpus_files
from retriever.errors import DocumentError
from retriever.records import DEMONSTRATION_FOLDER


def find_files(corpus: Path, names: Sequence[str]) -> list[CorpusFile]:
    """Return the corpus's files that ids or paths name.

    Raises:
        DocumentError: One names no document; nothing has been deleted then.
    """
    files = [file for file in corpus_files(corpus) if not file.reason]
    found = []
    for name in names:
        matches = [file for file in files if _is_named(file, name)]
        if not matches:
            message = f"There is no document {name!r} in {corpus}: `python -m ingest list` has all."
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
