"""The page with access set up: nothing without signing in, and everything afterwards as before."""

import json
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from retriever.activity.log import ActivityLog
from tests.access_site import QUESTION, SENTENCE, Closed, signed_in
from tests.access_users import PASSWORD
from tests.served_page import WAIT_MS, ask

PAPER = Path(__file__).parent.parent / "docs" / "access.md"
BEFORE = "How many children are in Norborough?"
OPEN = {"/healthz", "/readyz", "/metrics", "/login", "/logout"}


def test_who_is_not_signed_in_gets_nothing_on_any_route(closed: Closed) -> None:
    with httpx.Client(base_url=closed.address, timeout=60) as client:
        statuses = {
            (method, path): client.request(method, path).status_code
            for method, path in closed.routes
            if path not in OPEN
        }

    # 403: upload and the like are closed to everybody.
    assert {known for known, status in statuses.items() if status not in {401, 403}} == set()
    assert ("POST", "/gradio_api/queue/join") in statuses
    assert ("POST", "/gradio_api/component_server") in statuses
    assert ("POST", "/library/upload") in statuses
    assert ("GET", "/library/original/x") in statuses


@pytest.mark.parametrize("path", ["/login/", "/healthz/", "/healthz/x", "//healthz"])
def test_a_path_that_only_looks_open_is_closed(closed: Closed, path: str) -> None:
    answer = httpx.get(httpx.URL(closed.address, raw_path=path.encode()), timeout=60)

    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_health_is_told_to_everybody(closed: Closed, path: str) -> None:
    assert httpx.get(f"{closed.address}{path}", timeout=60).status_code == 200


def test_a_browser_is_led_to_sign_in_and_back(closed: Closed) -> None:
    with httpx.Client(base_url=closed.address, headers={"accept": "text/html"}) as client:
        led = client.get("/?q=1&r=2", timeout=60)
        page = client.get(led.headers["location"], timeout=60)
        wanted = re.search('name="next" value="([^"]*)"', page.text)
        assert wanted is not None
        done = client.post(
            "/login",
            data={"username": " BEN", "password": PASSWORD, "next": "/?q=1&r=2"},
            timeout=60,
        )

    assert led.status_code == 303
    assert led.headers["location"] == "/login?next=/%3Fq%3D1%26r%3D2"
    assert wanted[1] == "/?q=1&amp;r=2"
    assert done.status_code == 303
    assert done.headers["location"] == "/?q=1&r=2"
    cookie = done.headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= set(cookie.split("; "))


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(closed: Closed, wanted: str) -> None:
    page = httpx.get(f"{closed.address}/login", params={"next": wanted}, timeout=60)

    assert 'name="next" value="/"' in page.text


def test_a_wrong_password_and_an_unknown_name_are_told_alike(closed: Closed) -> None:
    headers = {"accept": "text/html"}
    pages = [
        httpx.post(
            f"{closed.address}/login",
            data={"username": name, "password": "not the password"},
            headers=headers,
            timeout=60,
        )
        for name in ("ben", "nobody-of-that-name")
    ]

    assert [page.status_code for page in pages] == [401, 401]
    assert pages[0].text == pages[1].text
    assert "That name and password do not match." in pages[0].text
    assert "set-cookie" not in pages[0].headers


def test_a_link_signs_nobody_out(closed: Closed) -> None:
    with signed_in(closed.address, "ben") as client:
        led = client.get("/logout")
        after = client.get("/config").status_code

    assert (led.status_code, led.headers["location"], after) == (303, "/", 200)


def test_another_site_s_form_signs_nobody_in(closed: Closed) -> None:
    refused = httpx.post(
        f"{closed.address}/login",
        data={"username": "ben", "password": PASSWORD},
        headers={"sec-fetch-site": "cross-site"},
        timeout=60,
    )

    assert refused.status_code == 403


