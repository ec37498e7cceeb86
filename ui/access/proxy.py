"""A trusted proxy in front signs people in and names them in a header, proving itself by a secret.

A header alone proves nothing, since everybody can send one. Without the secret, or with a header
that stands twice, there is no user.
"""

from hmac import compare_digest

from starlette.requests import HTTPConnection

from retriever.errors import SettingError
from ui.access.roles import User
from ui.access.users import UsersFile, plain_name

SECRET_HEADER = "x-candour-proxy-secret"  # noqa: S105 - a header's name
SECRET_LEAST_CHARS = 16
NAME_LIMIT_CHARS = 200


class TrustedProxy:
    """Tells whose request it is by the proxy's header.

    Args:
        header: In which the proxy names the user.
        secret: With which it proves itself.
        users: Gives the roles of the users that stand in it; the others are readers.

    Raises:
        SettingError: The secret is too short to be one.
    """

    def __init__(self, header: str, secret: str, users: UsersFile | None) -> None:
        if len(secret) < SECRET_LEAST_CHARS:
            message = (
                f"CANDOUR_PROXY_SECRET has fewer than {SECRET_LEAST_CHARS} characters: give the "
                "proxy and Candour a long random one."
            )
            raise SettingError(message)
        self._header = header
        self._secret = secret.encode()
        self._users = users

    def user(self, request: HTTPConnection) -> User | None:
        """Return whose request it is, or None."""
        secrets = request.headers.getlist(SECRET_HEADER)
        names = request.headers.getlist(self._header)
        if len(secrets) != 1 or not compare_digest(secrets[0].encode(), self._secret):
            return None
        name = plain_name(names[0]) if len(names) == 1 else ""
        # A comma is how servers on the way join a header that stands twice.
        if not 0 < len(name) <= NAME_LIMIT_CHARS or "," in name:
            return None
        known = {} if self._users is None else self._users.accounts().by_name
        return known[name].user if name in known else User(name)
