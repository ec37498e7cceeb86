"""The file of those who may sign in: names, password hashes, roles, and the key of the sessions.

JSON that only its owner may read. It is read again when it has changed, so that a user who is
removed is out at once.
"""

import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from retriever.errors import SettingError
from ui.access.passwords import hashed
from ui.access.roles import Role, User

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Account:
    """A user and the password's hash, None for one who signs in elsewhere."""

    user: User
    password: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts by name, and the key that signs sessions."""

    key: bytes = field(repr=False)
    by_name: Mapping[str, Account]


class UsersFile:
    """The file, read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._seen: tuple[int, int, int] | None = None
        self._accounts = Accounts(b"", {})

    def accounts(self) -> Accounts:
        """Return what stands in the file now.

        Raises:
            SettingError: There is no such file, others may read it, or it does not fit.
        """
        with self._lock:
            try:
                state = self._path.stat()
            except OSError as error:
                message = (
                    f"CANDOUR_USERS: {self._path} cannot be read ({error.strerror}): "
                    "write it with `python -m ui.access add NAME`."
                )
                raise SettingError(message) from None
            now = (state.st_mtime_ns, state.st_size, state.st_ino)
            if now != self._seen:
                self._accounts = _read(self._path, state.st_mode)
                self._seen = now
            return self._accounts

    def put(self, name: str, password: str | None, roles: Iterable[Role]) -> bool:
        """Add a user, or change the password and roles of one; return whether it was added.

        Raises:
            SettingError: The name cannot be one, or the file does not fit.
        """
        name = plain_name(name)
        if not NAME.fullmatch(name):
            message = f"{name!r} is no user's name: use a to z, 0 to 9 and . _ @ -, at most 64."
            raise SettingError(message)
        accounts = self._or_new()
        user = User(name, frozenset({Role.READER, *roles}))
        account = Account(user, None if password is None else hashed(password))
        self._write(replace(accounts, by_name={**accounts.by_name, name: account}))
        return name not in accounts.by_name

    def remove(self, name: str) -> bool:
        """Remove a user; return whether there was one.

        Raises:
            SettingError: The file does not fit.
        """
        name = plain_name(name)
        accounts = self.accounts()
        kept = {other: each for other, each in accounts.by_name.items() if other != name}
        self._write(replace(accounts, by_name=kept))
        return name in accounts.by_name

    def _or_new(self) -> Accounts:
        if self._path.exists():
            return self.accounts()
        return Accounts(secrets.token_bytes(KEY_BYTES), {})

    def _write(self, accounts: Accounts) -> None:
        users = {
            name: {
                "password": each.password,
                "roles": sorted(role.value for role in each.user.roles),
            }
            for name, each in sorted(accounts.by_name.items())
        }
        text = json.dumps({"key": accounts.key.hex(), "users": users}, indent=2) + "\n"
        draft = self._path.with_name(f"{self._path.name}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(text)
            draft.replace(self._path)
        except OSError as error:
            message = f"{self._path} cannot be written ({error.strerror}): see to its folder."
            raise SettingError(message) from error


def plain_name(name: str) -> str:
    """Return a name as it is kept: letter case and outer spaces do not count."""
    return name.strip().casefold()


def _read(path: Path, mode: int) -> Accounts:
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = f"CANDOUR_USERS: others may read {path}: give `chmod 600 {path}`."
        raise SettingError(message)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        key = bytes.fromhex(kept["key"])
        by_name = {name: _account(name, values) for name, values in kept["users"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = (
            f"CANDOUR_USERS: {path} is no users file ({error}): put it back, or delete it and "
            "write it anew with `python -m ui.access add NAME`."
        )
        raise SettingError(message) from None
    if len(key) < KEY_BYTES:
        message = f"CANDOUR_USERS: the key in {path} is too short: delete the file, add users anew."
        raise SettingError(message)
    return Accounts(key, by_name)


def _account(name: str, values: Mapping[str, Any]) -> Account:
    roles = frozenset(Role(role) for role in values["roles"])
    return Account(User(name, roles | {Role.READER}), values["password"])
