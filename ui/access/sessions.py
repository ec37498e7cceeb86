"""Sessions as signed cookies: a name and an end, signed with the users file's key.

Nothing is kept on the server but who signed out, so sessions survive a restart. The signature
covers the password's hash too: a new password ends every session of its user, as does removal.
"""

import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac_of
from threading import Lock

from ui.access.roles import User
from ui.access.users import Account, Accounts, UsersFile

COOKIE = "candour_session"
COOKIE_LIMIT_CHARS = 1_000


class Sessions:
    """Issues and reads cookies.

    Args:
        users: Who there is.
        length_s: How long a session lasts.
        clock: Tells the seconds since 1970.
    """

    def __init__(
        self, users: UsersFile, length_s: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._users = users
        self._length_s = length_s
        self._clock = clock
        self._ended: dict[str, float] = {}
        self._lock = Lock()

    def begin(self, name: str) -> str:
        """Return the cookie of a new session of a user that there is."""
        accounts = self._users.accounts()
        ends = int(self._clock() + self._length_s)
        inner = f"{ends}:{secrets.token_hex(8)}:{name}"
        signature = _signature(accounts, accounts.by_name[name], inner)
        # Without its padding, or browsers and programs differ on whether the cookie is in quotes.
        return f"{urlsafe_b64encode(inner.encode()).decode().rstrip('=')}.{signature}"

    def user(self, cookie: str) -> User | None:
        """Return whose session a cookie is; None where it is none, is over or was ended."""
        if len(cookie) > COOKIE_LIMIT_CHARS or self._has_ended(cookie):
            return None
        encoded, _, signature = cookie.partition(".")
        try:
            inner = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
            ends, _, name = inner.split(":", 2)
            end = int(ends)
        except (NotBase64, ValueError):
            return None
        accounts = self._users.accounts()
        account = accounts.by_name.get(name)
        if account is None or account.password is None:
            return None
        is_ours = compare_digest(signature.encode(), _signature(accounts, account, inner).encode())
        return account.user if is_ours and self._clock() < end else None

    def end(self, cookie: str) -> None:
        """End a session, wherever its cookie may be."""
        if self.user(cookie) is None:
            return
        now = self._clock()
        with self._lock:
            self._ended = {each: end for each, end in self._ended.items() if end > now}
            self._ended[_mark(cookie)] = now + self._length_s

    def _has_ended(self, cookie: str) -> bool:
        with self._lock:
            return _mark(cookie) in self._ended


def _mark(cookie: str) -> str:
    """Return what a session is known by: base64 may be written in other ways, not its signature."""
    return cookie.partition(".")[2]


def _signature(accounts: Accounts, account: Account, inner: str) -> str:
    signed = f"{inner}:{account.password}".encode()
    return hmac_of(accounts.key, signed, sha256).hexdigest()
