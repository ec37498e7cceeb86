"""Metadata written by hand, in a small file beside a document: `report.pdf.meta.toml`.

What stands there goes before what was read from the document. Knows TOML and the metadata record.
"""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from retriever.errors import UnreadableFileError
from retriever.records import Metadata

_TEXTS = ("title", "doc_type", "authority", "publisher", "lead_inspector", "overall_grade", "url")
_DAYS = ("published", "updated", "inspection_start", "inspection_end")
_LISTS = ("authors", "categories")


def with_sidecar(metadata: Metadata, sidecar: Path) -> Metadata:
    """Put a sidecar's values into a document's metadata; no sidecar changes nothing.

    Raises:
        UnreadableFileError: The sidecar is no TOML, or a value is of the wrong kind.
    """
    if not sidecar.is_file():
        return metadata
    try:
        values = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"Its sidecar {sidecar.name} is no TOML ({error}): mend or delete it."
        raise UnreadableFileError(message) from error
    changed = {name: _checked(name, value, sidecar) for name, value in values.items()}
    kept = tuple(pair for pair in metadata.origins if pair[0] not in changed)
    origins = (*kept, *((name, "sidecar") for name in changed))
    return replace(metadata, origins=origins, **changed)  # type: ignore[arg-type]


def _checked(name: str, value: object, sidecar: Path) -> object:
    if name in _TEXTS and isinstance(value, str) and value:
        return value
    if name in _DAYS and type(value) is date:
        return value
    if name in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    known = ", ".join((*_TEXTS, *_DAYS, *_LISTS))
    message = (
        f"Its sidecar {sidecar.name} has {name} = {value!r}: known are {known}; texts in "
        "quotation marks, days as 2025-06-13, lists in brackets."
    )
    raise UnreadableFileError(message)
