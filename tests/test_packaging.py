"""What is installed is what was locked, declared and meant."""

import ast
import importlib
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements"
OURS = ("retriever", "ingest", "ui")
CUDA = re.compile(r"^(nvidia|cuda|triton|pytorch-triton)")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def pinned(lock: str) -> dict[str, set[Version]]:
    """Return each locked name with its versions: more than one where Python's version decides."""
    found: dict[str, set[Version]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;\\]+)", read(REQUIREMENTS / lock), flags=re.MULTILINE
    ):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


def declared(kind: str) -> list[Requirement]:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    lines = project["dependencies"] if kind == "run" else project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


def needs(name: str) -> set[str]:
    """Return what an installed distribution needs on this machine, extras left out."""
    requirements = [Requirement(line) for line in metadata.requires(name) or ()]
    return {
        canonicalize_name(requirement.name)
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    }


def imported() -> set[str]:
    """Return the top-level modules that the product's code imports."""
    files = [ROOT / "app.py", *(path for name in OURS for path in (ROOT / name).rglob("*.py"))]
    found = set()
    for path in files:
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("name", OURS)
def test_a_package_of_ours_is_not_a_strangers_of_the_same_name(name: str) -> None:
    module = importlib.import_module(name)

    assert module.__file__ is not None
    assert Path(module.__file__) == ROOT / name / "__init__.py"


@pytest.mark.parametrize(
    ("name", "exported"),
    [
        ("retriever", []),
        ("ingest", []),
        ("ui", []),
    ],
)
def test_a_package_exports_what_is_pinned_here(name: str, exported: list[str]) -> None:
    module = importlib.import_module(name)

    assert list(getattr(module, "__all__", [])) == exported
    assert [member for member in exported if not hasattr(module, member)] == []


def test_torch_is_locked_to_one_version_without_a_hash() -> None:
    assert read(REQUIREMENTS / "torch.lock") == "torch==2.13.0\n"
    assert str(next(line for line in declared("run") if line.name == "torch")) == "torch==2.13.0"


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_each_locked_package_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[\w.-]+==)", read(REQUIREMENTS / lock), flags=re.MULTILINE)[1:]

    assert len(entries) >= len(pinned(lock)) > 10
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "path",
    [
        *sorted(path.relative_to(ROOT).as_posix() for path in REQUIREMENTS.iterdir()),
        "Makefile",
        "pyproject.toml",
        ".ci/run",
    ],
)
def test_no_package_index_is_named(path: str) -> None:
    text = read(ROOT / path)

    assert re.findall(r"\w+://\S*", text) == []
    assert re.findall(r"(?:--extra-index-url|--find-links|--trusted-host)\S*", text) == []
    assert set(re.findall(r"--index-url.*?(?=[)\s]*-r|$)", text)) <= {"--index-url $(TORCH_INDEX"}


@pytest.mark.parametrize("lock", ["run.lock", "dev.lock"])
def test_neither_torch_nor_cuda_is_in_a_lock_with_hashes(lock: str) -> None:
    assert [name for name in pinned(lock) if name == "torch" or CUDA.match(name)] == []


def test_every_runtime_dependency_is_locked_within_its_bounds() -> None:
    locked = pinned("run.lock")
    outside = [
        str(line)
        for line in declared("run")
        if line.name != "torch"
        and not all(map(line.specifier.contains, locked.get(canonicalize_name(line.name), {"0"})))
    ]

    assert outside == []


def test_every_development_dependency_is_locked_within_its_bounds() -> None:
    locked = pinned("dev.lock")
    outside = [
        str(line)
        for line in declared("dev")
        if not all(map(line.specifier.contains, locked.get(canonicalize_name(line.name), {"0"})))
    ]

    assert outside == []


def test_the_development_lock_adds_and_repeats_nothing() -> None:
    assert set(pinned("dev.lock")) & set(pinned("run.lock")) == set()


def test_what_torch_needs_beside_cuda_is_locked() -> None:
    light = {name for name in needs("torch") if not CUDA.match(name)}

    assert "sympy" in light
    assert light - set(pinned("run.lock")) == set()


def test_what_a_locked_package_needs_is_locked_too() -> None:
    locked = {**pinned("run.lock"), **pinned("dev.lock")}
    installed = {canonicalize_name(each.metadata["Name"]) for each in metadata.distributions()}
    needed = {need for name in locked if name in installed for need in needs(name)}

    assert needed - set(locked) == {"torch"}


def test_each_imported_library_is_a_declared_dependency_and_the_other_way_round() -> None:
    providers = metadata.packages_distributions()
    foreign = imported() - set(sys.stdlib_module_names) - {*OURS, "app"}
    used = {canonicalize_name(name) for module in foreign for name in providers[module]}

    # What only another system needs (tzdata on Windows) is data, which nothing imports.
    here = [line for line in declared("run") if line.marker is None]
    assert used == {canonicalize_name(line.name) for line in here}
