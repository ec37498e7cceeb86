"""What is kept of an answer: the text for the clipboard, the pack as page and as Word document."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

from docx import Document as WordDocument

from retriever.answer_records import UNSURE, Direct, Hit
from tests.cited_answers import ESCAPED_PAYLOAD, FIRST, PAYLOAD, SECOND, answer_of
from tests.library import document_of, passage_of
from ui.ask.evidence import Evidence
from ui.ask.evidence_page import evidence_page
from ui.ask.evidence_word import evidence_word
from ui.conversation import Conversation
from ui.rendering import render_answer

WHEN = datetime(2026, 11, 29, 9, 5, tzinfo=UTC)
ANSWER = replace(answer_of(FIRST, SECOND), direct=Direct("16", 1), notices=("Two sources differ.",))
REFERENCES = [
    (
        "[1] Inspection of Norborough. Inspection report. Norborough. 12 March 2024. "
        "Page ii (page 4 of the file). File: demonstration/report.pdf. "
        "Demonstration document: invented."
    ),
    "[2] A post. Blog post. 12 March 2024. Section “Caseloads”. File: blog_posts/post.html.",
]


def test_an_answer_as_text_has_quotes_with_numbers_and_full_references() -> None:
    evidence = Evidence.of(ANSWER, "type blog post", WHEN)

    assert evidence.as_text().split("\n") == [
        "How many?",
        "",
        "Only documents with: type blog post",
        "",
        "16 [1]",
        "",
        "Each worker holds 16 children. [1]",
        "",
        "Step | When",
        "Pilot | Autumn [2]",
        "",
        "Two sources differ.",
        "Sources",
        *REFERENCES,
    ]


def test_that_an_answer_is_not_certain_stands_before_its_quotes_as_text() -> None:
    unsure = Evidence.of(replace(ANSWER, notices=(UNSURE,)), "", WHEN).as_text()

    assert unsure.count(UNSURE) == 1
    assert unsure.index(UNSURE) < unsure.index(ANSWER.citations[0].quote)


def test_a_refusal_as_text_says_what_was_refused() -> None:
    refused = replace(
        answer_of(), answer="The documents do not answer this.", query="How many now?"
    )

    assert Evidence.of(refused, "", WHEN).as_text().split("\n") == [
        "How many?",
        "",
        "Searched for: How many now?",
        "",
        "The documents do not answer this.",
        "",
    ]


def test_the_pack_as_a_page_is_escaped_and_reaches_for_nothing() -> None:
    hostile = replace(FIRST, quote=PAYLOAD, title=PAYLOAD, url="javascript:alert(1)")
    evidence = Evidence.of(replace(answer_of(hostile), question=PAYLOAD), "", WHEN)

    page = evidence_page([evidence], WHEN)

    assert page.count(ESCAPED_PAYLOAD) == 3
    assert "<img" not in page
    assert "javascript" not in page
    assert "default-src 'none'" in page
    assert "Made on 29 November 2026 at 09:05." in page
    assert "Asked on 29 November 2026 at 09:05, of generation 1 of the index." in page


def test_the_pack_as_a_word_document_has_headings_quotes_and_references() -> None:
    odd = replace(FIRST, quote="Each worker\x00 holds\x0b 16 children.\ud83d")

    written = evidence_word([Evidence.of(answer_of(odd, SECOND), "", WHEN)], WHEN)

    word = WordDocument(io.BytesIO(written))
    styled = [(each.style.name if each.style else "", each.text) for each in word.paragraphs]
    assert styled[0] == ("Heading 1", "Candour: questions, quotes and sources")
    assert styled[2:] == [
        ("Heading 2", "How many?"),
        ("Normal", "Asked on 29 November 2026 at 09:05, of generation 1 of the index."),
        ("Heading 3", "Sources"),
        ("Normal", REFERENCES[0]),
        ("Quote", "Each worker holds 16 children."),
        ("Normal", REFERENCES[1]),
        ("Quote", "Step | When\nPilot | Autumn"),
    ]
    assert word.core_properties.title == "Candour: questions, quotes and sources"


def test_a_conversation_keeps_evidence_of_whole_answers_alone() -> None:
    conversation = Conversation().ask("How many?", "author Jo", WHEN).finish(ANSWER)

    conversation = conversation.ask("Why?").fail("The index is away.")

    assert conversation.evidence() == (Evidence.of(ANSWER, "author Jo", WHEN),)
    first, second = conversation.for_browser()["turns"]
    assert first["plain"] == Evidence.of(ANSWER, "author Jo", WHEN).as_text()
    assert first["cited"] == [["d1", 10], ["d2", 5]]
    assert first["again"] == "How many?"
    assert first["question"].endswith(
        '<p class="within">Only documents with: <bdi>author Jo</bdi></p>'
    )
    assert (second["plain"], second["cited"]) == ("", [])


def test_an_address_is_kept_as_it_is() -> None:
    posted = replace(SECOND, url="https://posts.example/Caseloads")

    assert Evidence.of(answer_of(posted), "", WHEN).as_text().split("\n")[-1] == (
        "[2] A post. Blog post. 12 March 2024. Section “Caseloads”. https://posts.example/Caseloads"
    )


def test_the_nearest_of_a_refusal_bear_the_marks_of_the_page() -> None:
    invented = document_of("demonstration/hubs.txt", ["Hubs open early."])
    older = replace(document_of("posts/hubs.txt", ["Hubs open late."]), superseded_by="d9")
    hits = [Hit(1, 1.0, passage_of(each, 0, len(each.text)), each) for each in (invented, older)]
    refused = replace(answer_of(), hits=tuple(hits))

    assert Evidence.of(refused, "", WHEN).nearest == (
        "A post. Blog post. File: demonstration/hubs.txt. Demonstration document: invented.",
        "A post. Blog post. File: posts/hubs.txt. Superseded by a later document.",
    )
    assert re.findall("badge-[a-z]+", render_answer(refused)) == [
        "badge-demonstration",
        "badge-superseded",
    ]
