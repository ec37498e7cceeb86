from datetime import date

from ingest.loaders.draft import Draft, DraftBlock
from ingest.loaders.texts.markdown import load_markdown
from retriever.records import BlockKind

FACTS = """---
title: Keeping in touch
date: 2023-04-05
updated: 2023-06
author: Ann Marsh, Deputy Director and Joe Hill
categories: [Contact, Care leavers]
url: https://notes.example/keeping-in-touch
publisher: Example Office
licence: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/
---
"""


def lines_of(draft: Draft) -> list[str]:
    return [line_of(block, draft) for block in draft.blocks]


def line_of(block: DraftBlock, draft: Draft) -> str:
    kind = f"{block.kind.value} {block.level}" if block.level else block.kind.value
    return "|".join((kind, block.text, *(draft.blocks[place].text for place in block.context)))


def test_front_matter_gives_the_metadata_and_no_text() -> None:
    draft = load_markdown(f"{FACTS}\nChildren ring home on Sundays.\n", "a-file")

    metadata = draft.metadata
    assert lines_of(draft) == [
        "heading 1|Keeping in touch",
        "paragraph|Children ring home on Sundays.",
    ]
    assert metadata.title == "Keeping in touch"
    assert metadata.authors == ("Ann Marsh", "Joe Hill")
    assert (metadata.published, metadata.updated) == (date(2023, 4, 5), date(2023, 6, 1))
    assert metadata.precisions == (("updated", "month"),)
    assert metadata.categories == ("Contact", "Care leavers")
    assert metadata.url == "https://notes.example/keeping-in-touch"
    assert metadata.publisher == "Example Office"
    assert metadata.licence == "Open Government Licence v3.0"
    assert metadata.doc_type == "blog_post"
    assert set(dict(metadata.origins).values()) == {"front matter"}


def test_front_matter_in_toml_is_read_too() -> None:
    draft = load_markdown('+++\ntitle = "Plans"\ndate = 2022-01-02\n+++\nA plan is kept.', "x")

    assert (draft.metadata.title, draft.metadata.published) == ("Plans", date(2022, 1, 2))


def test_broken_front_matter_is_warned_of_and_never_quoted() -> None:
    draft = load_markdown("---\ntitle: [open\n---\n\n# Plans\n\nA plan is kept.", "x")

    assert lines_of(draft) == ["heading 1|Plans", "paragraph|A plan is kept."]
    assert draft.warnings[0].startswith("its front matter is no YAML (")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    draft = load_markdown("---\n\nThe first words.\n\n---\n\nThe last words.", "two-parts")

    assert lines_of(draft) == ["paragraph|The first words.", "paragraph|The last words."]
    assert draft.metadata.title == "two parts"


def test_headings_keep_their_levels_and_the_first_is_the_title() -> None:
    draft = load_markdown("# One\n\nUnder\n---\n\n### Three ###\n\nText `code` *here*.", "x")

    assert lines_of(draft) == [
        "heading 1|One",
        "heading 2|Under",
        "heading 3|Three",
        "paragraph|Text code here.",
    ]
    assert draft.metadata.origins == (("title", "first heading"),)


def test_nested_items_know_their_lead_in_and_the_item_above() -> None:
    source = "Leaders:\n\n- visit\n  - homes\n    1. at night\n  - schools\n- write\n\n  and ring\n"

    draft = load_markdown(source, "x")

    assert lines_of(draft) == [
        "paragraph|Leaders:",
        "list item|visit|Leaders:",
        "list item|homes|Leaders:|visit",
        "list item|at night|Leaders:|visit|homes",
        "list item|schools|Leaders:|visit",
        "list item|write and ring|Leaders:",
    ]


def test_items_of_a_numbered_list_know_their_numbers() -> None:
    draft = load_markdown("Steps:\n\n3. Ring.\n4. Write.\n", "x")

    assert [(block.number, block.text) for block in draft.blocks[1:]] == [
        ("3", "Ring."),
        ("4", "Write."),
    ]


def test_a_table_s_rows_know_their_heads() -> None:
    draft = load_markdown("| Area | Good |\n|:--|--:|\n| North | **12** |\n| South | |\n", "x")

    assert lines_of(draft) == [
        "table row|Area\tGood",
        "table row|North\t12|Area\tGood",
        "table row|South|Area\tGood",
    ]


def test_quotes_code_captions_footnotes_and_definitions_are_kept() -> None:
    source = (
        "> They asked\n> us twice.\n\n```\nrate = a / b\n```\n\n![A boy on a swing](a.png)\n\n"
        "Rates rose.[^1]\n\nTerm\n: Its meaning.\n\n[^1]: By week.\n"
    )

    draft = load_markdown(source, "x")

    assert lines_of(draft) == [
        "paragraph|They asked us twice.",
        "paragraph|rate = a / b",
        "caption|A boy on a swing",
        "paragraph|Rates rose.",
        "table row|Term\tIts meaning.",
        "footnote|By week.",
    ]


def test_html_in_the_text_gives_its_words_and_nothing_that_runs_or_hides() -> None:
    source = (
        "<div class='note'>\n\nKept **here**.\n\n</div>\n\n<script>alert(1)</script>\n\n"
        "<p hidden>Unseen</p>\n<p onclick='x()'>Seen</p>\n\nEnd <b>of</b> text <!-- secret -->.\n"
    )

    draft = load_markdown(source, "x")

    assert lines_of(draft) == [
        "paragraph|Kept here.",
        "paragraph|Seen",
        "paragraph|End of text .",
    ]


def test_links_give_their_words_and_tasks_lose_their_boxes() -> None:
    draft = load_markdown("See [the guide](https://a.example).\n\n- [x] done\n- [ ] open\n", "x")

    assert [block.text for block in draft.blocks] == ["See the guide.", "done", "open"]


def test_a_title_in_the_facts_stands_above_another_first_heading() -> None:
    draft = load_markdown("---\ntitle: The long title\n---\n# Short\n\nText:\n\n- item\n", "x")

    assert lines_of(draft) == [
        "heading 1|The long title",
        "heading 1|Short",
        "paragraph|Text:",
        "list item|item|Text:",
    ]


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    draft = load_markdown(">" * 5_000 + " deep\n\nEnd here.", "x")

    assert draft.blocks[-1] == DraftBlock(BlockKind.PARAGRAPH, "End here.")
