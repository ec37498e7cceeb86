"""The settings: read from the environment in one place."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from retriever.errors import SettingError
from retriever.settings import RANGES, Settings


def test_the_defaults_stand_where_nothing_is_set() -> None:
    settings = Settings.from_environment({})

    assert settings == Settings()
    assert (settings.corpus, settings.index) == (Path("corpus"), Path("index"))
    assert (settings.encoder, settings.reader) == ("all-MiniLM-L6-v2", "maxsim")
    assert settings.threshold == 0.18
    assert settings.max_file_mb == 200


def test_values_are_read_as_their_fields_kind() -> None:
    settings = Settings.from_environment(
        {
            "CANDOUR_CORPUS": "/srv/policy",
            "CANDOUR_INDEX": "/srv/index",
            "CANDOUR_ENCODER": "models/other",
            "CANDOUR_READER": "none",
            "CANDOUR_THRESHOLD": "0.7",
            "CANDOUR_MAX_FILE_MB": "20",
            "CANDOUR_UNKNOWN": "is passed over",
            "INDEX": "is not ours",
        }
    )

    assert settings.corpus == Path("/srv/policy")
    assert settings.index == Path("/srv/index")
    assert settings.encoder == "models/other"
    assert settings.reader == "none"
    assert settings.threshold == 0.7
    assert settings.max_file_mb == 20


def test_an_empty_value_is_no_value() -> None:
    assert Settings.from_environment({"CANDOUR_INDEX": "", "CANDOUR_THRESHOLD": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("CANDOUR_THRESHOLD", "high", "float"),
        ("CANDOUR_MAX_FILE_MB", "20 MB", "int"),
        ("CANDOUR_MAX_FILE_MB", "1.5", "int"),
    ],
)
def test_a_value_of_another_kind_is_named(name: str, value: str, kind: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name} is {value!r}, not a {kind}: give it one, or unset it."


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CANDOUR_THRESHOLD", "nan", "nan: give it a number from 0 to 1"),
        ("CANDOUR_THRESHOLD", "inf", "inf: give it a number from 0 to 1"),
        ("CANDOUR_THRESHOLD", "-0.1", "-0.1: give it a number from 0 to 1"),
        ("CANDOUR_THRESHOLD", "1.01", "1.01: give it a number from 0 to 1"),
        ("CANDOUR_MAX_FILE_MB", "0", "0: give it a number from 1 to 1000000"),
        ("CANDOUR_MAX_FILE_MB", "-5", "-5: give it a number from 1 to 1000000"),
        ("CANDOUR_PARSE_TIMEOUT_S", "0", "0: give it a number from 1 to 1000000"),
        ("CANDOUR_PARSE_MEMORY_MB", "0", "0: give it a number from 1 to 1000000"),
        ("CANDOUR_PARSE_MEMORY_MB", "1000001", "1000001: give it a number from 1 to 1000000"),
    ],
)
def test_a_number_out_of_its_range_is_named_with_the_range(
    name: str, value: str, said: str
) -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == f"{name} is {said}, or unset it."


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("CANDOUR_THRESHOLD", 0.0, "threshold"),
        ("CANDOUR_THRESHOLD", 1.0, "threshold"),
        ("CANDOUR_MAX_FILE_MB", 1, "max_file_mb"),
        ("CANDOUR_MAX_FILE_MB", 1_000_000, "max_file_mb"),
    ],
)
def test_the_ends_of_a_range_are_in_it(name: str, value: float, field: str) -> None:
    assert getattr(Settings.from_environment({name: str(value)}), field) == value


def test_every_number_has_a_range_and_its_default_lies_in_it() -> None:
    numbers = {
        field.name: getattr(Settings(), field.name)
        for field in fields(Settings)
        if type(getattr(Settings(), field.name)) in (int, float)
    }

    assert set(numbers) == set(RANGES)
    assert all(least <= numbers[name] <= most for name, (least, most) in RANGES.items())


def test_settings_cannot_be_changed_behind_one_s_back() -> None:
    settings = Settings()

    with pytest.raises(FrozenInstanceError):
        settings.index = Path("elsewhere")  # type: ignore[misc]


def test_the_environment_is_read_when_asked_and_not_on_import() -> None:
    code = (
        "import os, retriever.settings as s; os.environ['CANDOUR_INDEX'] = 'later';"
        "print(s.Settings().index, s.Settings.from_environment().index)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "CANDOUR_INDEX": "sooner"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "index later\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("yes", True), ("On", True), ("1", True), ("no", False), ("FALSE", False), ("0", False)],
)
def test_a_switch_is_read_in_words(value: str, *, expected: bool) -> None:
    settings = Settings.from_environment({"CANDOUR_WATCH": value, "CANDOUR_OCR": value})

    assert (settings.watch, settings.ocr) == (expected, expected)


def test_a_switch_of_another_word_is_named() -> None:
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({"CANDOUR_WATCH": "maybe"})

    assert str(caught.value) == "CANDOUR_WATCH is 'maybe': give it yes or no, or unset it."


def test_the_model_s_key_is_not_shown_with_the_settings() -> None:
    settings = Settings.from_environment({"CANDOUR_MODEL_KEY": "sk-secret"})

    assert settings.model_key == "sk-secret"
    assert "sk-secret" not in repr(settings)
