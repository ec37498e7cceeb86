"""The sheets of pictures: how one is laid out, and that their page names every state."""

import re
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.contact_sheet import Layout, write_sheet
from benchmarks.page_states import states
from benchmarks.pictures import SCREENS, SHEETS, SIGN_IN, THEMES

ROOT = Path(__file__).parent.parent
LIMIT_BYTES = 200 * 1024


def test_the_states_are_those_that_the_page_of_pictures_numbers(tmp_path: Path) -> None:
    text = (ROOT / "docs/pictures.md").read_text(encoding="utf-8")

    numbered = re.findall(r"^\| (\d+) \| ([^|]+) \|", text, flags=re.MULTILINE)

    names = [*(state.name.replace("’", "'") for state in states(tmp_path)), SIGN_IN]
    assert numbered == [(str(number), name) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [screen.width for screen in SCREENS])
def test_each_sheet_is_there_and_small(width: int, theme: str) -> None:
    sheet = SHEETS / f"{width}-{theme}.webp"

    assert sheet.stat().st_size < LIMIT_BYTES


def test_pictures_stand_in_rows_below_their_captions(tmp_path: Path) -> None:
    colours = [(200, 0, 0), (0, 200, 0), (0, 0, 200)]
    files = [tmp_path / f"{number}.png" for number in range(3)]
    for file, colour in zip(files, colours, strict=True):
        Image.new("RGB", (400, 200), colour).save(file)
    captioned = [(file.stem, file) for file in files]

    write_sheet(tmp_path / "sheet.webp", captioned, Layout(columns=2, width_px=100, is_dark=False))

    with Image.open(tmp_path / "sheet.webp") as sheet:
        assert sheet.size == (2 * 114 + 14, 2 * 86 + 14)
        seen = [sheet.convert("RGB").getpixel(place) for place in ((64, 61), (178, 61), (64, 147))]
    near = [
        [abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True)]  # type: ignore[arg-type]
        for pixel, colour in zip(seen, colours, strict=True)
    ]
    assert near == [[True] * 3] * 3
