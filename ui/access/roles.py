"""Roles, and the one check that every handler, server function and endpoint makes.

The gate (`ui.access.gate`) puts the user on each request that it lets through; `require` reads it
from there. A request that no gate has seen has no user and is refused, so that a forgotten gate
closes the page and does not open it. Hiding a tab is no access control: its handlers check.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from retriever.errors import AccessError

STATE = "candour_user"


class Role(StrEnum):
    """What a user may do. Everybody who is signed in reads."""

    READER = "reader"
    """Asks, opens sources, judges answers."""
    EDITOR = "editor"
    """Adds, replaces and removes documents."""
    EVALUATOR = "evaluator"
    """Sees what was asked and how good the answers are, and writes golden questions."""


@dataclass(frozen=True, slots=True)
class User:
    """Who is signed in, and the roles; every user reads."""

    name: str
    roles: frozenset[Role] = frozenset({Role.READER})


OPEN = User("", frozenset(Role))
"""Everybody, while no access control is set up and the page serves this machine alone."""


def require(request: Any, role: Role) -> User:
    """Return the user of a request, who has the role.

    Args:
        request: A gr.Request or a Starlette request.
        role: What is about to be done needs it.

    Raises:
        AccessError: Nobody is signed in, or the user has not the role.
    """
    user = getattr(getattr(request, "state", None), STATE, None)
    if not isinstance(user, User):
        raise AccessError("You are not signed in: load the page again.")
    if role not in user.roles:
        message = f"This needs the role {role.value}, which {user.name or 'you'} has not."
        raise AccessError(message)
    return user


def has_role(request: Any, role: Role) -> bool:
    """Say whether a request's user has a role: for what is shown, never instead of `require`."""
    try:
        require(request, role)
    except AccessError:
        return False
    return True
