# The same under asyncio; a cancelled task ends at once, and leaves no thread behind.
from __future__ import annotations

import asyncio
import io
import threading
import time

import pytest

from pausepoint import AsyncPausePoint, PausePointError, Question
from pausepoint_testing import World
from pausepoint_testing.told_server import told_server
from pausepoint_testing.world import until

QUESTION: Question = {
    "recipient": "+15550100",
    "channel": "sms",
    "message": "Go?",
    "options": ["Yes", "No"],
}


def question(*options: str) -> Question:
    return {**QUESTION, "options": list(options)}


def threads() -> int:
    return sum(one.name == "pausepoint" for one in threading.enumerate())


def test_many_wait_at_once_and_each_gets_its_own_answer(world: World) -> None:
    async def ask() -> list[str | None]:
        client = AsyncPausePoint(world.api_key, url=world.url)
        asking = [client.ask(**question(f"{n}", "-")) for n in range(40)]
        return [answer["response_choice"] for answer in await asyncio.gather(*asking)]

    with world.human():
        assert asyncio.run(ask()) == [f"{n}" for n in range(40)]


def test_a_cancelled_task_stops_at_once_and_leaves_the_question_open(world: World) -> None:
    async def ask() -> None:
        client = AsyncPausePoint(world.api_key, url=world.url)
        task = asyncio.create_task(client.ask(**QUESTION))
        while not (await client.pauses.list())["data"]:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 30  # the server would hold it for 55 s

    asyncio.run(ask())
    assert [one["status"] for one in world.asked()] == ["pending"]
    until(lambda: threads() == 0)


def test_a_loop_that_ends_meanwhile_is_not_disturbed() -> None:
    with told_server() as server:
        server.replies = [lambda _: time.sleep(1)]

        async def leave() -> None:
            client = AsyncPausePoint("pp_test_x", url=server.url, max_retries=0)
            task = asyncio.create_task(client.me())
            while not server.seen:
                await asyncio.sleep(0.02)
            task.cancel()

        asyncio.run(leave())
        until(lambda: threads() == 0)


def test_errors_and_time_limits_are_the_same(world: World) -> None:
    client = AsyncPausePoint(world.api_key, url=world.url)
    with pytest.raises(PausePointError) as raised:
        asyncio.run(client.pauses.get("psr_none"))
    assert raised.value.code == "not_found"
    with pytest.raises(TimeoutError):
        asyncio.run(client.ask(**QUESTION, wait_timeout_seconds=0.2))


def test_lists_feed_and_log(world: World) -> None:
    async def read() -> None:
        client = AsyncPausePoint(world.api_key, url=world.url)
        assert (await client.me())["mode"] == "test"
        made = [await client.pauses.create(**QUESTION) for _ in range(2)]
        ids = [one["pause_id"] async for one in client.pauses.iterate(limit=1)]
        assert ids == [one["pause_id"] for one in reversed(made)]
        await client.pauses.cancel(ids[0])
        async for event in client.events.iterate():
            assert event["pause_id"] == ids[0]
            break
        assert await client.pauses.get(ids[1], wait_seconds=1)
        events = [one async for one in client.audit.iterate(event_type="pause.created", limit=1)]
        assert [one["pause_id"] for one in events] == ids
        while True:  # it is sealed within a second, as a rule
            log = io.BytesIO()
            await client.audit.export(log, format="csv")
            if log.getvalue().count(b"pause.created") == 2:
                break
            await asyncio.sleep(0.1)
        await client.pauses.erase_personal_data(ids[0])

    asyncio.run(read())
