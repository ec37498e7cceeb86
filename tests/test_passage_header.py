from datetime import date

from ingest.passage_header import HEADER_LIMIT_TOKENS, header_of
from retriever.dating import date_in_words
from retriever.records import Metadata

REPORT = Metadata(
    title="Inspection of children’s services",
    doc_type="inspection_report",
    authority="Northborough",
    inspection_start=date(2025, 6, 9),
    inspection_end=date(2025, 6, 13),
    published=date(2025, 7, 30),
)


def words(text: str) -> int:
    return len(text.split())


def test_a_header_says_which_document_and_where_in_it() -> None:
    header = header_of(REPORT, ("Findings", "Care leavers"), words)

    assert header == (
        "Inspection of children’s services (Northborough, inspected 9 to 13 June 2025)"
        " > Findings > Care leavers"
    )


def test_the_day_of_publication_stands_where_there_was_no_inspection() -> None:
    post = Metadata(title="A post", doc_type="blog_post", published=date(2017, 3, 3))

    assert header_of(post, (), words) == "A post (3 March 2017)"


def test_nothing_stands_in_brackets_where_nothing_is_known() -> None:
    plain = Metadata(title="Notes", doc_type="document")

    assert header_of(plain, ("Visits",), words) == "Notes > Visits"
    assert date_in_words(plain) == ""


def test_a_lead_in_stands_last() -> None:
    plain = Metadata(title="Notes", doc_type="document")

    assert header_of(plain, ("Visits",), words, "Staff must:") == "Notes > Visits > Staff must:"


def test_a_long_lead_in_is_cut_to_its_last_sentence() -> None:
    plain = Metadata(title="Notes", doc_type="document")
    lead_in = f"{'Homes differ a lot. ' * 12}The manager must send:"

    assert header_of(plain, (), words, lead_in) == "Notes > The manager must send:"


def test_a_lead_in_of_one_long_sentence_keeps_its_end() -> None:
    plain = Metadata(title="Notes", doc_type="document")
    lead_in = " ".join(f"w{place}" for place in range(60)) + ":"

    header = header_of(plain, (), words, lead_in)

    assert header == "Notes > " + " ".join(f"w{place}" for place in range(20, 60)) + ":"


def test_over_the_limit_the_outer_sections_go_first() -> None:
    plain = Metadata(title="Notes", doc_type="document")
    sections = (" ".join(["outer"] * 90), " ".join(["middle"] * 20), "inner")

    header = header_of(plain, sections, words)

    assert header == "Notes > " + " ".join(["middle"] * 20) + " > inner"


def test_then_the_titles_end_goes() -> None:
    plain = Metadata(title=" ".join(["title"] * 120), doc_type="document")

    header = header_of(plain, ("outer", "inner"), words, "Staff must:")

    # 95 words of the title, "> inner" and "> Staff must:" are the 100 of the limit.
    assert HEADER_LIMIT_TOKENS == 100
    assert header == " ".join(["title"] * 95) + " > inner > Staff must:"


def test_a_section_that_is_over_the_limit_alone_goes() -> None:
    plain = Metadata(title="Notes", doc_type="document")

    assert header_of(plain, ("word " * 120,), words) == "Notes"


def test_a_title_of_one_endless_word_leaves_no_header() -> None:
    plain = Metadata(title="x" * 500, doc_type="document")

    assert header_of(plain, (), len) == ""
