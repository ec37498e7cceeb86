"""An index under kill -9, failing file calls and damaged files: it answers old or new, or says no.

The short run takes a sample; with CANDOUR_SOAK set (`make soak`) all of it is tried.
"""

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.broken_library import (
    DAMAGED,
    BrokenLibrary,
    answers_of,
    made_in,
    store_of,
    sync,
    sync_elsewhere,
)

SOAK = bool(os.environ.get("CANDOUR_SOAK"))
SHIM = Path(__file__).with_name("fault_shim.c")
KILLS = 200 if SOAK else 6
FAILING_CALLS = 10_000 if SOAK else 12
DAMAGES = 1_000 if SOAK else 120


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> BrokenLibrary:
    return made_in(tmp_path_factory.mktemp("library"))


def mended(library: BrokenLibrary, index: Path) -> bool:
    """Say whether one more sync brings an index to the new state, and leaves it sound."""
    sync(library.corpus, index)
    return answers_of(index) == library.new_answers and store_of(index).verify() == []


def test_the_two_states_differ(library: BrokenLibrary) -> None:
    assert library.old_answers != library.new_answers
    assert DAMAGED not in (library.old_answers, library.new_answers)


def test_a_killed_sync_leaves_the_old_index_or_the_new(
    library: BrokenLibrary, tmp_path: Path
) -> None:
    index = library.copy(tmp_path / "index")
    began = time.monotonic()
    sync_elsewhere(library.corpus, index).communicate()
    whole_s = time.monotonic() - began
    moments = random.Random(4)
    states = []

    for _ in range(KILLS):
        index = library.copy(tmp_path / "index")
        process = sync_elsewhere(library.corpus, index)
        time.sleep(moments.uniform(0.3, 1.05) * whole_s)
        process.kill()
        process.communicate()
        states.append(answers_of(index))
        assert mended(library, index)

    wrong = [each for each in states if each not in (library.old_answers, library.new_answers)]
    assert wrong == []


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc")
    if compiler is None or os.uname().sysname != "Linux":
        pytest.skip("file calls are made to fail by a C shim, which needs Linux and a compiler")
    made = tmp_path_factory.mktemp("shim") / "shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, SHIM, "-ldl"], check=True)
    return made


def with_failing(shim: Path, index: Path, call: int) -> dict[str, str]:
    return {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "FAULT_FOLDER": str(index),
        "FAULT_AT": str(call),
        "FAULT_COUNT": str(index.with_name("count")),
    }


def test_any_failing_file_call_of_a_sync_leaves_the_old_index_or_the_new(
    library: BrokenLibrary, shim: Path, tmp_path: Path
) -> None:
    index = library.copy(tmp_path / "index")
    sync_elsewhere(library.corpus, index, with_failing(shim, index, 0)).communicate()
    calls = int((tmp_path / "count").read_text("utf-8"))
    tried = sorted(random.Random(5).sample(range(1, calls + 1), min(FAILING_CALLS, calls)))
    wrong = []

    for call in tried:
        index = library.copy(tmp_path / "index")
        process = sync_elsewhere(library.corpus, index, with_failing(shim, index, call))
        said = process.communicate()[1]
        is_told = process.returncode == 0 or (process.returncode == 2 and "Traceback" not in said)
        answers = answers_of(index)
        is_whole = answers in (library.old_answers, library.new_answers)
        if not (is_told and is_whole and mended(library, index)):
            wrong.append((call, process.returncode, is_whole, said[-2_000:]))

    assert calls > 20
    assert wrong == []


def damage(file: Path, chance: random.Random) -> str:
    """Flip a bit, cut the end off, or zero a block of a file."""
    data = bytearray(file.read_bytes())
    kind = chance.choice(("bit", "cut", "zeros"))
    place = chance.randrange(max(1, len(data)))
    if kind == "bit" and data:
        data[place] ^= 1 << chance.randrange(8)
    elif kind == "cut":
        data = data[:place]
    else:
        end = min(len(data), place + chance.choice((16, 512, 4096)))
        data[place:end] = bytes(end - place)
    file.write_bytes(bytes(data))
    return f"{kind} at {place} of {file.name}"


def test_no_damage_to_a_file_changes_an_answer_without_a_word(
    library: BrokenLibrary, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(6)
    wrong = []

    for _ in range(DAMAGES):
        index = library.copy(tmp_path / "index")
        files = sorted(path for path in index.rglob("*") if path.is_file())
        done = damage(chance.choice(files), chance)
        if answers_of(index) not in (library.old_answers, DAMAGED):
            wrong.append(done)
        caplog.clear()

    assert wrong == []
