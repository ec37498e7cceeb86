"""A section that a question asks for by its heading, over the demonstration library."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.answers.answerer import SECTIONS, Answerer
from retriever.answers.judged import Judged
from retriever.answers.named_section import named_sections
from retriever.records import BlockKind, Document, Filters, Metadata
from retriever.search.query import Query, understand
from retriever.settings import Settings
from retriever.store.contract import Store, View
from retriever.store.opening import open_store
from tests.library import document_of, make_index, with_kinds
from tests.surveyed_library import demonstration_store, quoted_by
from tests.word_encoder import WordEncoder

PLACES = ("Harrowfen", "Northmere")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("sections"))


def quoted(store: Store, question: str) -> str | None:
    """Return the section that is quoted, or None where the search is to answer."""
    return quoted_by(first, store, question)


def first(view: View, query: Query, filters: Filters) -> Judged | None:
    return next(iter(named_sections(view, query, filters)), None)


@pytest.mark.parametrize(
    "question",
    [
        "What needs to improve in Harrowfen?",
        "What needs to improve in Harrowfen according to its latest inspection?",
        "What does Harrowfen need to improve?",
        "What should Harrowfen improve?",
        "what must harrowfen improve",
        "What needed to improve in Harrowfen in 2023?",
        "What was Harrowfen told to put right?",
        "What does Harrowfen need to do better?",
        "What are the areas for improvement in Harrowfen?",
        "What recommendations did inspectors make in Harrowfen?",
        "What do inspectors say about areas for improvement in Harrowfen?",
    ],
)
def test_the_section_is_quoted_whole(store: Store, question: str) -> None:
    assert quoted(store, question) == (
        "The council should attend to the following:\n\n"
        "the timeliness of initial health assessments for children who come into care\n"
        "the offer to care leavers who are parents\n"
        "the quality of recording in the emergency duty team"
    )


@pytest.mark.parametrize(
    "question",
    [
        "How did Harrowfen improve?",
        "What has improved in Harrowfen?",
        "What needs to improve in Harrowfen's fostering service?",
        "What needs to improve in Harrowfen in 2019?",
        "What needs to improve?",
        "What needs to improve in Harrowfen and Wexcliffe?",
        "Who needs to improve in Harrowfen?",
    ],
)
def test_other_words_are_for_the_search(store: Store, question: str) -> None:
    assert quoted(store, question) is None


def test_each_authority_that_is_named_has_its_section(store: Store) -> None:
    query = understand("What needs to improve in Northmere and Harrowfen?", PLACES)
    with store.read() as view:
        found = named_sections(view, query, Filters())

    assert [each.document.metadata.authority for each in found] == ["Harrowfen", "Northmere"]
    assert found[0].quote.startswith("The council should attend to the following:")


def letter(paragraphs: int) -> Document:
    """Make a letter whose section has so many paragraphs of 700 characters."""
    said = [f"{number}. " + "x" * 697 for number in range(paragraphs)]
    document = document_of("letter.txt", ["What needs to improve", "What needs to improve", *said])
    kinds = [BlockKind.HEADING] * 2 + [BlockKind.PARAGRAPH] * paragraphs
    document = with_kinds(document, *kinds)
    levels = [2, 3] + [0] * paragraphs
    pairs = zip(document.blocks, levels, strict=True)
    blocks = tuple(replace(block, level=level) for block, level in pairs)
    metadata = Metadata(title="A letter", doc_type="inspection_report", authority="Wexcliffe")
    return replace(document, blocks=blocks, metadata=metadata)


@pytest.mark.parametrize(("paragraphs", "pieces"), [(2, 1), (4, 2), (6, 3), (7, 0)])
def test_a_long_section_is_quoted_in_a_row_of_quotes(
    tmp_path: Path, paragraphs: int, pieces: int
) -> None:
    encoder, document = WordEncoder(), letter(paragraphs)
    settings = make_index(tmp_path, encoder, [document])
    with open_store(settings, encoder, chunker="1").read() as view:
        query = understand("What needs to improve in Wexcliffe?", ("Wexcliffe",))
        found = named_sections(view, query, Filters())

    assert len(found) == pieces
    told = "\n\n".join(each.quote for each in found)
    assert told == (document.text[document.blocks[2].start :] if pieces else "")


def test_the_sections_of_two_authorities_stand_under_their_names(store: Store) -> None:
    answerer = Answerer(store, WordEncoder(), None, Settings())

    answer = answerer.ask("What needs to improve in Northmere and Harrowfen?")

    assert answer.heading == SECTIONS
    assert [(each.label, len(each.citations)) for each in answer.groups or ()] == [
        ("Harrowfen, inspected 9 to 20 October 2023", 1),
        ("Northmere, inspected 3 to 14 June 2024", 1),
    ]
    assert answerer.ask("What needs to improve in Harrowfen?").groups is None
