"""A library in two states, old and new, and the process that takes its index from one to the other.

    python -m tests.broken_library CORPUS INDEX        makes INDEX equal to CORPUS

What an index answers is compared with the two: whatever happens to the process or to its files, it
answers as the old one or as the new one, or says that it is damaged.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.sync import Sync
from retriever.errors import CandourError, IndexDamagedError, IndexMismatchError
from retriever.records import Filters
from retriever.settings import Settings
from retriever.store.analyser import terms
from retriever.store.local_store import LocalStore
from retriever.store.opening import manifest_of
from tests.word_encoder import WordEncoder

ROOT = Path(__file__).parent.parent
QUESTIONS = ("Who visits the children?", "How many hubs opened?", "What do carers need?")
OLD = {
    "hubs.txt": "Family hubs\n\nThree hubs opened in the spring, each with a health visitor.",
    "carers.txt": "Carers\n\nCarers need a named worker, and a plan that is kept to.",
    "visits.txt": "Visits\n\nA social worker visits the children each month and sees them alone.",
}
NEW = {
    "hubs.txt": "Family hubs\n\nFour hubs opened in the spring, and one of them has closed since.",
    "visits.txt": OLD["visits.txt"],
    "homes.txt": "Homes\n\nThe home keeps a record of each complaint that the children make.",
}
DAMAGED = ("damaged",)

Answers = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class BrokenLibrary:
    """Where the library stands.

    Attributes:
        old: An index of the old state, to be copied.
        corpus: In the new state.
        old_answers: What the old index answers.
        new_answers: What an index of the new state answers.
    """

    old: Path
    corpus: Path
    old_answers: Answers
    new_answers: Answers

    def copy(self, folder: Path) -> Path:
        """Copy the old index into a folder; return the copy."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.old, folder)
        return folder


def made_in(folder: Path) -> BrokenLibrary:
    """Make both states."""
    old_corpus, corpus, whole = folder / "old-corpus", folder / "corpus", folder / "new"
    for place, texts in ((old_corpus, OLD), (corpus, NEW)):
        place.mkdir()
        for name, text in texts.items():
            (place / name).write_text(text, "utf-8")
    sync(old_corpus, folder / "old")
    sync(corpus, whole)
    return BrokenLibrary(folder / "old", corpus, answers_of(folder / "old"), answers_of(whole))


def sync(corpus: Path, index: Path) -> None:
    """Make an index equal to a corpus, in this process."""
    settings = Settings(corpus=corpus, index=index)
    Sync(settings, WordEncoder(), store_of(index)).run()


def sync_elsewhere(
    corpus: Path, index: Path, environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start a process that makes an index equal to a corpus."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.broken_library", str(corpus), str(index)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def store_of(index: Path) -> LocalStore:
    return LocalStore(index, manifest_of(WordEncoder(), "1"))


def answers_of(index: Path) -> Answers:
    """Return all that the index answers to the questions, or DAMAGED where it says so."""
    try:
        with store_of(index).read() as view:
            found: list[object] = [
                (document.path, document.text, document.metadata)
                for document in view.documents(Filters())
            ]
            for question, row in zip(QUESTIONS, WordEncoder().encode(QUESTIONS), strict=True):
                for scored in (
                    view.search_dense(row, 9, Filters()),
                    view.search_words(terms(question), 9, Filters()),
                ):
                    ids = [each.passage_id for each in scored]
                    texts = [passage.text for passage in view.passages(ids)]
                    found += [texts, [round(each.score, 4) for each in scored]]
            return tuple(found)
    except (IndexDamagedError, IndexMismatchError):  # The second where the manifest is damaged.
        return DAMAGED


def main() -> int:
    """Sync, and end as the command does: 2 and one line for what was not done."""
    try:
        sync(Path(sys.argv[1]), Path(sys.argv[2]))
    except CandourError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
