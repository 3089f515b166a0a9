# Waits for a human as AutoGen waits: a cancelled token ends it, and withdraws the question.
from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from autogen_core import CancellationToken

from pausepoint.in_thread import in_thread

T = TypeVar("T")


async def waiting(work: Callable[[], T], token: CancellationToken | None) -> T:
    task = asyncio.ensure_future(in_thread(work))
    if token is not None:
        token.link_future(task)
    return await task
