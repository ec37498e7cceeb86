from datetime import date

from ingest.loaders.texts.saved_text import load_text
from retriever.records import BlockKind

BODY = (
    "The service has changed a great deal since the spring, and families have told us what it "
    "means for them."
)
POST = (
    "Skip to main content\n\nWhat families told us\n\n"
    "Posted by: , Posted on: - Categories: children's services, social care professionals\n\n"
    f"Child laughing on a wooden bridge\n\n{BODY}\n\n\nA plain heading\n\n{BODY}\n\n"
    "Read the full account of the visits here\u00a0\n\nSharing and comments\n\nShare this page"
)


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in load_text(text, "a-file").blocks]


def test_a_saved_post_keeps_its_body_and_loses_what_the_page_had_around_it() -> None:
    found = kinds_and_texts(POST)

    assert found == [
        ("heading", "What families told us"),
        ("caption", "Child laughing on a wooden bridge"),
        ("paragraph", BODY),
        ("heading", "A plain heading"),
        ("paragraph", BODY),
        ("paragraph", "Read the full account of the visits here"),
    ]


def test_what_was_left_out_is_named() -> None:
    draft = load_text(POST, "a-file")

    assert draft.removed == ("Skip to main content", "Sharing and comments", "Share this page")


def test_an_empty_byline_gives_categories_and_nothing_else() -> None:
    metadata = load_text(POST, "a-file").metadata

    assert metadata.categories == ("children's services", "social care professionals")
    assert metadata.authors == ()
    assert metadata.published is None
    assert metadata.title == "What families told us"
    assert metadata.doc_type == "blog_post"


def test_a_filled_byline_gives_authors_and_the_printed_day() -> None:
    byline = "Posted by: Ann Marsh and Joe Hill, Posted on: 3 March 2017 - Categories: Inspection"

    metadata = load_text(f"A title\n\n{byline}\n\n{BODY}", "x").metadata

    assert metadata.authors == ("Ann Marsh", "Joe Hill")
    assert metadata.published == date(2017, 3, 3)
    assert metadata.categories == ("Inspection",)


def test_an_address_under_the_title_gives_url_and_day() -> None:
    url = "https://blog.example/2021/06/23/a-title/"

    metadata = load_text(f"Skip to main content\n\nA title\n\n{url}\n\n{BODY}", "x").metadata

    assert metadata.url == url
    assert metadata.published == date(2021, 6, 23)


def test_a_day_without_a_year_in_the_text_is_no_date() -> None:
    metadata = load_text(f"A title\n\nIt was published on 17 June. {BODY}", "x").metadata

    assert metadata.published is None


def test_no_break_spaces_are_spaces_and_runs_of_space_are_one() -> None:
    found = kinds_and_texts(f"A title\n\nIn\u00a0my\u00a0 own   words. {BODY}")

    assert found[1] == ("paragraph", f"In my own words. {BODY}")


def test_curly_quotes_stay() -> None:
    found = kinds_and_texts("A title\n\nIt’s “not clear” – yet. This is a sentence.")

    assert found[1][1] == "It’s “not clear” – yet. This is a sentence."


def test_comments_of_readers_are_no_body() -> None:
    text = (
        f"Skip to main content\n\nTitle\n\n{BODY}\n\n2 comments\n\nComment by A posted on B\n\nNo!"
    )

    assert kinds_and_texts(text) == [("heading", "Title"), ("paragraph", BODY)]


def test_wrapped_lines_of_a_plain_text_are_joined() -> None:
    assert kinds_and_texts("Notes on visits\n\nThe first line\nand the second\nend here.") == [
        ("heading", "Notes on visits"),
        ("paragraph", "The first line and the second end here."),
    ]


def test_list_items_know_what_leads_them_in() -> None:
    draft = load_text("Title\n\nLeaders should:\n\n- visit sooner\n- write\n  more", "x")

    assert [(b.kind, b.text, b.context) for b in draft.blocks[1:]] == [
        (BlockKind.PARAGRAPH, "Leaders should:", ()),
        (BlockKind.LIST_ITEM, "visit sooner", (1,)),
        (BlockKind.LIST_ITEM, "write more", (1,)),
    ]


def test_numbered_paragraphs_keep_their_number() -> None:
    draft = load_text("Title\n\n1. The first.\n2. The second\ngoes on.\n\n1.4 A deeper one.", "x")

    assert [(b.number, b.text) for b in draft.blocks[1:]] == [
        ("1", "1. The first."),
        ("2", "2. The second goes on."),
        ("1.4", "1.4 A deeper one."),
    ]


def test_hidden_characters_go_and_are_reported() -> None:
    draft = load_text("Title\n\nVis\u200bible\u202e words stand here.", "x")

    assert draft.blocks[1].text == "Visible words stand here."
    assert draft.warnings == ("2 hidden characters were removed",)


def test_a_text_without_a_title_is_named_after_its_file() -> None:
    metadata = load_text("This is the only sentence.\nIt wraps.", "minutes-of_may").metadata

    assert metadata.title == "minutes of may"
    assert metadata.origins == (("title", "file name"),)
