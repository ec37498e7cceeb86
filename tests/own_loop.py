"""Runs an async test in a thread of its own: the browser's driver keeps a loop in the main one."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_own_loop(test: Callable[P, Coroutine[object, object, None]]) -> Callable[P, None]:
    """Make a test of an async one."""

    @wraps(test)
    def run(*arguments: P.args, **fixtures: P.kwargs) -> None:
        result_of(test(*arguments, **fixtures))

    return run


def result_of(work: Coroutine[object, object, T]) -> T:
    """Run something async to its end."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
