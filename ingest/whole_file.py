"""Writes a file so that it is under its own name only when it is whole. Knows the file system."""

import contextlib
from collections.abc import Iterator
from pathlib import Path


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, replacing one of the same name; its folder is made if need be."""
    with whole(target) as partial:
        partial.write_bytes(data)


@contextlib.contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a hidden place to write to, which takes the file's own name at the end.

    A sync at this moment must not read half a file; what is stopped half-way leaves nothing.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    try:
        yield partial
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
