"""What is kept of a fetched page beside its file: the table `fetched` of its sidecar.

It says where the file came from, what the source said of it, and what to ask the server with the
next time. All else in a sidecar was written by hand and stays as it is, comments included. Knows
TOML, no network.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError

from ingest.corpus_folder import SIDECAR_ENDING
from ingest.web.fetching import Validators
from retriever.errors import UnreadableFileError

TABLE = "fetched"

Said = dict[str, str | date | list[str]]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as it was last put into the corpus.

    Attributes:
        address: Where it is.
        asked: Where it was asked for, if a redirect led from there.
        source: What said the facts: "web page", "feed" or "GOV.UK".
        said: The facts, as a sidecar writes them.
        sha256: Of the file's bytes.
        validators: To ask the server with; empty for what a feed brought.
        day: When it was fetched.
    """

    address: str
    asked: str
    source: str
    said: Said
    sha256: str
    validators: Validators
    day: date


def sidecar_of(file: Path) -> Path:
    """Return where a file's sidecar is."""
    return file.with_name(file.name + SIDECAR_ENDING)


def read_kept(sidecar: Path) -> KeptPage | None:
    """Read what is kept of a page; None for a sidecar that is all written by hand or damaged.

    A damaged one is named by the sync; here it only means that the page is fetched anew.
    """
    try:
        text = sidecar.read_text(encoding="utf-8")
        if f"[{TABLE}]" not in text:
            return None
        table = tomlkit.parse(text).unwrap().get(TABLE, {})
    except (ParseError, OSError, UnicodeDecodeError):
        return None
    if not isinstance(table, dict) or not isinstance(table.get("address"), str):
        return None
    said, day = table.get("said"), table.get("day")
    return KeptPage(
        address=table["address"],
        asked=str(table.get("asked", "")),
        source=str(table.get("source", "")),
        said=dict(said) if isinstance(said, dict) else {},
        sha256=str(table.get("sha256", "")),
        validators=Validators(str(table.get("etag", "")), str(table.get("last_modified", ""))),
        day=day if isinstance(day, date) else date.min,
    )


def text_with_kept(sidecar: Path, kept: KeptPage) -> str:
    """Put what is kept of a page into the text of a sidecar, which need not exist.

    Raises:
        UnreadableFileError: The sidecar is no TOML.
    """
    try:
        text = sidecar.read_text(encoding="utf-8") if sidecar.is_file() else ""
        whole = tomlkit.parse(text)
    except (ParseError, UnicodeDecodeError) as error:
        message = f"Its sidecar {sidecar.name} is no TOML ({error}): mend or delete it."
        raise UnreadableFileError(message) from error
    whole.pop(TABLE, None)
    if not whole and not text.strip():
        whole.add(tomlkit.comment("What is written up here by hand goes before what is below."))
    whole.add(TABLE, tomlkit.item(_table_of(kept)))
    return tomlkit.dumps(whole)


def _table_of(kept: KeptPage) -> dict[str, Any]:
    facts = {
        "address": kept.address,
        "asked": kept.asked,
        "source": kept.source,
        "day": kept.day,
        "sha256": kept.sha256,
        "etag": kept.validators.etag,
        "last_modified": kept.validators.last_modified,
        "said": kept.said,
    }
    return {name: value for name, value in facts.items() if value}
