# Runs blocking work for a coroutine, in a thread of its own that ends when the coroutine is cancelled.
from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from pausepoint.stop import Stop, stoppable

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """Not `asyncio.to_thread`: its pool has few threads, and a human may think for days."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    stop = Stop()

    def tell(settle: Callable[[Any], None], value: object) -> None:
        if not future.done():
            settle(value)

    def run() -> None:
        try:
            with stoppable(stop):
                told = partial(tell, future.set_result, work())
        except BaseException as error:  # noqa: BLE001 -- it is raised where it is awaited
            told = partial(tell, future.set_exception, error)
        # Where the loop is closed nobody waits any more.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(told)

    threading.Thread(target=run, name="pausepoint", daemon=True).start()
    try:
        return await future
    except asyncio.CancelledError:
        stop.set(asyncio.CancelledError())
        raise
