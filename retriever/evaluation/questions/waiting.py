"""Questions that wait to be judged: those that are written down, and those that readers reported.

What a reader asked stays in the activity log, which forgets in time; nothing of it is copied here.
So a question that is dismissed is known again by the hash of its words alone.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from retriever.evaluation.gold import plain
from retriever.evaluation.questions.folder import drop_pending, read_pending, read_questions
from retriever.evaluation.questions.records import PendingQuestion

DISMISSED = "dismissed.txt"


def waiting_questions(folder: Path, reported: Iterable[PendingQuestion]) -> list[PendingQuestion]:
    """Return what waits, each question once: the reported first, then those written down.

    Args:
        folder: Of the golden questions; what is judged there waits no more.
        reported: By readers, oldest first.

    Raises:
        EvaluationFolderError: A file of the folder does not fit.
    """
    known = {plain(each.question.text) for each in read_questions(folder)}
    dismissed = _dismissed(folder)
    waiting = []
    for each in (*reported, *read_pending(folder)):
        words = plain(each.text)
        if words not in known and _hash(words) not in dismissed:
            known.add(words)
            waiting.append(each)
    return waiting


def dismiss(folder: Path, text: str) -> None:
    """Let a question wait no more, though it stays in the log.

    Raises:
        EvaluationFolderError: A file of the folder does not fit.
        OSError: The folder cannot be written.
    """
    drop_pending(folder, text)
    hashed = _hash(plain(text))
    if hashed not in _dismissed(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / DISMISSED).open("a", encoding="utf-8") as lines:
            lines.write(f"{hashed}\n")


def _dismissed(folder: Path) -> set[str]:
    path = folder / DISMISSED
    return set(path.read_text(encoding="utf-8").split()) if path.is_file() else set()


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
