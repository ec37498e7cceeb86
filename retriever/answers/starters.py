"""Starter questions from the library's own documents, one of each kind that it can."""

from collections.abc import Callable, Iterator, Sequence

from retriever.dates import DateRange, range_in_words
from retriever.records import BlockKind, Document
from retriever.store.analyser import terms

_HEADING_LIMIT_CHARS = 60


def starter_questions(documents: Sequence[Document], n: int) -> tuple[str, ...]:
    """Return up to n questions that the documents may answer, of different ones.

    Args:
        documents: Of the library, in any order; the newest are asked about first.
        n: How many.
    """
    newest = sorted(documents, key=_day_and_path, reverse=True)
    questions: list[str] = []
    used: set[str] = set()
    while len(questions) < n:
        before = len(questions)
        for kind in _KINDS:
            for document in newest:
                question = kind(document) if document.doc_id not in used else None
                if question is not None and len(questions) < n:
                    questions.append(question)
                    used.add(document.doc_id)
                    break
        if len(questions) == before:
            break
    return tuple(questions)


def _day_and_path(document: Document) -> tuple[str, str]:
    about = document.metadata
    return str(about.published or about.inspection_end or ""), document.path


def judgement_questions(document: Document) -> Iterator[str]:
    """Yield a question for each judgement of a report whose authority and days are known."""
    about = document.metadata
    if about.authority is None or about.inspection_end is None:
        return
    dates = range_in_words(
        DateRange(about.inspection_start or about.inspection_end, about.inspection_end)
    )
    for label, _ in about.judgements:
        yield (
            f"What grade was {about.authority} given for {label[:1].lower()}{label[1:]} "
            f"in the inspection of {dates}?"
        )


def section_questions(document: Document) -> Iterator[str]:
    """Yield a question for each section whose heading can stand in one; a report has none."""
    title = document.metadata.title
    if document.metadata.judgements:
        return
    for block in document.blocks:
        heading = document.text[block.start : block.end]
        if (
            block.kind is BlockKind.HEADING
            and block.level > 1
            and len(heading) <= _HEADING_LIMIT_CHARS
            and not heading.endswith("?")
            and len(terms(heading)) > 1
        ):
            yield f"What does “{title}” say about {heading[:1].lower()}{heading[1:]}?"


def inspector_question(document: Document) -> str | None:
    """Return the question who led an inspection, where the document says it."""
    about = document.metadata
    if about.lead_inspector is None or about.authority is None or about.inspection_end is None:
        return None
    return (
        f"Who was the lead inspector for the inspection of {about.authority} "
        f"in {about.inspection_end.year}?"
    )


def _of_judgement(document: Document) -> str | None:
    return next(judgement_questions(document), None)


def _of_section(document: Document) -> str | None:
    return next(section_questions(document), None)


_KINDS: tuple[Callable[[Document], str | None], ...] = (
    _of_section,
    _of_judgement,
    inspector_question,
)
