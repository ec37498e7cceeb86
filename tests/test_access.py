"""Access, part by part: roles, passwords, the users file, the proxy, what is set up."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from retriever.errors import AccessError, SettingError
from retriever.settings import Settings
from tests.access_users import PASSWORD, TOKEN, anybodys_request, request_of
from ui.access.__main__ import main
from ui.access.gate import AccessGate
from ui.access.passwords import hashed, is_right
from ui.access.proxy import TrustedProxy
from ui.access.roles import Role, User, has_role, require
from ui.access.sessions import Sessions
from ui.access.setting_up import access_of
from ui.access.users import UsersFile

HOUR_S = 3600


@pytest.mark.parametrize(
    ("roles", "role", "is_let"),
    [
        ({Role.READER}, Role.READER, True),
        ({Role.READER}, Role.EDITOR, False),
        ({Role.READER, Role.EDITOR}, Role.EDITOR, True),
        ({Role.READER, Role.EDITOR}, Role.EVALUATOR, False),
    ],
)
def test_a_role_is_needed_and_one_role_is_not_another(
    roles: set[Role],
    role: Role,
    is_let: bool,  # noqa: FBT001
) -> None:
    request = request_of(User("ana", frozenset(roles)))

    assert has_role(request, role) is is_let


def test_who_has_not_the_role_is_told_which_one() -> None:
    with pytest.raises(AccessError) as caught:
        require(request_of(User("ben")), Role.EDITOR)

    assert str(caught.value) == "This needs the role editor, which ben has not."


@pytest.mark.parametrize("request_", [None, request_of(None), object()])
def test_a_request_that_no_gate_has_seen_is_refused(request_: object) -> None:
    with pytest.raises(AccessError, match="not signed in"):
        require(request_, Role.READER)


def test_while_nothing_is_set_up_this_machine_may_do_everything() -> None:
    assert [has_role(anybodys_request(), role) for role in Role] == [True, True, True]
    assert access_of(Settings()).is_on is False


def test_a_password_is_right_or_not_and_never_stands_in_the_hash() -> None:
    kept = hashed(PASSWORD)

    assert is_right(PASSWORD, kept) is True
    assert is_right(PASSWORD + " ", kept) is False
    assert is_right(PASSWORD, None) is False
    assert is_right("\x00" * 32, None) is False
    assert PASSWORD not in kept


def test_the_users_file_is_its_owner_s_alone_and_holds_no_password(users_path: Path) -> None:
    accounts = UsersFile(users_path).accounts()

    assert users_path.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in users_path.read_text(encoding="utf-8")
    assert {name: set(each.user.roles) for name, each in accounts.by_name.items()} == {
        "ana": {Role.READER, Role.EDITOR},
        "ben": {Role.READER},
        "eva": {Role.READER, Role.EVALUATOR},
    }


def test_a_users_file_that_others_may_read_is_refused(users_path: Path) -> None:
    users_path.chmod(0o644)

    with pytest.raises(SettingError, match=r"others may read .*: give `chmod 600"):
        UsersFile(users_path).accounts()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"key": "00", "users": {}}', '{"key": "x", "users": []}']
)
def test_a_damaged_users_file_is_refused(users_path: Path, text: str) -> None:
    users_path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingError, match="CANDOUR_USERS"):
        UsersFile(users_path).accounts()


@pytest.mark.parametrize("name", ["", "a b", "-a", "x" * 65, "../a", "a:b"])
def test_a_name_that_is_none_is_refused(users_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match="is no user's name"):
        UsersFile(users_path).put(name, None, [])


def who(request: Request) -> PlainTextResponse:
    return PlainTextResponse(require(request, Role.READER).name)


@pytest.fixture
def proxied(users_path: Path) -> Iterator[TestClient]:
    """A page behind a proxy that names its users in X-Forwarded-User."""
    settings = Settings(proxy_header="X-Forwarded-User", proxy_secret=TOKEN, users=str(users_path))
    gated = AccessGate(Starlette(routes=[Route("/", who)]), access_of(settings).identify)
    with TestClient(gated) as client:
        yield client


def test_the_proxy_names_the_user_and_proves_itself(proxied: TestClient) -> None:
    headers = {"X-Forwarded-User": "Cai@Example.org", "X-Candour-Proxy-Secret": TOKEN}

    assert proxied.get("/", headers=headers).text == "cai@example.org"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("X-Forwarded-User", "ana")],
        [("X-Forwarded-User", "ana"), ("X-Candour-Proxy-Secret", "0123456789abcdef0124")],
        [("X-Candour-Proxy-Secret", TOKEN)],
        [("X-Forwarded-User", " "), ("X-Candour-Proxy-Secret", TOKEN)],
        [("X-Forwarded-User", "ana, ben"), ("X-Candour-Proxy-Secret", TOKEN)],
    ],
)
def test_without_the_proxy_s_word_nobody_is_let_in(
    proxied: TestClient, headers: list[tuple[str, str]]
) -> None:
    assert proxied.get("/", headers=dict(headers)).status_code == 401


@pytest.mark.parametrize("twice", [b"x-user", b"x-candour-proxy-secret"])
def test_a_header_that_stands_twice_proves_nothing(twice: bytes) -> None:
    headers = [(b"x-user", b"ana"), (b"x-candour-proxy-secret", TOKEN.encode())]
    proxy = TrustedProxy("x-user", TOKEN, None)
    doubled = [*headers, *(pair for pair in headers if pair[0] == twice)]

    assert proxy.user(Request({"type": "http", "headers": headers})) == User("ana")
    assert proxy.user(Request({"type": "http", "headers": doubled})) is None


def test_the_users_file_gives_the_roles_of_the_proxy_s_users(users_path: Path) -> None:
    proxy = TrustedProxy("x-user", TOKEN, UsersFile(users_path))
    headers = [(b"x-user", b"Eva"), (b"x-candour-proxy-secret", TOKEN.encode())]

    user = proxy.user(Request({"type": "http", "headers": headers}))

    assert user == User("eva", frozenset({Role.READER, Role.EVALUATOR}))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(proxy_header="X-User"), "CANDOUR_PROXY_SECRET has fewer than 16"),
        (Settings(proxy_secret=TOKEN), "set CANDOUR_PROXY_HEADER too"),
        (Settings(users="/nowhere/users.json"), "cannot be read"),
    ],
)
def test_access_half_set_up_is_refused(settings: Settings, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        access_of(settings)


def test_an_empty_users_file_is_refused(users_path: Path) -> None:
    kept = json.loads(users_path.read_text(encoding="utf-8"))
    users_path.write_text(json.dumps({**kept, "users": {}}), encoding="utf-8")

    with pytest.raises(SettingError, match="holds no user"):
        access_of(Settings(users=str(users_path)))


def test_a_users_file_that_is_damaged_later_closes_the_page(users_path: Path) -> None:
    access = access_of(Settings(users=str(users_path)))
    gated = AccessGate(Starlette(routes=[Route("/", who)]), access.identify, signs_in=True)
    sessions = Sessions(UsersFile(users_path), HOUR_S)
    cookie = {"candour_session": sessions.begin("ana")}
    with TestClient(gated, cookies=cookie) as client:
        assert client.get("/").text == "ana"
        users_path.write_text("damaged", encoding="utf-8")

        assert client.get("/").status_code == 503


@pytest.mark.parametrize("way", ["/login", "/logout"])
def test_the_ways_of_signing_in_are_open_only_where_one_signs_in(
    proxied: TestClient, users_path: Path, way: str
) -> None:
    access = access_of(Settings(users=str(users_path)))
    behind = Starlette(routes=[Route(way, lambda _: PlainTextResponse("open"))])
    gated = AccessGate(behind, access.identify, signs_in=True)

    assert proxied.get(way).status_code == 401
    with TestClient(gated) as client:
        assert client.get(way).text == "open"


def test_secrets_are_shown_nowhere(users_path: Path) -> None:
    settings = replace(
        Settings(), users=str(users_path), proxy_secret=TOKEN, proxy_header="X", mcp_token=TOKEN
    )

    assert TOKEN not in repr(settings)
    assert TOKEN not in str(settings.as_text())
    assert "scrypt" not in repr(UsersFile(users_path).accounts())


def test_the_command_adds_lists_and_removes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new" / "users.json"
    monkeypatch.setenv("CANDOUR_USERS", str(new))
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))

    statuses = [
        main(["add", "Ana", "--role", "editor", "--role", "evaluator"]),
        main(["add", "ben", "--no-password"]),
        main(["list"]),
        main(["remove", "ben"]),
        main(["remove", "ben"]),
    ]

    said = capsys.readouterr()
    assert statuses == [0, 0, 0, 0, 2]
    assert said.out.splitlines() == [
        "ana is added.",
        "ben is added.",
        "ana: editor, evaluator, reader",
        "ben: reader",
        "ben is removed.",
    ]
    assert said.err == "There is no user 'ben': see `python -m ui.access list`.\n"
    assert new.stat().st_mode & 0o777 == 0o600


def test_a_short_password_is_refused(
    users_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))

    assert main(["--file", str(users_path), "add", "dee"]) == 2
    assert capsys.readouterr().err == ("A password has 12 to 200 characters: choose another.\n")
