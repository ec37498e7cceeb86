"""How long another process has computed."""

import os
import sys

import pytest

from ingest.processor_time import processor_time_s

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it so")


def test_the_time_of_a_living_process_grows_with_its_work() -> None:
    before = processor_time_s(os.getpid())
    total = sum(os.times()[:2])
    while sum(os.times()[:2]) < total + 0.05:
        pass
    after = processor_time_s(os.getpid())

    assert before is not None
    assert after is not None
    assert after >= before + 0.04


def test_of_a_process_that_is_not_there_nothing_is_known() -> None:
    assert processor_time_s(2**22 + 1) is None
