"""A growing text handed from the answerer's thread to the page."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from ui.listening import Listener


def test_the_newest_text_is_yielded_until_the_task_is_done() -> None:
    async def listened() -> list[str]:
        listener = Listener()

        def write() -> None:
            listener.hear("It")
            listener.hear("It fell")
            time.sleep(0.3)
            listener.hear("It fell.")

        task = asyncio.create_task(asyncio.to_thread(write))
        return [so_far async for so_far in listener.until(task)]

    # A browser of another test may hold this thread's event loop.
    with ThreadPoolExecutor() as pool:
        told = pool.submit(asyncio.run, listened()).result()

    assert told == ["It fell", "It fell."]


def test_whoever_writes_is_told_that_nobody_listens_any_more() -> None:
    listener = Listener()

    assert listener.hear("It")
    listener.close()
    assert not listener.hear("It fell")
