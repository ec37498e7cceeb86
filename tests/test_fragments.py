"""The small pieces of HTML: what the gate lets through, and how things are named."""

from ui.fragments import gate, kind_words, page_words, web_address


def test_the_gate_removes_what_we_would_never_write() -> None:
    dirty = (
        '<p class="a" onclick="x()" style="color:red">one<script>two()</script></p>'
        '<a href="javascript:alert(1)">three</a><iframe src="/"></iframe><svg onload="x()"></svg>'
    )

    assert gate(dirty) == '<p class="a">one</p><a rel="noopener noreferrer">three</a>'


def test_pages_are_named_by_what_is_printed_on_them() -> None:
    assert page_words(4, None) == "page 4"
    assert page_words(4, "4") == "page 4"
    assert page_words(4, "iv") == "page iv (page 4 of the file)"


def test_types_are_written_as_staff_write_them() -> None:
    assert kind_words("review_reports") == "Review report"
    assert kind_words("blog_posts") == "Blog post"
    assert kind_words("press") == "Press"


def test_only_addresses_of_the_web_are_linked() -> None:
    assert web_address("https://example.org/a") == "https://example.org/a"
    assert web_address("javascript:alert(1)") is None
    assert web_address("https://[broken") is None
    assert web_address(None) is None
