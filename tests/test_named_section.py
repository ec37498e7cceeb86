"""A section that a question asks for by its heading, over the demonstration library."""

import pytest

from retriever.answers.named_section import named_section
from retriever.store.contract import Store
from tests.surveyed_library import demonstration_store, quoted_by


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return demonstration_store(tmp_path_factory.mktemp("sections"))


def quoted(store: Store, question: str) -> str | None:
    """Return the section that is quoted, or None where the search is to answer."""
    return quoted_by(named_section, store, question)


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
        "What needs to improve in Harrowfen and Northmere?",
        "Who needs to improve in Harrowfen?",
    ],
)
def test_other_words_are_for_the_search(store: Store, question: str) -> None:
    assert quoted(store, question) is None
