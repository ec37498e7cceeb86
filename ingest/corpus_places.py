"""Where a new file goes in the corpus, and whether its content is there already.

Knows folders and bytes, no format.
"""

from functools import cached_property
from pathlib import Path

from ingest.corpus_folder import corpus_files
from ingest.loaders.loading import FOLDER_TYPES
from retriever.families import FAMILIES
from retriever.records import DEMONSTRATION_FOLDER

OTHER_FOLDER = "documents"
"""Where a file goes whose type has no folder of its own."""


def folder_of(doc_type: str) -> str:
    """Return the folder of a type of document."""
    folders = {name: folder for folder, name in FOLDER_TYPES.items()}
    return folders.get(FAMILIES.get(doc_type, doc_type), OTHER_FOLDER)


class KnownContent:
    """Finds a file of the library by its content; the folder is walked once, when first asked.

    Args:
        corpus: The folder; the invented examples do not count, because they can be removed.
    """

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus

    @cached_property
    def _files(self) -> dict[int, list[tuple[str, Path]]]:
        files: dict[int, list[tuple[str, Path]]] = {}
        for file in corpus_files(self._corpus) if self._corpus.is_dir() else []:
            if not file.reason and file.path.split("/", 1)[0] != DEMONSTRATION_FOLDER:
                files.setdefault(file.size, []).append((file.path, file.file))
        return files

    def find(self, data: bytes, apart_from: Path) -> str:
        """Return the path of another file with the same bytes, or "".

        Args:
            data: What is looked for.
            apart_from: The file that is to be written, which does not count.
        """
        own = apart_from.parent.resolve() / apart_from.name
        for path, file in self._files.get(len(data), []):
            if file != own and file.is_file() and file.read_bytes() == data:
                return path
        return ""

    def note(self, path: str, file: Path, size: int) -> None:
        """Count a file that has just been written."""
        own = file.parent.resolve() / file.name
        self._files.setdefault(size, []).append((path, own))
