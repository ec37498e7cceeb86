"""The settings: one frozen record, read from the environment in this one place.

Every setting is named `CANDOUR_` and its field's name in capitals; docs/settings.md documents
each. Nothing is read on import.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Self

from retriever.errors import SettingError

BUNDLED_ENCODER = "all-MiniLM-L6-v2"
PAGE_QUESTION_LIMIT_CHARS = 300
COMMAND_QUESTION_LIMIT_CHARS = 2_000

RANGES: Mapping[str, tuple[float, float]] = {
    "threshold": (0, 1),
    "max_file_mb": (1, 1_000_000),
    "parse_timeout_s": (1, 1_000_000),
    "parse_memory_mb": (1, 1_000_000),
}
"""The least and the most that a number may be, both included. The upper end of a limit is no
advice: past it the operating system's own calls overflow."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set.

    Attributes:
        corpus: The folder of documents: the truth.
        index: The folder that is derived from it.
        encoder: `all-MiniLM-L6-v2` (bundled), or a sentence-transformers name or folder.
        reader: `maxsim` (the encoder's own token vectors), or `none`.
        threshold: The probability under which the documents are said not to answer, 0 to 1.
        max_file_mb: A larger file is not read.
        parse_timeout_s: How long the reading of one file may go without a page of progress.
        parse_memory_mb: How much memory the reading of one file may take.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    encoder: str = BUNDLED_ENCODER
    reader: str = "maxsim"
    threshold: float = 0.2
    max_file_mb: int = 200
    parse_timeout_s: int = 20
    parse_memory_mb: int = 1024

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the settings.

        Args:
            environment: Names and values; the process's own by default.

        Returns:
            The settings, with the default where a name is absent or empty.

        Raises:
            SettingError: A value is not of its field's kind, or out of its range; the message
                names the variable and what it may be.
        """
        environment = os.environ if environment is None else environment
        defaults = cls()
        changed: dict[str, object] = {}
        for setting in fields(cls):
            name = f"CANDOUR_{setting.name.upper()}"
            value = environment.get(name, "")
            if not value:
                continue
            kind = type(getattr(defaults, setting.name))
            try:
                read = kind(value)
            except ValueError:
                message = f"{name} is {value!r}, not a {kind.__name__}: give it one, or unset it."
                raise SettingError(message) from None
            if setting.name in RANGES:
                _check_range(name, read, RANGES[setting.name])
            changed[setting.name] = read
        return replace(defaults, **changed)  # type: ignore[arg-type]


def _check_range(name: str, number: float, ends: tuple[float, float]) -> None:
    least, most = ends
    if not least <= number <= most:  # also true of nan
        message = f"{name} is {number}: give it a number from {least} to {most}, or unset it."
        raise SettingError(message)
