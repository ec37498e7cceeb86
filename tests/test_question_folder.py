"""Questions of one's own: added, waiting, suggested, and marked at a terminal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retriever.answer_records import Hit
from retriever.errors import EvaluationFolderError
from retriever.evaluation.question_set import GoldSpan, Question, read_evaluation_set
from retriever.evaluation.questions.folder import (
    add_questions,
    drop_pending,
    note_pending,
    read_pending,
    read_questions,
)
from retriever.evaluation.questions.marking import mark_question, offers_of
from retriever.evaluation.questions.records import JudgedQuestion, PendingQuestion
from retriever.evaluation.questions.suggesting import suggest_questions
from retriever.records import BlockKind, Metadata
from tests.cited_answers import answer_of
from tests.library import document_of, passage_of, with_kinds
from tests.word_answerer import word_answerer

CASES = document_of("cases.html", ["Social workers have twelve cases each. Visits are on time."])
SOUP = document_of("soup.html", ["The canteen serves soup on Fridays."])
ASKED = "How many cases do social workers have?"
QUOTE = "Social workers have twelve cases each."
TODAY = date(2026, 11, 2)


class Typed:
    """A person who types lines, and what they were shown."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)
        self.shown: list[str] = []

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        return next(self._lines)

    def tell(self, line: str) -> None:
        self.shown.append(line)


def judged(text: str, *, identity: str = "", quote: str = QUOTE) -> JudgedQuestion:
    return JudgedQuestion(Question(identity, text), "twelve", (GoldSpan("cases.html", quote),))


def test_what_is_added_is_an_evaluation_folder(tmp_path: Path) -> None:
    refusal = JudgedQuestion(Question("", "Who won?", answerable=False, kind="off"))

    added = add_questions(tmp_path / "own", [judged(ASKED), refusal])

    assert [each.question.id for each in added] == ["q001", "q002"]
    evaluation = read_evaluation_set(tmp_path / "own")
    assert evaluation.questions == (
        Question("q001", ASKED),
        Question("q002", "Who won?", answerable=False, kind="off"),
    )
    assert evaluation.qrels == {"q001": {"cases.html": 1}}
    assert evaluation.answers["q001"].spans == (GoldSpan("cases.html", QUOTE),)
    assert read_questions(tmp_path / "own") == added


def test_ids_go_on_and_never_clash(tmp_path: Path) -> None:
    add_questions(tmp_path, [judged("One?", identity="q002")])

    assert [each.question.id for each in add_questions(tmp_path, [judged("Two?")])] == ["q003"]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (judged("Other?", identity="q001"), "the id 'q001' stands there already"),
        (judged(f" {ASKED.upper()}"), "stands there already (q001)"),
    ],
)
def test_an_id_or_a_question_stands_once(second: JudgedQuestion, said: str, tmp_path: Path) -> None:
    add_questions(tmp_path, [judged(ASKED)])
    before = (tmp_path / "queries.jsonl").read_text(encoding="utf-8")

    with pytest.raises(EvaluationFolderError) as caught:
        add_questions(tmp_path, [judged("New?"), second])

    assert said in str(caught.value)
    assert (tmp_path / "queries.jsonl").read_text(encoding="utf-8") == before


def test_what_waits_is_asked_by_no_evaluation_and_noted_once(tmp_path: Path) -> None:
    add_questions(tmp_path, [judged(ASKED)])
    waits = PendingQuestion("Why late?", "thumbs-down", "cases.html", QUOTE, TODAY)

    assert note_pending(tmp_path, [waits, waits, PendingQuestion(ASKED, "suggested")]) == [waits]
    assert note_pending(tmp_path, [waits]) == []
    assert read_pending(tmp_path) == [waits]
    assert len(read_evaluation_set(tmp_path).questions) == 1

    drop_pending(tmp_path, "why LATE?")
    assert read_pending(tmp_path) == []


def test_a_line_that_is_no_pending_question_is_named(tmp_path: Path) -> None:
    (tmp_path / "pending.jsonl").write_text('{"text": "Why?", "whose": 1}\n', encoding="utf-8")

    with pytest.raises(EvaluationFolderError, match=r"pending.jsonl, line 1: no pending question"):
        read_pending(tmp_path)


def test_only_documents_that_no_question_covers_are_suggested() -> None:
    title = Metadata(title="Harrowfen plan", doc_type="document")
    plan = with_kinds(
        document_of(
            "plan.html", ["Harrowfen plan", "Visits to children", "They are weekly."], title
        ),
        BlockKind.HEADING,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    )
    top, heading, body = plan.blocks
    plan = replace(plan, blocks=(top, replace(heading, level=2), body))

    drafts = suggest_questions([CASES, SOUP, plan], [judged(ASKED)], TODAY)

    assert drafts == [
        PendingQuestion("What is “A post” about?", "suggested", "soup.html", SOUP.text, TODAY),
        PendingQuestion(
            "What does “Harrowfen plan” say about visits to children?",
            "suggested",
            "plan.html",
            "They are weekly.",
            TODAY,
        ),
    ]


def test_the_quote_that_is_marked_is_the_judgement(tmp_path: Path) -> None:
    answerer, _ = word_answerer(tmp_path, [CASES, SOUP])
    person = Typed("99", "1")

    marked = mark_question(ASKED, answerer, person.ask, person.tell, "number")

    assert marked == JudgedQuestion(
        Question("", ASKED, kind="number"), "", (GoldSpan("cases.html", QUOTE),)
    )
    assert f"  1  {QUOTE}\n     cases.html" in person.shown
    assert any(line.startswith("“99” is not among 0 to ") for line in person.shown)


def test_sentences_near_a_refusal_can_be_marked_several_at_once(tmp_path: Path) -> None:
    answerer, _ = word_answerer(tmp_path, [CASES], threshold=1.0)
    person = Typed("2, 1")

    marked = mark_question(ASKED, answerer, person.ask, person.tell)

    assert marked is not None
    assert [span.text for span in marked.spans] == ["Visits are on time.", QUOTE]


def test_not_answered_here_and_leaving_it(tmp_path: Path) -> None:
    answerer, _ = word_answerer(tmp_path, [CASES])

    nothing = Typed("0")
    assert mark_question("Who won?", answerer, nothing.ask, nothing.tell) == JudgedQuestion(
        Question("", "Who won?", answerable=False)
    )
    left = Typed("")
    assert mark_question("Who won?", answerer, left.ask, left.tell) is None


def test_a_paragraph_s_number_is_not_offered_as_an_answer() -> None:
    document = document_of("a.pdf", ["23. Visits are made monthly. They are recorded."])
    hit = Hit(1, 0.5, passage_of(document, 0, len(document.text)), document)

    offered = offers_of(replace(answer_of(), hits=(hit,)))

    assert [each.span.text for each in offered] == [
        "Visits are made monthly.",
        "They are recorded.",
    ]
