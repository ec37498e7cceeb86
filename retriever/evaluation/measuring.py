"""Evaluates retrieval and answers over a folder of questions.

Opens the set's index, lets each system rank and the full one answer, and gathers what came of each
question into figures. The full system's ranking is that of the very answers that are judged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from retriever.answer_records import Answer
from retriever.answers.answerer import Answerer
from retriever.answers.opening import open_answerer
from retriever.errors import EvaluationFolderError
from retriever.evaluation.commit import commit_of_code
from retriever.evaluation.gathering import with_figures
from retriever.evaluation.judgements import found_again
from retriever.evaluation.marks import mark_answer
from retriever.evaluation.outcomes import Evaluation, Outcome, ShownAnswer, ShownQuote
from retriever.evaluation.question_set import EvaluationSet, Question, read_evaluation_set
from retriever.evaluation.rankings import (
    DEPTH,
    Run,
    Scores,
    first_right_rank,
    ranking_of,
    run_of_system,
    scores_of,
)
from retriever.evaluation.set_index import (
    evaluation_index,
    index_files,
    index_passage_set,
)
from retriever.search.searcher import SYSTEMS
from retriever.settings import Settings
from retriever.store.encoder import SentenceEncoder


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What one system gave: its ranking, and the measures of it."""

    run: Run
    scores: Scores


def evaluate(
    folder: Path, systems: Sequence[str], settings: Settings, index: Path | None = None
) -> Evaluation:
    """Measure the systems over a folder.

    Args:
        folder: An evaluation folder.
        systems: Some of SYSTEMS; `full` also judges the answers.
        settings: The library's.
        index: Where the set's index is or goes; by default beside the library's.

    Raises:
        EvaluationFolderError: The folder, a system's name or a judgement does not fit.
    """
    unknown = [system for system in systems if system not in SYSTEMS]
    if unknown or not systems:
        message = f"There is no system {', '.join(unknown) or '(none)'}: name {', '.join(SYSTEMS)}."
        raise EvaluationFolderError(message)
    evaluation = read_evaluation_set(folder)
    # What is measured is the search and the quotes; a model's key is no part of a report.
    place = index or evaluation_index(evaluation, settings)
    is_library = evaluation.layout == "library" and place == settings.index
    chosen = settings if is_library else settings.with_folder(place)
    own = replace(chosen, model_address="", model_key="")
    if evaluation.layout == "passages":
        index_passage_set(evaluation, SentenceEncoder(own.encoder), own)
    elif evaluation.layout == "files":
        index_files(evaluation, own)
    return measure(evaluation, systems, open_answerer(own), own)


def measure(
    evaluation: EvaluationSet,
    systems: Sequence[str],
    answerer: Answerer,
    settings: Settings,
    pause: Callable[[], None] | None = None,
) -> Evaluation:
    """Measure the systems of an answerer over a set that was read.

    Args:
        evaluation: The set.
        systems: Some of SYSTEMS.
        answerer: Whose library has the set's documents.
        settings: Its own, to be told with the figures.
        pause: Called before each question that is asked; what it raises ends the measuring.

    Raises:
        EvaluationFolderError: A judgement does not fit the documents.
    """
    generation = answerer.generation()
    documents = answerer.documents()
    paths = {document.doc_id: document.path for document in documents}
    current, notices = found_again(evaluation, documents)
    del documents  # of a large library: only the paths are needed from here
    ranked: dict[str, _Ranked] = {}
    shown: dict[str, ShownAnswer] = {}
    for system in systems:
        if system == "full":
            run, shown = _ask_all(current, answerer, paths, pause)
        else:
            run = run_of_system(current, answerer, system, paths)
        ranked[system] = _Ranked(run, scores_of(current, run))
    outcomes = [_outcome(question, current, shown, ranked) for question in current.questions]
    bare = Evaluation(
        folder=evaluation.folder,
        systems={},
        answers={},
        median_ms=0.0,
        settings=settings,
        commit=commit_of_code(),
        date=datetime.now(UTC),
        notices=notices,
        outcomes=tuple(outcomes),
        generation=generation,
    )
    return with_figures(bare, systems)


def _ask_all(
    evaluation: EvaluationSet,
    answerer: Answerer,
    paths: Mapping[str, str],
    pause: Callable[[], None] | None,
) -> tuple[Run, dict[str, ShownAnswer]]:
    """Ask every question; keep the ranking and what is shown, not the documents of every hit."""
    answerer.warm_up()
    run: Run = {}
    shown = {}
    for question in evaluation.questions:
        if pause is not None:
            pause()
        answer = answerer.ask_quotes(
            question.text, history=question.history, question_id=question.id, k=DEPTH
        )
        run[question.id] = ranking_of(answer, paths)
        shown[question.id] = _shown(question, answer, evaluation, answerer)
    return run, shown


def _shown(
    question: Question, answer: Answer, evaluation: EvaluationSet, answerer: Answerer
) -> ShownAnswer:
    """Keep of an answer what is judged and shown, without the hits and their documents."""
    quotes = tuple(ShownQuote(each.quote, each.path, each.page) for each in answer.citations)
    nearest = answer.hits[0] if answer.hits else None
    return ShownAnswer(
        found=answer.found,
        probability=answer.probability,
        quotes=quotes,
        nearest=(
            ShownQuote(nearest.passage.text, nearest.document.path, nearest.passage.page)
            if nearest
            else None
        ),
        total_ms=answer.timings.total,
        marks=mark_answer(question, evaluation, answer, answerer),
    )


def _outcome(
    question: Question,
    evaluation: EvaluationSet,
    shown: Mapping[str, ShownAnswer],
    ranked: Mapping[str, _Ranked],
) -> Outcome:
    relevant = evaluation.relevant(question.id)
    is_judged = question.id in evaluation.qrels
    return Outcome(
        question=question,
        gold=evaluation.answers.get(question.id),
        relevant=tuple(sorted(relevant)),
        answer=shown.get(question.id),
        ranks={
            system: first_right_rank(each.run, question.id, relevant)
            for system, each in ranked.items()
            if is_judged
        },
        scores={system: each.scores[question.id] for system, each in ranked.items() if is_judged},
    )
