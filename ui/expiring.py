"""Erases what is too old from the activity log, when the page starts and once a day."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from retriever.activity.log import ActivityLog
from retriever.errors import ActivityError

DAY_S = 86_400.0


@asynccontextmanager
async def expiring(
    log: ActivityLog, retention_days: int, tell: Callable[[str], None], every_s: float = DAY_S
) -> AsyncIterator[None]:
    """Erase now and every so often, until the block ends.

    Args:
        log: The log.
        retention_days: How long its rows are kept.
        tell: Takes one line where that fails.
        every_s: The pause between two times.
    """
    task = asyncio.create_task(_erase(log, retention_days, tell, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _erase(
    log: ActivityLog, retention_days: int, tell: Callable[[str], None], every_s: float
) -> None:
    while True:
        try:
            await asyncio.to_thread(log.expire, retention_days)
        except ActivityError as error:
            tell(str(error))
        await asyncio.sleep(every_s)
