"""Metadata in a small file beside a document: `report.pdf.meta.toml`.

What was written there by hand goes before what the document's source said (the table `fetched`,
which `python -m ingest add ADDRESS` writes), and that before what was read from the document. Knows
TOML and the metadata record.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from ingest.loaders.encodings import decode
from retriever.errors import UnreadableFileError
from retriever.records import Metadata

_PART_OF_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_PRECISIONS = {1: "year", 2: "month", 3: ""}


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as the record has it; `precision` is of a date."""

    value: object
    precision: str = ""


def _text(value: object) -> _Value | None:
    return _Value(value.strip()) if isinstance(value, str) and value.strip() else None


def _text_or_none(value: object) -> _Value | None:
    return _Value(None) if value == "" else _text(value)


def _number(value: object) -> _Value | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return _Value(str(value)) if is_whole else _text_or_none(value)


def _day(value: object) -> _Value | None:
    """Read a day of TOML's own kind, or a text: "2025-06-13", "2025-06", "2025", or "" for none."""
    if isinstance(value, datetime):
        return _Value(value.date())
    if isinstance(value, date):
        return _Value(value)
    if value == "":
        return _Value(None)
    match = _PART_OF_DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return _Value(day, _PRECISIONS[len(parts)])


def _names(value: object) -> _Value | None:
    is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return _Value(tuple(value)) if is_list and isinstance(value, list) else None


def _pairs(value: object) -> _Value | None:
    is_table = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return _Value(tuple(value.items())) if is_table and isinstance(value, dict) else None


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of value: how it is read, and what a person is told to write."""

    read: Callable[[object], _Value | None]
    advice: str


_TITLE = _Kind(_text, 'a text in quotation marks ("...")')
_TEXT = _Kind(_text_or_none, 'a text in quotation marks ("" for none)')
_DAY = _Kind(
    _day, 'a day as 2025-06-13, or "2025-06" or "2025" where no day is known ("" for none)'
)
_NAMES = _Kind(_names, 'a list of texts: ["...", "..."]')
_FIELDS: Mapping[str, _Kind] = {
    "title": _TITLE,
    "doc_type": _TITLE,
    "authority": _TEXT,
    "provider": _TEXT,
    "urn": _Kind(_number, 'a number, or a text in quotation marks ("" for none)'),
    "publisher": _TEXT,
    "authors": _NAMES,
    "published": _DAY,
    "updated": _DAY,
    "inspection_start": _DAY,
    "inspection_end": _DAY,
    "lead_inspector": _TEXT,
    "overall_grade": _TEXT,
    "judgements": _Kind(_pairs, 'a table: [judgements], and under it "Its label" = "Its grade"'),
    "categories": _NAMES,
    "url": _TEXT,
    "licence": _TEXT,
    "superseded_by": _TEXT,
}


SUPERSEDED = "superseded_by"
LIMIT_BYTES = 16_384
"""Fields by hand and what a fetched page said take a fraction; a parser in the parent's own process
must not be given a book."""


def with_sidecar(metadata: Metadata, sidecar: Path) -> Metadata:
    """Put a sidecar's values into a document's metadata; no sidecar changes nothing.

    Args:
        metadata: As the document has it.
        sidecar: The file; it may be of any encoding that `decode` tells, with or without its mark.

    Returns:
        The metadata with "sidecar", or the source that `fetched` names, among the origins. A value
        that is set to nothing ("" or []) is unknown, whatever the document says.

    Raises:
        UnreadableFileError: The sidecar is no TOML, names an unknown field, or has a value of the
            wrong kind.
    """
    if sidecar.is_symlink():
        message = f"Its sidecar {sidecar.name} is a symbolic link, not followed: put a file there."
        raise UnreadableFileError(message)
    if not sidecar.is_file():
        return metadata
    data = sidecar.read_bytes()
    if len(data) > LIMIT_BYTES:
        message = (
            f"Its sidecar {sidecar.name} has {len(data):,} bytes, over {LIMIT_BYTES:,}: cut it."
        )
        raise UnreadableFileError(message)
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number or a nesting without end, too
        message = f"Its sidecar {sidecar.name} is no TOML ({error}): mend or delete it."
        raise UnreadableFileError(message) from error
    fetched = values.get("fetched")
    if isinstance(fetched, dict):
        del values["fetched"]
    if isinstance(fetched, dict) and isinstance(fetched.get("said"), dict):
        source = str(fetched.get("source", "source"))
        metadata = _with_values(metadata, fetched["said"], source, sidecar)
    return _with_values(metadata, values, "sidecar", sidecar)


def _with_values(
    metadata: Metadata, values: Mapping[str, object], origin: str, sidecar: Path
) -> Metadata:
    read = {name: _checked(name, value, sidecar) for name, value in values.items()}
    changed = {name: each.value for name, each in read.items()}
    # "Nothing supersedes it" is a statement too; of other fields nothing means unknown.
    known = [
        name for name, value in changed.items() if value not in (None, ()) or name == SUPERSEDED
    ]
    kept = tuple(pair for pair in metadata.origins if pair[0] not in changed)
    exact = tuple(pair for pair in metadata.precisions if pair[0] not in changed)
    parts = tuple((name, each.precision) for name, each in read.items() if each.precision)
    return replace(
        metadata,
        origins=(*kept, *((name, origin) for name in known)),
        precisions=(*exact, *parts),
        **changed,  # type: ignore[arg-type]
    )


def _checked(name: str, value: object, sidecar: Path) -> _Value:
    kind = _FIELDS.get(name)
    if kind is None:
        meant = get_close_matches(name, _FIELDS, n=1)
        hint = f"did you mean {meant[0]}? " if meant else ""
        known = ", ".join(_FIELDS)
        message = (
            f"Its sidecar {sidecar.name} has an unknown field {name}: {hint}Known are {known}."
        )
        raise UnreadableFileError(message)
    read = kind.read(value)
    if read is None:
        shown = f"{value!r:.60}"
        message = f"Its sidecar {sidecar.name} has {name} = {shown}: write {kind.advice}."
        raise UnreadableFileError(message)
    return read
