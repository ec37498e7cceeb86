"""Which golden questions a document answers. Knows the folder of one's own questions."""

from pathlib import Path

from retriever.errors import CandourError
from retriever.evaluation.questions.folder import read_questions
from retriever.records import Document


def questions_citing(document: Document, folder: Path) -> tuple[str, ...]:
    """Return the golden questions whose right answer stands in a document; none without a folder.

    A damaged folder has none here: `python -m retriever questions` says what is wrong with it.
    """
    try:
        judged = read_questions(folder)
    except CandourError:
        return ()
    names = {document.path, *document.also_at}
    return tuple(each.question.text for each in judged if names & set(each.relevant))
