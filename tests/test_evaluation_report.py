"""The report: whole in one file, every text escaped, worst questions first."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from retriever.evaluation.evaluation_json import evaluation_json
from retriever.evaluation.judgements import JudgementNotice
from retriever.evaluation.outcomes import Evaluation
from retriever.evaluation.report.page import report_page
from retriever.evaluation.report.plots import time_counts, time_edges
from tests.outcome_maker import Came, evaluation_of, outcome_of

PAYLOAD = "</script><img src=x onerror=\"document.body.dataset.hacked='yes'\">"
RIGHT = Came("Each has twelve cases.")


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    outcomes = [
        outcome_of("good", RIGHT, kind="number"),
        outcome_of("late", RIGHT, rank=2, kind="number"),
        outcome_of(f"bad{PAYLOAD}", Came(f"It has ten. {PAYLOAD}", 0.4, 250.0), kind="name"),
        outcome_of("off", Came("", 0.05), gold="", kind="none"),
        outcome_of("told", Came("Soup.", 0.6), gold="", kind="none"),
    ]
    notice = JudgementNotice("good", "a.pdf", vanished=True, text=f"Question good: {PAYLOAD}")
    return replace(evaluation_of(outcomes), notices=(notice,))


class Tags(HTMLParser):
    """Notes every tag with its attributes, and whether each that is opened is closed."""

    VOID = frozenset({"meta", "link", "col"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags_of(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def test_the_report_is_well_formed_and_names_nothing_outside_itself(
    evaluation: Evaluation,
) -> None:
    tags = tags_of(report_page(evaluation))

    assert tags.open == []
    addresses = [
        value
        for _, attributes in tags.seen
        for name, value in attributes.items()
        if name in {"src", "href", "xlink:href", "action"}
    ]
    assert addresses == ["data:,"]
    assert [attributes for tag, attributes in tags.seen if tag == "script"] == [
        {"type": "application/json", "id": "data"}
    ]


def test_nothing_of_a_document_or_question_becomes_markup(evaluation: Evaluation) -> None:
    page = report_page(evaluation)

    assert "<img" not in page
    assert page.count("</script>") == 1
    assert "&lt;img src=x" in page


def test_the_same_data_stand_in_it_as_json(evaluation: Evaluation) -> None:
    page = report_page(evaluation)
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page)

    assert json.loads(data) == json.loads(json.dumps(evaluation_json(evaluation)))


def test_the_worst_questions_come_first(evaluation: Evaluation) -> None:
    rows = re.findall(r'<tr id="q-([a-z]+)', report_page(evaluation))

    assert rows == ["told", "bad", "late", "good", "off"]


def test_each_plot_has_its_table(evaluation: Evaluation) -> None:
    page = report_page(evaluation)

    assert page.count("<figure>") == 4
    assert len(re.findall(r"</figure><div class=\"scroll\"><table>", page)) == 4


def test_what_was_not_measured_is_left_out(evaluation: Evaluation) -> None:
    bare = [replace(each, answer=None) for each in evaluation.outcomes]

    page = report_page(evaluation_of(bare))

    assert "Only rankings were measured." in page
    assert "Is the probability honest?" not in page
    assert "Time of an answer" not in page


def test_times_are_counted_in_bars_of_a_round_width() -> None:
    edges = time_edges([100.0, 250.0, 2_300.0])

    assert (edges[0], edges[1], edges[-1]) == (0.0, 100.0, 2_300.0)
    counts = time_counts([0.0, 100.0, 100.1, 2_300.0], edges)
    assert (counts[0], counts[1], counts[-1], sum(counts)) == (2, 1, 1, 4)
    assert time_edges([]) == [0.0, 1.0]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_the_report_without_an_error_and_asks_for_nothing(
    evaluation: Evaluation, browser: Browser, tmp_path: Path, scheme: str
) -> None:
    path = tmp_path / "report.html"
    path.write_text(report_page(evaluation), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": 1366, "height": 850},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    page.goto(path.as_uri())

    assert page.locator("svg").count() == 4
    assert page.evaluate("document.body.dataset.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
