"""Passwords as salted scrypt hashes, checked in the same time whether or not the name is known."""

import hashlib
import secrets
from base64 import b64decode, b64encode
from hmac import compare_digest
from threading import Lock

# OWASP's Password Storage Cheat Sheet: 32 MB and three passes are one of its minimums.
COST, BLOCK, PASSES = 2**15, 8, 3
MEMORY_BYTES = 2 * 128 * COST * BLOCK
SALT_BYTES, HASH_BYTES = 16, 32
LEAST_CHARS, MOST_CHARS = 12, 200

_ONE_AT_A_TIME = Lock()
"""So that a flood of sign-ins cannot take more than one check's memory."""

_NOBODY = f"scrypt${b64encode(bytes(SALT_BYTES)).decode()}${b64encode(bytes(HASH_BYTES)).decode()}"
"""What the password of an unknown name is checked against: as slow as another, and never right."""


def hashed(password: str) -> str:
    """Return a password's hash with its salt, as one line."""
    salt = secrets.token_bytes(SALT_BYTES)
    return f"scrypt${b64encode(salt).decode()}${b64encode(_scrypt(password, salt)).decode()}"


def is_right(password: str, kept: str | None) -> bool:
    """Check a password against its hash; None, of a name that is not known, takes as long."""
    _, salt, wanted = (kept or _NOBODY).split("$")
    same = compare_digest(_scrypt(password[:MOST_CHARS], b64decode(salt)), b64decode(wanted))
    return same and kept is not None


def _scrypt(password: str, salt: bytes) -> bytes:
    with _ONE_AT_A_TIME:
        return hashlib.scrypt(
            password.encode("utf-8", "replace"),
            salt=salt,
            n=COST,
            r=BLOCK,
            p=PASSES,
            maxmem=MEMORY_BYTES,
            dklen=HASH_BYTES,
        )
