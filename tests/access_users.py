"""Users to sign in, and requests as the gate leaves them; light, for it loads no page."""

from pathlib import Path
from typing import Any

from starlette.requests import Request

from ui.access.roles import OPEN, STATE, Role, User
from ui.access.users import UsersFile

PASSWORD = "correct horse battery"  # noqa: S105 - a test's
TOKEN = "0123456789abcdef0123"  # noqa: S105 - a test's


def users_file(folder: Path) -> Path:
    """Write three users, one of each role."""
    path = folder / "users.json"
    users = UsersFile(path)
    users.put("ana", PASSWORD, [Role.EDITOR])
    users.put("ben", PASSWORD, [])
    users.put("eva", None, [Role.EVALUATOR])
    return path


def request_of(user: User | None) -> Any:
    """Return a request of a user; None is one that no gate let in."""
    state = {} if user is None else {STATE: user}
    return Request({"type": "http", "headers": [], "state": state})


def anybodys_request() -> Any:
    """Return a request as it comes while the page serves this machine alone."""
    return request_of(OPEN)
