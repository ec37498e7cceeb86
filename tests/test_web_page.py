from datetime import date

import pytest

from ingest.loaders.pages.web_page import load_page
from retriever.errors import SkippedFileError

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Listening - Social care blog</title>
<meta property="og:title" content="Listening to children">
<meta property="og:site_name" content="Social care blog"></head><body>
<a href="#content" class="skip">Skip to main content</a>
<header><nav><ul><li>Home</li><li>About us</li></ul></nav></header>
<main id="content"><article class="post"><header><h1>Listening to children</h1>
<div class="meta">Posted by: <a rel="author" href="/a">Ann Marsh</a>, Posted on:
<time datetime="2017-03-03T10:00:00+00:00">3 March 2017</time> - Categories:
<a href="/c/a" rel="category tag">Children's services</a>,
<a href="/c/b" rel="category tag">Inspection</a></div></header>
<div class="entry-content">
<figure><img src="a.jpg" alt="A boy"><figcaption>A boy on a swing</figcaption></figure>
<p>We spoke with many children this year, and&nbsp;they told us what matters to them most.</p>
<h2>What we found</h2><p>We found three things:</p>
<ul><li>children wait too long</li><li>caseloads are <em>high</em></li><li>plans are late</li></ul>
<h3>Numbers</h3><p>The table shows how many homes there were in each year.</p>
<table><thead><tr><th>Year</th><th>Homes</th></tr></thead>
<tbody><tr><td>2016</td><td>120</td></tr><tr><td>2017</td><td>130</td></tr></tbody></table>
<p>The last words stand here, and they are long enough to be a paragraph of their own.</p></div>
<div class="share"><h2>Sharing and comments</h2><ul><li><a href="x">Share on X</a></li></ul></div>
<section id="comments"><h3>1 comment</h3><ol><li>Comment by Bob posted on 4 March 2017
<p>I think that this is a rather wrong view of it all, and I would say so.</p></li></ol></section>
</article></main><footer>Crown copyright</footer></body></html>"""


def test_the_blocks_of_an_article_come_typed_and_nothing_else_comes() -> None:
    draft = load_page(PAGE, "listening")

    assert [(block.kind.value, block.level, block.text) for block in draft.blocks] == [
        ("heading", 1, "Listening to children"),
        ("caption", 0, "A boy on a swing"),
        (
            "paragraph",
            0,
            "We spoke with many children this year, and they told us what matters to them most.",
        ),
        ("heading", 2, "What we found"),
        ("paragraph", 0, "We found three things:"),
        ("list item", 0, "children wait too long"),
        ("list item", 0, "caseloads are high"),
        ("list item", 0, "plans are late"),
        ("heading", 3, "Numbers"),
        ("paragraph", 0, "The table shows how many homes there were in each year."),
        ("table row", 0, "Year\tHomes"),
        ("table row", 0, "2016\t120"),
        ("table row", 0, "2017\t130"),
        (
            "paragraph",
            0,
            "The last words stand here, and they are long enough to be a paragraph of their own.",
        ),
    ]
    assert draft.warnings == ()


def test_items_know_their_lead_in_and_rows_their_heads() -> None:
    blocks = load_page(PAGE, "listening").blocks

    assert [block.context for block in blocks[5:8]] == [(4,), (4,), (4,)]
    assert [block.context for block in blocks[10:13]] == [(), (10,), (10,)]


def test_the_page_says_title_author_day_and_categories() -> None:
    metadata = load_page(PAGE, "listening").metadata

    assert metadata.title == "Listening to children"
    assert metadata.authors == ("Ann Marsh",)
    assert metadata.published == date(2017, 3, 3)
    assert metadata.categories == ("Children's services", "Inspection")
    assert metadata.publisher == "Social care blog"
    assert metadata.doc_type == "blog_post"


def test_a_page_without_a_date_has_none() -> None:
    page = "<html><body><main><p>A first paragraph of a page that bears no day.</p></main></body>"

    assert load_page(page, "no-day").metadata.published is None


def test_a_page_without_text_is_skipped() -> None:
    with pytest.raises(SkippedFileError, match="no article text"):
        load_page("<html><body><img src='a.png'></body></html>", "picture")
