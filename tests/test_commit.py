"""The commit that a measurement names: the code's, not that of the folder where one stands."""

from pathlib import Path

import pytest

from retriever.evaluation.commit import commit_of_code


def test_the_commit_is_the_code_s_wherever_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = commit_of_code()

    monkeypatch.chdir(tmp_path)

    assert commit_of_code() == at_home
