"""The sign-in page and sign-out: names and passwords in, a session's cookie out.

Programs may use it too: one that does not ask for HTML gets a status instead of a page.
"""

from typing import NamedTuple
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ui.access.gate import SIGN_IN, SIGN_OUT
from ui.access.passwords import is_right
from ui.access.sessions import COOKIE, Sessions
from ui.access.sign_in_page import sign_in_page
from ui.access.throttle import Throttle
from ui.access.users import NAME, UsersFile, plain_name

FIELDS_LIMIT = 10
WRONG = "That name and password do not match."
TOO_MANY = "Too many attempts. Please wait {minutes} and try again."


class SignInDesk(NamedTuple):
    """What signing in works with."""

    users: UsersFile
    sessions: Sessions
    throttle: Throttle


def sign_in_routes(desk: SignInDesk, session_s: int) -> APIRouter:
    """Return the routes of signing in and out.

    Args:
        desk: What they work with.
        session_s: How long the browser keeps the cookie.
    """
    router = APIRouter()

    @router.get(SIGN_IN)
    def show(request: Request) -> Response:
        return HTMLResponse(sign_in_page(_wanted(request.query_params.get("next", ""))))

    @router.post(SIGN_IN)
    async def sign_in(request: Request) -> Response:
        return await _sign_in(desk, session_s, request)

    @router.get(SIGN_OUT)
    def lead_back() -> Response:
        # The page has the button; a link or an image must sign nobody out.
        return RedirectResponse("/", status_code=303)

    @router.post(SIGN_OUT)
    def sign_out(request: Request) -> Response:
        done = RedirectResponse(SIGN_IN, status_code=303)
        if not _is_from_elsewhere(request):
            desk.sessions.end(request.cookies.get(COOKIE, ""))
            done.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return done

    return router


async def _sign_in(desk: SignInDesk, session_s: int, request: Request) -> Response:
    """Check a name and password; begin a session, or say why not."""
    if _is_from_elsewhere(request):
        return _failed(request, "Please sign in from this page.", 403, "/")
    sent = await _fields(request)
    name, wanted = plain_name(sent.get("username", "")), _wanted(sent.get("next", ""))
    address = request.client.host if request.client else ""
    key = name if NAME.fullmatch(name) else "no name"
    wait_s = desk.throttle.attempt(key, address)
    if wait_s:
        return _failed(request, _too_many(wait_s), 429, wanted)
    account = desk.users.accounts().by_name.get(name)
    kept = None if account is None else account.password
    if not await run_in_threadpool(is_right, sent.get("password", ""), kept):
        return _failed(request, WRONG, 401, wanted)
    desk.throttle.succeed(key, address)
    return _signed_in(request, desk.sessions.begin(name), session_s, wanted)


def _signed_in(request: Request, cookie: str, session_s: int, wanted: str) -> Response:
    """Hand out a session's cookie, and lead a browser where it wanted to go."""
    done: Response
    if _reads_pages(request):
        done = RedirectResponse(wanted, status_code=303)
    else:
        done = JSONResponse({"success": True})
    done.set_cookie(
        COOKIE,
        cookie,
        max_age=session_s,
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )
    return done


async def _fields(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once; what is no form has none."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=FIELDS_LIMIT)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _failed(request: Request, sentence: str, status: int, wanted: str) -> Response:
    if _reads_pages(request):
        return HTMLResponse(sign_in_page(wanted, sentence), status_code=status)
    return JSONResponse({"detail": sentence}, status_code=status)


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _is_from_elsewhere(request: Request) -> bool:
    """Say whether another site's page sent this: browsers tell, programs say nothing."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def _wanted(path: str) -> str:
    """Return where to go after signing in: a path of this page and of no other place."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return quote(path, safe="/?&=%#") if is_ours and path.isprintable() else "/"


def _too_many(wait_s: float) -> str:
    minutes = int(wait_s // 60) + 1
    return TOO_MANY.format(minutes="a minute" if minutes == 1 else f"{minutes} minutes")
