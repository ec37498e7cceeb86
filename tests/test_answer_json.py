"""An answer as JSON: the contract's keys, in its order."""

import json
from dataclasses import replace
from datetime import date

from retriever.answer_records import Answer, Hit, Timings
from retriever.answers.answer_json import answer_json, hit_json
from retriever.answers.candidates import Candidate
from retriever.answers.citing import citation_of
from retriever.records import BlockKind, Metadata, PageSpan, Span
from tests.library import document_of, judged_of, passage_of

REPORT = document_of(
    "reports/hubs.pdf",
    ["The board met. It agreed."],
    Metadata(title="Hubs", doc_type="inspection_report", published=date(2024, 8, 1)),
    (PageSpan(1, "iv", 0, 25),),
)
PASSAGE = replace(passage_of(REPORT, 0, 25), section=("Findings", "Board"))
CANDIDATE = Candidate(15, 25, 25, BlockKind.PARAGRAPH, context=(Span(0, 14),))
CITATION = citation_of(1, judged_of(PASSAGE, REPORT, CANDIDATE, 0.75))
ANSWER = Answer(
    id="q1",
    question=" What? ",
    query="What?",
    found=True,
    probability=0.75,
    answer="It agreed. [1]",
    citations=(CITATION,),
    hits=(Hit(1, 2.5, PASSAGE, REPORT),),
    generation=3,
    notices=("Mind this.",),
    timings=Timings(encode=1.2345, search=2.0, read=3.0, answer=4.0, total=10.239),
)


def test_an_answer_has_the_contract_s_keys_in_order() -> None:
    assert list(answer_json(ANSWER)) == [
        *("id", "question", "query", "found", "probability", "mode", "answer", "direct"),
        *("notices", "generation", "citations", "groups", "sentences", "hits", "timings_ms"),
    ]


def test_a_citation_has_the_contract_s_keys_in_order_and_plain_values() -> None:
    (citation,) = answer_json(ANSWER)["citations"]

    assert list(citation.items()) == [
        ("number", 1),
        ("quote", "It agreed."),
        ("passage_id", f"{REPORT.doc_id}-0"),
        ("doc_id", REPORT.doc_id),
        ("title", "Hubs"),
        ("doc_type", "inspection_report"),
        ("authority", None),
        ("path", "reports/hubs.pdf"),
        ("url", None),
        ("published", "2024-08-01"),
        ("superseded_by", None),
        ("page", 1),
        ("page_label", "iv"),
        ("section", ["Findings", "Board"]),
        ("start", 15),
        ("end", 25),
        ("probability", 0.75),
        ("context", [{"text": "The board met.", "start": 0, "end": 14}]),
        ("dated", "1 August 2024"),
    ]


def test_a_hit_has_the_contract_s_keys_in_order() -> None:
    assert list(hit_json(ANSWER.hits[0]).items()) == [
        ("rank", 1),
        ("score", 2.5),
        ("passage_id", f"{REPORT.doc_id}-0"),
        ("doc_id", REPORT.doc_id),
        ("title", "Hubs"),
        ("section", ["Findings", "Board"]),
        ("page", 1),
        ("text", "The board met. It agreed."),
    ]


def test_the_rest_is_as_the_answer_says() -> None:
    plain = answer_json(ANSWER)

    assert (plain["id"], plain["question"], plain["query"]) == ("q1", " What? ", "What?")
    assert (plain["found"], plain["probability"], plain["mode"]) == (True, 0.75, "quotes")
    assert (plain["answer"], plain["notices"]) == ("It agreed. [1]", ["Mind this."])
    assert (plain["direct"], plain["groups"], plain["sentences"]) == (None, None, None)
    assert plain["generation"] == 3
    assert list(plain["timings_ms"].items()) == [
        ("encode", 1.23),
        ("search", 2.0),
        ("read", 3.0),
        ("answer", 4.0),
        ("total", 10.24),
    ]


def test_it_is_json_and_reads_back_the_same() -> None:
    plain = answer_json(ANSWER)

    assert json.loads(json.dumps(plain)) == plain
