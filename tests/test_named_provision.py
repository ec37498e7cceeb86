"""A provision of a law that a question asks for by its number, over two small laws of our own."""

from dataclasses import replace
from pathlib import Path

import pytest

from retriever.answers.named_provision import named_provision
from retriever.records import BlockKind, Document, Filters, Metadata
from retriever.search.query import understand
from retriever.store.contract import Store
from retriever.store.opening import open_store
from tests.library import document_of, make_index, with_kinds
from tests.surveyed_library import quoted_by
from tests.word_encoder import WordEncoder

PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING

VISITS = [
    "44.—(1) The owner must have the harbour house visited each month.",
    "(2) A visit may be made without notice.",
]
RETURNS = ["(1) A keeper must send a return each year.", "(2) The return must be signed."]


def law(title: str, said: list[tuple[BlockKind, str]]) -> Document:
    """Make a law of its blocks, in order; its headings stand at one level."""
    document = document_of(f"{title}.txt", [text for _, text in said])
    document = with_kinds(document, *(kind for kind, _ in said))
    blocks = tuple(replace(block, level=int(block.kind is HEADING)) for block in document.blocks)
    return replace(document, blocks=blocks, metadata=Metadata(title=title, doc_type="legislation"))


REGULATIONS = law(
    "The Harbour Houses (Keeping) Regulations 2019",
    [
        (HEADING, "Appointment of a visitor"),
        (PARAGRAPH, "43.—(1) The owner must appoint a visitor (see regulation 44)."),
        (HEADING, "Visits"),
        (PARAGRAPH, VISITS[0]),
        (PARAGRAPH, VISITS[1]),
        (PARAGRAPH, "45. A report of each visit must be kept."),
        (PARAGRAPH, f"46.—(1) {'The owner must keep the roof whole. ' * 30}".strip()),
        (PARAGRAPH, f"(2) {'The owner must keep the walls dry. ' * 30}".strip()),
    ],
)
ACT = law(
    "Harbour Keepers Act 2004",
    [
        (HEADING, "10 Keepers"),
        (PARAGRAPH, "(1) Each harbour must have a keeper."),
        (HEADING, "11 Returns of keepers"),
        (PARAGRAPH, RETURNS[0]),
        (PARAGRAPH, RETURNS[1]),
        (HEADING, "12 Interpretation"),
        (PARAGRAPH, "In this Act “keeper” has the meaning given in section 10."),
    ],
)
LATER_ACT = law(
    "Harbour Lights Act 2011",
    [
        (HEADING, "10 Lamps"),
        (PARAGRAPH, "(1) Each harbour must have a lamp."),
        (HEADING, "14 Fees"),
        (PARAGRAPH, "A fee may be charged."),
    ],
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("laws")
    settings = make_index(folder, encoder, [REGULATIONS, ACT, LATER_ACT])
    return open_store(settings, encoder, chunker="1")


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What does regulation 44 require?", "\n\n".join(VISITS)),
        ("what is regulation 44", "\n\n".join(VISITS)),
        ("What does regulation 45 say?", "45. A report of each visit must be kept."),
        ("What does section 11 of the Harbour Keepers Act 2004 require?", "\n\n".join(RETURNS)),
        ("What is section 11 of the Keepers Act?", "\n\n".join(RETURNS)),
        ("What does section 14 of the Harbour Lights Act say?", "A fee may be charged."),
        (
            "What does section 10 of the Harbour Lights Act say?",
            "(1) Each harbour must have a lamp.",
        ),
    ],
)
def test_a_provision_is_quoted_by_its_number(store: Store, question: str, quote: str) -> None:
    assert quoted_by(named_provision, store, question) == quote


def test_a_long_provision_is_quoted_as_far_as_it_fits(store: Store) -> None:
    quote = quoted_by(named_provision, store, "What does regulation 46 require?")

    assert quote == REGULATIONS.text[REGULATIONS.blocks[6].start : REGULATIONS.blocks[6].end]


@pytest.mark.parametrize(
    "question",
    [
        "What does section 10 require?",  # two laws have one
        "What is section 11?",  # of which act?
        "What does section 10 of the Harbour Keepers Act 1991 require?",  # not in the library
        "What does regulation 99 require?",
        "What does regulation 44 say about notice?",
        "What do regulation 43 and regulation 44 require?",
        "What does paragraph 44 say?",  # a regulation is none
        "What does the regulation require?",
    ],
)
def test_what_is_not_one_provision_is_for_the_search(store: Store, question: str) -> None:
    assert quoted_by(named_provision, store, question) is None


def test_a_paragraph_is_one_of_the_only_document_that_is_left(tmp_path: Path) -> None:
    guidance = law(
        "Keeping harbours",
        [(PARAGRAPH, "7. Read this first."), (PARAGRAPH, "8. Then read the rest.")],
    )
    encoder = WordEncoder()
    settings = make_index(tmp_path, encoder, [guidance])
    store = open_store(settings, encoder, chunker="1")

    def asked(filters: tuple[str, ...]) -> str | None:
        with store.read() as view:
            query = understand("What does paragraph 8 say?", ())
            found = named_provision(view, query, Filters(doc_ids=filters))
        return found.quote if found else None

    assert asked((guidance.doc_id,)) == "8. Then read the rest."
    assert asked(()) is None


def quoted_alone(folder: Path, document: Document, question: str) -> str | None:
    """Ask of a library that holds one document."""
    encoder = WordEncoder()
    store = open_store(make_index(folder, encoder, [document]), encoder, chunker="1")
    return quoted_by(named_provision, store, question)


def test_a_table_of_contents_holds_no_provision(tmp_path: Path) -> None:
    said = "44.—(1) The owner must have the house visited."
    entries = ["43. Appointment of a visitor", "44. Visits", "45. Reports", said]
    rules = law("Harbour Regulations 2019", [(PARAGRAPH, each) for each in entries])

    assert quoted_alone(tmp_path, rules, "What does regulation 44 require?") == said


def test_a_numbered_list_inside_a_provision_does_not_end_it(tmp_path: Path) -> None:
    said = ["44.—(1) A visit is:", "1. monthly", "2. unannounced", "(2) It is free."]
    blocks = [(PARAGRAPH, each) for each in [*said, "45.—(1) A report is kept."]]
    rules = law("Harbour Regulations 2019", blocks)

    quote = quoted_alone(tmp_path, rules, "What does regulation 44 require?")

    assert quote == "\n\n".join(said)


@pytest.mark.parametrize("heading", ["[ F9816A Panel", "F98 16A Panel", "16A Panel"])
def test_a_section_that_editors_have_marked_is_found(tmp_path: Path, heading: str) -> None:
    blocks = [(HEADING, "16 Keepers"), (PARAGRAPH, "One keeper."), (HEADING, heading)]
    act = law("Harbour Act 2004", [*blocks, (PARAGRAPH, "There is a panel.")])
    question = "What does section 16A of the Harbour Act say?"

    assert quoted_alone(tmp_path, act, question) == "There is a panel."


def test_a_provision_whose_first_paragraph_does_not_fit_is_for_the_search(tmp_path: Path) -> None:
    rules = law("Harbour Regulations 2019", [(PARAGRAPH, "44.—(1) " + "x" * 1_600)])

    assert quoted_alone(tmp_path, rules, "What does regulation 44 require?") is None
