"""Reads from the settings whether and how people sign in."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import HTTPConnection

from retriever.errors import SettingError
from retriever.settings import Settings
from ui.access.gate import Identify, anybody
from ui.access.proxy import TrustedProxy
from ui.access.roles import User
from ui.access.sessions import COOKIE, Sessions
from ui.access.sign_in import SignInDesk, sign_in_routes
from ui.access.throttle import Throttle
from ui.access.users import UsersFile

HOUR_S = 3_600


@dataclass(frozen=True, slots=True)
class Access:
    """How access is controlled.

    Attributes:
        is_on: Whether it is; if not, everybody on this machine may do everything.
        identify: Tells whose request it is.
        routes: Of signing in and out, where the page does that itself.
        hosts: The names that the page answers to beside this machine's own.
    """

    is_on: bool = False
    identify: Identify = anybody
    routes: APIRouter | None = None
    hosts: tuple[str, ...] = ()


def access_of(settings: Settings) -> Access:
    """Return how access is controlled.

    Raises:
        SettingError: A proxy's header is set without its secret, or the users file cannot be used
            or is empty.
    """
    users = UsersFile(Path(settings.users)) if settings.users else None
    if settings.proxy_secret and not settings.proxy_header:
        raise SettingError("CANDOUR_PROXY_SECRET is set: set CANDOUR_PROXY_HEADER too.")
    if users is not None and not users.accounts().by_name:
        message = f"{settings.users} holds no user: give `python -m ui.access add NAME`."
        raise SettingError(message)
    hosts = tuple(name.strip() for name in settings.hosts.split(",") if name.strip())
    if settings.proxy_header:
        proxy = TrustedProxy(settings.proxy_header, settings.proxy_secret, users)
        return Access(is_on=True, identify=proxy.user, hosts=hosts)
    if users is None:
        return Access()
    sessions = Sessions(users, settings.session_hours * HOUR_S)

    def identify(request: HTTPConnection) -> User | None:
        return sessions.user(request.cookies.get(COOKIE, ""))

    desk = SignInDesk(users, sessions, Throttle())
    routes = sign_in_routes(desk, settings.session_hours * HOUR_S)
    return Access(is_on=True, identify=identify, routes=routes, hosts=hosts)