def test_after_signing_out_the_old_cookie_is_worth_nothing(closed: Closed) -> None:
    with signed_in(closed.address, "ben") as client:
        old = client.cookies["candour_session"]
        before = client.get("/config").status_code
        client.post("/logout")
    after = httpx.get(
        f"{closed.address}/config", cookies={"candour_session": old}, timeout=60
    ).status_code

    assert (before, after) == (200, 401)


@pytest.mark.parametrize(
    ("name", "status"), [("policy.example.org", 200), ("127.0.0.1", 200), ("evil.example", 400)]
)
def test_only_the_names_that_are_set_are_answered(closed: Closed, name: str, status: int) -> None:
    answer = httpx.get(f"{closed.address}/healthz", headers={"host": name}, timeout=60)

    assert answer.status_code == status


def test_the_endpoints_are_the_same_and_know_who_asks(closed: Closed) -> None:
    with signed_in(closed.address, "ana") as client:
        published = client.get("/gradio_api/info").json()
        event = client.post("/gradio_api/call/ask", json={"data": [QUESTION]}).json()["event_id"]
        lines = client.get(f"/gradio_api/call/ask/{event}").text.strip().splitlines()

    answer = json.loads(lines[-1].removeprefix("data: "))[0]
    newest = ActivityLog(closed.log).questions()[0]
    assert sorted(published["named_endpoints"]) == ["/ask", "/document", "/search"]
    assert published["unnamed_endpoints"] == {}
    assert answer["citations"][0]["quote"] == SENTENCE
    assert (newest.user, newest.way, newest.question) == ("ana", "ask", QUESTION)
    assert newest.places[0].start == 0
    assert newest.places[0].end == len(SENTENCE)


@pytest.mark.parametrize(
    ("data", "query"),
    [
        (["How many children do they hold?"], "How many children do they hold?"),
        (
            [
                "and in 2021?",
                [{"role": "user", "text": "How many children are in Norborough?"}],
            ],
            "How many children are in Norborough in 2021?",
        ),
    ],
)
def test_a_plain_caller_may_send_what_was_said_before_or_leave_it_out(
    closed: Closed, data: list[object], query: str
) -> None:
    with signed_in(closed.address, "ben") as client:
        event = client.post("/gradio_api/call/ask", json={"data": data}).json()["event_id"]
        lines = client.get(f"/gradio_api/call/ask/{event}").text.strip().splitlines()

    assert json.loads(lines[-1].removeprefix("data: "))[0]["query"] == query


@pytest.mark.parametrize(
    "history",
    ["what", [{"role": "system", "text": "x"}], [{"role": "user"}], [{}] * 101, [7]],
)
def test_a_history_that_is_none_is_refused(closed: Closed, history: object) -> None:
    with signed_in(closed.address, "ben") as client:
        sent = {"data": ["How many?", history]}
        event = client.post("/gradio_api/call/ask", json=sent).json()["event_id"]
        lines = client.get(f"/gradio_api/call/ask/{event}").text.strip().splitlines()

    assert lines[-2] == "event: error"


@pytest.mark.browser
def test_in_a_browser_one_signs_in_asks_judges_and_signs_out(
    closed: Closed, browser: Browser
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(closed.address)
    assert page.title() == "Sign in – Candour"
    assert [page.locator(tag).count() for tag in ("main", "h1", "label")] == [1, 1, 2]
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".opening")
    expect(page.locator("#account")).to_contain_text("Signed in as ana")

    ask(page, QUESTION)
    page.get_by_role("button", name="Not useful…").focus()
    for key in ("Enter", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("An older report says so.")
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    page.locator(".feedback-told").get_by_text("Thank you. This is kept.").wait_for()

    verdict = ActivityLog(closed.log).questions()[0].verdict
    assert verdict
    said = (verdict.useful, verdict.reason, verdict.said)
    assert said == (False, "out of date", "An older report says so.")
    assert page.get_by_role("button", name="Not useful…").get_attribute("aria-pressed") == "true"
    # Ana is an editor: the Quality room would refuse her.
    links = page.locator(".rooms a:visible")
    assert links.all_inner_texts() == ["Ask", "Library"]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login")
    page.context.close()
