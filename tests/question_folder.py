"""A small evaluation folder of invented texts that a reader can be trained on."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

CORPUS = {
    "cases": "Social workers in Northmere hold fifteen cases each. Visits are made on time.",
    "kinship": "Kinship carers receive 200 pounds a week. It is paid on Mondays. They may train.",
    "hubs": "Family hubs open on Saturdays for new parents. No appointment is needed.",
    "leavers": "Care leavers keep their adviser until they are 25. The adviser helps them to move.",
    "soup": "The canteen serves soup on Fridays. Bread is free. Tea costs a pound.",
}
QUESTIONS = (
    ("How many cases do social workers hold?", "cases", "Social workers in Northmere hold fifteen"),
    ("What are kinship carers paid?", "kinship", "200 pounds a week"),
    ("When do family hubs open?", "hubs", "open on Saturdays"),
    ("Who helps care leavers to move?", "leavers", "The adviser helps them"),
    ("On which day is there soup?", "soup", "soup on Fridays"),
)
UNANSWERABLE = ("What do care leavers eat on Sundays?", "leavers")


def question_folder(folder: Path, *, is_judged: bool = True) -> Path:
    """Write the folder; return it.

    Args:
        folder: Made.
        is_judged: Whether the judgements name the passages that answer.
    """
    folder.mkdir()
    _lines(
        folder / "corpus.jsonl",
        [{"id": name, "title": name.title(), "text": text} for name, text in CORPUS.items()],
    )
    asked: list[dict[str, object]] = []
    answers: list[dict[str, object]] = []
    judged = ["query-id\tdoc-id\trelevance"]
    for number, (text, doc_id, words) in enumerate(QUESTIONS):
        asked.append({"id": f"q{number}", "text": text})
        judged.append(f"q{number}\t{doc_id}\t{int(is_judged)}")
        start = CORPUS[doc_id].index(words)
        span = {"doc-id": doc_id, "text": words, "start": start, "end": start + len(words)}
        answers.append({"query-id": f"q{number}", "answer": words, "spans": [span]})
    text, doc_id = UNANSWERABLE
    asked.append({"id": "off", "text": text, "answerable": False, "paragraph": doc_id})
    _lines(folder / "queries.jsonl", asked)
    _lines(folder / "answers.jsonl", answers)
    (folder / "qrels.tsv").write_text("\n".join(judged) + "\n", encoding="utf-8")
    (folder / "LICENSE.txt").write_text("\nMade up for the tests\n", encoding="utf-8")
    return folder


def _lines(path: Path, values: Iterable[Mapping[str, object]]) -> None:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")
