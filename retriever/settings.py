"""The settings: one frozen record, read from the environment in this one place.

Every setting is named `CANDOUR_` and its field's name in capitals; docs/settings.md documents
each. Nothing is read on import.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from retriever.errors import SettingError

BUNDLED_ENCODER = "all-MiniLM-L6-v2"
PAGE_QUESTION_LIMIT_CHARS = 300
COMMAND_QUESTION_LIMIT_CHARS = 2_000

RANGES: Mapping[str, tuple[float, float]] = {
    "threshold": (0, 1),
    "max_file_mb": (1, 1_000_000),
    "parse_timeout_s": (1, 1_000_000),
    "parse_memory_mb": (1, 1_000_000),
    "fetch_timeout_s": (1, 1_000_000),
    "model_timeout_s": (1, 1_000_000),
    "retention_days": (1, 36_500),
    "session_hours": (1, 8_760),
}
"""The least and the most that a number may be, both included. The upper end of a limit is no
advice: past it the operating system's own calls overflow."""


SECRET = frozenset({"model_key", "proxy_secret", "mcp_token", "store", "store_replica"})
"""Settings that no report shows."""

SWITCHES: Mapping[str, bool] = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}
"""What turns a setting of two states on and off, letter case ignored."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may set.

    Attributes:
        corpus: The folder of documents: the truth.
        index: The folder that is derived from it.
        store: The address of a PostgreSQL database that holds the index in the folder's place; ""
            for the folder.
        store_replica: The address of a copy of it that questions are asked of first.
        questions: The folder of one's own golden questions.
        encoder: `all-MiniLM-L6-v2` (bundled), or a sentence-transformers name or folder.
        reader: `maxsim` (the encoder's own token vectors), `none`, a trained reader's folder, or a
            CrossEncoder's folder or name.
        threshold: The probability under which the documents are said not to answer, 0 to 1.
        max_file_mb: A larger file is not read.
        parse_timeout_s: How long the reading of one file may go without a page of progress.
        parse_memory_mb: How much memory the reading of one file may take.
        ocr: Whether pages that are pictures are read by tesseract, where it is installed.
        watch: Whether the page keeps the index equal to the corpus folder while it changes.
        json_log: Whether the page writes a line of JSON for each question to standard error.
        json_log_questions: Whether those lines have the questions' words.
        fetch_timeout_s: How long a web server may take to answer, or go without sending.
        fetch_contact: An address for web servers' keepers, told with each request.
        fetch_private: Whether pages may be fetched from private and loopback addresses.
        model_address: Of an OpenAI-compatible server that writes answers; "" for none.
        model_name: The model that is asked there.
        model_key: What that server wants to be told; it is never shown.
        model_timeout_s: How long that server may be silent before its reply is given up.
        activity: Whether the page keeps what is asked and what is said of the answers.
        log: The folder of the activity log; "" for `activity` beside the index.
        retention_days: After so many days the activity log forgets.
        runs: The folder of kept measurements; "" for `runs` beside the index.
        users: The file of those who may sign in; "" for none.
        session_hours: How long one who signed in stays so.
        proxy_header: The header in which a trusted proxy names who is signed in; "" for none.
        proxy_secret: What the proxy proves itself with; it is never shown.
        hosts: The names that the page answers to beside this machine's own, with commas between.
        mcp_token: What an assistant must present at /mcp, which is closed without; never shown.
    """

    corpus: Path = Path("corpus")
    index: Path = Path("index")
    store: str = field(default="", repr=False)
    store_replica: str = field(default="", repr=False)
    questions: Path = Path("questions")
    encoder: str = BUNDLED_ENCODER
    reader: str = "maxsim"
    threshold: float = 0.18
    max_file_mb: int = 200
    parse_timeout_s: int = 20
    parse_memory_mb: int = 1024
    ocr: bool = True
    watch: bool = False
    json_log: bool = False
    json_log_questions: bool = False
    fetch_timeout_s: int = 30
    fetch_contact: str = ""
    fetch_private: bool = False
    model_address: str = ""
    model_name: str = ""
    model_key: str = field(default="", repr=False)
    model_timeout_s: int = 30
    activity: bool = True
    log: str = ""
    retention_days: int = 90
    runs: str = ""
    users: str = ""
    session_hours: int = 12
    proxy_header: str = ""
    proxy_secret: str = field(default="", repr=False)
    hosts: str = ""
    mcp_token: str = field(default="", repr=False)

    @property
    def log_folder(self) -> Path:
        """The folder of the activity log."""
        return Path(self.log) if self.log else self.index.parent / "activity"

    @property
    def runs_folder(self) -> Path:
        """The folder of kept measurements."""
        return Path(self.runs) if self.runs else self.index.parent / "runs"

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
        changed: dict[str, Any] = {}
        for setting in fields(cls):
            name = f"CANDOUR_{setting.name.upper()}"
            value = environment.get(name, "")
            if not value:
                continue
            changed[setting.name] = _read(name, value, type(getattr(defaults, setting.name)))
            if setting.name in RANGES:
                _check_range(name, changed[setting.name], RANGES[setting.name])
        return replace(defaults, **changed)

    def with_folder(self, index: Path) -> Self:
        """Return the settings with an index folder, and no database in its place."""
        return replace(self, index=index, store="", store_replica="")

    @classmethod
    def from_file(cls, path: Path, base: Self) -> Self:
        """Read settings from a TOML file whose keys are the settings' names in small letters.

        Args:
            path: The file.
            base: What stands where the file is silent.

        Raises:
            SettingError: It is no such file, names no setting, or a value does not fit.
        """
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            message = f"{path} is no settings file ({error}): write lines like `threshold = 0.3`."
            raise SettingError(message) from error
        known = {setting.name for setting in fields(cls)}
        for name in values:
            if name not in known:
                message = (
                    f"{path}: there is no setting {name!r}: choose from {', '.join(sorted(known))}."
                )
                raise SettingError(message)
        changed = {f"CANDOUR_{name.upper()}": _as_text(value) for name, value in values.items()}
        return cls.from_environment({**base.as_environment(), **changed})

    def as_environment(self) -> dict[str, str]:
        """Return the environment variables that say these settings to another process."""
        return {
            f"CANDOUR_{setting.name.upper()}": _as_text(getattr(self, setting.name))
            for setting in fields(self)
        }

    def as_text(self) -> dict[str, str]:
        """Return each setting's value as text, by its name; a key is left out."""
        return {
            setting.name: str(getattr(self, setting.name))
            for setting in fields(self)
            if setting.name not in SECRET
        }


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _read(name: str, value: str, kind: type) -> Any:
    if kind is bool:
        if value.lower() not in SWITCHES:
            message = f"{name} is {value!r}: give it yes or no, or unset it."
            raise SettingError(message)
        return SWITCHES[value.lower()]
    try:
        return kind(value)
    except ValueError:
        message = f"{name} is {value!r}, not a {kind.__name__}: give it one, or unset it."
        raise SettingError(message) from None


def _check_range(name: str, number: float, ends: tuple[float, float]) -> None:
    least, most = ends
    if not least <= number <= most:  # also true of nan
        message = f"{name} is {number}: give it a number from {least} to {most}, or unset it."
        raise SettingError(message)
