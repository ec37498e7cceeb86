"""Sessions and the throttle: how long one stays signed in, and how often a password is tried."""

from pathlib import Path

import pytest

from ui.access.roles import Role, User
from ui.access.sessions import Sessions
from ui.access.throttle import Throttle
from ui.access.users import UsersFile

HOUR_S = 3600


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_lasts_its_time_and_survives_a_restart(users_path: Path) -> None:
    clock = Clock()
    cookie = Sessions(UsersFile(users_path), HOUR_S, clock).begin("ana")
    restarted = Sessions(UsersFile(users_path), HOUR_S, clock)

    assert restarted.user(cookie) == User("ana", frozenset({Role.READER, Role.EDITOR}))
    clock.now += HOUR_S - 1
    assert restarted.user(cookie) is not None
    clock.now += 1
    assert restarted.user(cookie) is None


@pytest.mark.parametrize("cookie", ["", ".", "x.y", "é.é", "e30=.00", "a" * 2000])
def test_a_cookie_that_we_did_not_write_is_no_session(users_path: Path, cookie: str) -> None:
    assert Sessions(UsersFile(users_path), HOUR_S).user(cookie) is None


def test_a_cookie_that_was_changed_is_no_session(users_path: Path) -> None:
    sessions = Sessions(UsersFile(users_path), HOUR_S)
    ben, ana = sessions.begin("ben"), sessions.begin("ana")
    mixed = ana.split(".")[0] + "." + ben.split(".")[1]

    assert sessions.user(mixed) is None
    assert sessions.user(ben[:-1] + ("0" if ben[-1] != "0" else "1")) is None


def test_signing_out_ends_the_session_wherever_its_cookie_is(users_path: Path) -> None:
    sessions = Sessions(UsersFile(users_path), HOUR_S)
    one, other = sessions.begin("ana"), sessions.begin("ana")

    sessions.end(one)

    assert sessions.user(one) is None
    assert sessions.user(other) is not None


def test_a_new_password_or_removal_ends_every_session_at_once(users_path: Path) -> None:
    users = UsersFile(users_path)
    sessions = Sessions(users, HOUR_S)
    ana, ben = sessions.begin("ana"), sessions.begin("ben")

    UsersFile(users_path).put("ana", "another long password", [])
    UsersFile(users_path).remove("ben")

    assert sessions.user(ana) is None
    assert sessions.user(ben) is None


def test_a_user_without_a_password_has_no_session(users_path: Path) -> None:
    sessions = Sessions(UsersFile(users_path), HOUR_S)

    assert sessions.user(sessions.begin("eva")) is None


def test_the_sixth_attempt_on_a_name_waits_until_the_first_is_old() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = []
    for _ in range(6):
        waits.append(throttle.attempt("ana", "10.0.0.1"))
        clock.now += 10

    assert waits == [0, 0, 0, 0, 0, 850]
    assert throttle.attempt("ana", "10.0.0.2") == 0
    assert throttle.attempt("ben", "10.0.0.1") == 0
    clock.now += 840
    assert throttle.attempt("ana", "10.0.0.1") == 0


def test_an_address_may_not_go_through_the_names() -> None:
    throttle = Throttle(Clock())

    waits = [throttle.attempt(f"user{number}", "10.0.0.1") for number in range(21)]

    assert waits == [0] * 20 + [900]


def test_a_name_may_not_be_tried_from_everywhere() -> None:
    throttle = Throttle(Clock())

    waits = [throttle.attempt("ana", f"10.0.0.{number}") for number in range(51)]

    assert waits == [0] * 50 + [900]


def test_success_takes_the_attempts_on_this_name_back() -> None:
    throttle = Throttle(Clock())
    for _ in range(4):
        throttle.attempt("ana", "10.0.0.1")
    throttle.attempt("ana", "10.0.0.1")
    throttle.succeed("ana", "10.0.0.1")

    assert [throttle.attempt("ana", "10.0.0.1") for _ in range(6)] == [0, 0, 0, 0, 0, 900]


def test_an_ended_session_stays_ended_however_its_cookie_is_written(users_path: Path) -> None:
    sessions = Sessions(UsersFile(users_path), HOUR_S)
    cookie, other = sessions.begin("ana"), sessions.begin("ana")
    padded = cookie.replace(".", "!!!!.")
    before = sessions.user(padded)

    sessions.end(cookie)

    assert before is not None
    assert sessions.user(padded) is None
    assert sessions.user(other) is not None
