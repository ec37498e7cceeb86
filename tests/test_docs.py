"""The papers say what is there: settings, commands, options, files and dependencies."""

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from retriever.settings import Settings

ROOT = Path(__file__).parent.parent
PAPERS = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "corpus" / "README.md",
]
PACKAGES = ("app.py", "ingest", "retriever", "ui.access")


def rows(paper: str, heading: str) -> list[list[str]]:
    """Return the cells of a table: of the one whose first head cell is `heading`."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    table = text.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0]
    lines = [line for line in table.splitlines()[2:] if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def code_of(paper: Path) -> str:
    """Return what stands in code: fenced, indented or within a line, one piece a line."""
    text = paper.read_text(encoding="utf-8")
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    inline = re.findall(
        r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    )
    indented = re.findall(r"^ {4,}(\S.*)", text, flags=re.MULTILINE)
    return "\n".join([*fenced, *indented, *(" ".join(piece.split()) for piece in inline)])


def commands() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return every documented command: its program, its subcommand or "", its options."""
    found = set()
    for paper in PAPERS:
        for line in code_of(paper).splitlines():
            match = re.search(
                r"python[0-9.]* (?:-m )?(app\.py|ingest|retriever|ui\.access)\b(.*)", line
            )
            if match:
                words = re.sub(r'"[^"]*"', "", match[2].split("#")[0]).split()
                named = words[0] if words and re.fullmatch("[a-z]+", words[0]) else ""
                options = tuple(word for word in words if word.startswith("--"))
                found.add((match[1], named, options))
    return sorted(found)


@cache
def help_of(program: str, subcommand: str) -> str:
    start = ["app.py"] if program == "app.py" else ["-m", program]
    arguments = [sys.executable, *start, *([subcommand] if subcommand else []), "--help"]
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return done.stdout


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## \w", makefile, flags=re.MULTILINE))


def test_each_setting_is_documented_with_its_default() -> None:
    documented = {quoted(cells[0])[0]: quoted(cells[1])[0] for cells in rows_of_settings()}
    words = {True: "yes", False: "no", "": "unset"}
    defaults = {
        f"CANDOUR_{setting.name.upper()}": getattr(Settings(), setting.name)
        for setting in fields(Settings)
    }

    assert documented == {
        name: words[value] if isinstance(value, bool) or value == "" else str(value)
        for name, value in defaults.items()
    }


def test_each_setting_is_explained() -> None:
    unexplained = [cells[0] for cells in rows_of_settings() if len(cells[2].split()) < 5]

    assert unexplained == []


def rows_of_settings() -> list[list[str]]:
    return rows("docs/settings.md", "Setting")


def test_every_documented_make_target_exists() -> None:
    documented = {
        target
        for paper in PAPERS
        for target in re.findall(r"^make ([a-z-]+)", code_of(paper), flags=re.MULTILINE)
    }

    assert {"run", "test"} <= documented
    assert documented - make_targets() == set()


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(
        ["make"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    ).stdout

    assert set(re.findall(r"^  make ([a-z-]+) ", listed, flags=re.MULTILINE)) == make_targets()


def test_every_phony_target_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)

    assert set(" ".join(phony).split()) == make_targets()


@pytest.mark.parametrize(("program", "subcommand", "options"), commands())
def test_a_documented_command_takes_what_is_written(
    program: str, subcommand: str, options: tuple[str, ...]
) -> None:
    said = help_of(program, subcommand)
    usage = said.split("\n\n", 1)[0]

    assert f"{program} {subcommand}".strip() in " ".join(usage.split())
    assert [option for option in options if f"{option}" not in said] == []


def test_documented_commands_cover_every_program() -> None:
    assert {program for program, _, _ in commands()} == set(PACKAGES)


def test_every_documented_script_exists() -> None:
    scripts = {
        script
        for paper in PAPERS
        for script in re.findall(r"python[0-9.]* (\S+\.py)", code_of(paper))
    }

    assert "app.py" in scripts
    assert [script for script in scripts if not (ROOT / script).exists()] == []


def test_every_file_in_the_map_exists() -> None:
    missing = [name for name in mapped() if not (ROOT / name).exists()]

    assert missing == []


def test_the_map_names_every_file_and_folder_at_the_top() -> None:
    ignored = [
        line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ]
    there = {
        path.name
        for path in ROOT.iterdir()
        if path.name not in {".git", "README.md"}
        and not any(fnmatch(path.name, pattern) for pattern in ignored)
    }

    assert there - {name.split("/")[0] for name in mapped()} == set()


def mapped() -> list[str]:
    return [name for cells in rows("README.md", "Path") for name in quoted(cells[0])]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_every_link_between_the_papers_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", paper.read_text(encoding="utf-8"))

    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize(("heading", "kind"), [("To run", "run"), ("To develop", "dev")])
def test_each_dependency_has_its_reason(heading: str, kind: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] if kind == "run" else project["optional-dependencies"]["dev"]
    names = [re.split(r"[=<>~! \[;]", line)[0] for line in declared]
    table = rows("CONTRIBUTING.md", heading)

    assert [quoted(cells[0])[0] for cells in table] == sorted(names, key=str.lower)
    assert [cells[0] for cells in table if len(cells[1].split()) < 3] == []


def test_the_changelog_begins_with_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (\S+)", changelog, flags=re.MULTILINE)[0] == project["version"]
