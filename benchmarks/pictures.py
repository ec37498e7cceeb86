"""Takes pictures of every state of the page, at three widths, light and dark.

    python -m benchmarks.pictures [--keep FOLDER] [--only WIDTH]

Serves the demonstration from a folder of its own, measures the golden questions for the Quality
room, visits the page in a real browser, and writes one sheet for each width and theme to
docs/pictures/. With --keep the pictures stay at full size, to be looked at one by one.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.contact_sheet import Layout, write_sheet
from benchmarks.page_states import states, tidy, write_files
from tests.access_users import users_file
from tests.served_page import CHROMIUM, FLAGS, ROOT, serving

SHEETS = ROOT / "docs/pictures"
GOLDEN = ROOT / "tests/eval/golden"
SIGN_IN = "Signing in"
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, and how its pictures stand on a sheet."""

    width: int
    height: int
    columns: int
    scale: float


SCREENS = (Screen(1366, 850, 4, 0.36), Screen(390, 844, 6, 0.62), Screen(320, 640, 6, 0.75))


def main() -> int:
    """Take the pictures and return the exit status."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--keep", type=Path, help="where the pictures stay at full size")
    options.add_argument("--only", type=int, help="one width alone")
    given = options.parse_args()
    if CHROMIUM is None:
        print("There is no chromium on PATH: install it.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="candour-pictures-") as scratch:
        _take_all(Path(scratch), given.keep or Path(scratch) / "pictures", given.only)
    return 0


def _take_all(folder: Path, kept: Path, only: int | None) -> None:
    write_files(folder / "files")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copytree(GOLDEN, folder / "questions")
    os.environ["CANDOUR_QUESTIONS"] = str(folder / "questions")
    taken: dict[tuple[int, Theme], list[tuple[str, Path]]] = {}
    chosen = [each for each in SCREENS if only in {None, each.width}]
    with _browser() as browser:
        with serving(folder) as address:
            _measure(folder)
            for screen in chosen:
                for theme in THEMES:
                    with _visit(browser, address, screen, theme) as page:
                        into = kept / f"{screen.width}-{theme}"
                        taken[screen.width, theme] = _take(page, into, folder / "files")
                        tidy(page)
        os.environ["CANDOUR_USERS"] = str(users_file(folder))
        with serving(folder) as address:
            for screen in chosen:
                for theme in THEMES:
                    with _visit(browser, address, screen, theme) as page:
                        file = kept / f"{screen.width}-{theme}" / "sign-in.png"
                        page.screenshot(path=file)
                        taken[screen.width, theme].append((SIGN_IN, file))
    for screen in chosen:
        for theme in THEMES:
            _lay_out(screen, theme, taken[screen.width, theme])


def _measure(folder: Path) -> None:
    """Ask the golden questions once, so that the Quality room has a run to show."""
    environment = os.environ | {
        "CANDOUR_CORPUS": str(folder / "corpus"),
        "CANDOUR_INDEX": str(folder / "index"),
    }
    command = [sys.executable, "-m", "retriever", "evaluate", str(folder / "questions")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=900)  # noqa: S603 - our own command


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def _visit(browser: Browser, address: str, screen: Screen, theme: Theme) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        color_scheme=theme,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    page = context.new_page()
    try:
        page.goto(address)
        yield page
    finally:
        # Whatever fails: the server waits for a page that is open before it ends.
        context.close()


def _take(page: Page, into: Path, files: Path) -> list[tuple[str, Path]]:
    """Visit every state; return captions and files."""
    into.mkdir(parents=True, exist_ok=True)
    taken = []
    for number, state in enumerate(states(files), 1):
        state.enter(page)
        # What is drawn a moment later, a focus ring or an image, is on the picture too.
        page.wait_for_timeout(400)
        file = into / f"{number:02}.png"
        page.screenshot(path=file)
        taken.append((state.name, file))
    return taken


def _lay_out(screen: Screen, theme: Theme, taken: list[tuple[str, Path]]) -> None:
    SHEETS.mkdir(exist_ok=True)
    layout = Layout(screen.columns, round(screen.width * screen.scale), theme == "dark")
    numbered = [(f"{number} {name}", file) for number, (name, file) in enumerate(taken, 1)]
    path = SHEETS / f"{screen.width}-{theme}.webp"
    print(f"{path.relative_to(ROOT)}: {write_sheet(path, numbered, layout)} KB")


if __name__ == "__main__":
    sys.exit(main())
