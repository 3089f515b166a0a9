# The same client for asyncio: `await AsyncPausePoint(api_key).ask(…)`.
from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from pausepoint import calls
from pausepoint.client import PausePoint
from pausepoint.filters import AuditPageFilter, EventFilter, ExportFilter, PausePageFilter
from pausepoint.in_thread import in_thread
from pausepoint.wire import EventPage, Pause, PauseList, Question, WebhookEvent
from pausepoint.wire_account import AuditEvent, AuditList, ConsistencyProof, InclusionProof, Me

if TYPE_CHECKING:
    from typing_extensions import Unpack


class AsyncPausePoint:
    """`PausePoint` with the same settings, calls and errors, each awaited.

    A cancelled task stops waiting at once and leaves the question open.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        url: str | None = None,
        timeout_seconds: float = 30,
        max_retries: int = 2,
    ) -> None:
        self._client = PausePoint(
            api_key, url=url, timeout_seconds=timeout_seconds, max_retries=max_retries
        )
        self.pauses = AsyncPauses(self._client)
        self.events = AsyncEvents(self._client)
        self.audit = AsyncAuditLog(self._client)

    def __repr__(self) -> str:
        return f"Async{self._client!r}"

    async def ask(
        self,
        *,
        idempotency_key: str | None = None,
        wait_timeout_seconds: float | None = None,
        **question: Unpack[Question],
    ) -> Pause:
        """Asks a human and waits for the end: an answer, the deadline or a cancel.

        >>> import asyncio
        >>> from pausepoint import AsyncPausePoint
        >>> asking = AsyncPausePoint().ask(
        ...     recipient="+15550100", channel="sms", message="Go?", options=["Yes", "No"]
        ... )
        >>> asyncio.run(asking)["response_choice"]
        'Yes'
        """
        pause = await self.pauses.create(idempotency_key=idempotency_key, **question)
        if calls.is_settled(pause):
            return pause
        return await self.pauses.wait(pause["pause_id"], timeout_seconds=wait_timeout_seconds)

    async def me(self) -> Me:
        return await in_thread(self._client.me)


class AsyncPauses:
    def __init__(self, client: PausePoint) -> None:
        self._pauses = client.pauses

    async def create(
        self, *, idempotency_key: str | None = None, **question: Unpack[Question]
    ) -> Pause:
        return await in_thread(
            lambda: self._pauses.create(idempotency_key=idempotency_key, **question)
        )

    async def get(self, pause_id: str, *, wait_seconds: int = 0) -> Pause:
        return await in_thread(lambda: self._pauses.get(pause_id, wait_seconds=wait_seconds))

    async def list(self, **filters: Unpack[PausePageFilter]) -> PauseList:
        return await in_thread(lambda: self._pauses.list(**filters))

    async def iterate(self, **filters: Unpack[PausePageFilter]) -> AsyncIterator[Pause]:
        while True:
            page = await self.list(**filters)
            for pause in page["data"]:
                yield pause
            if page["next_cursor"] is None:
                return
            filters["cursor"] = page["next_cursor"]

    async def cancel(self, pause_id: str) -> Pause:
        return await in_thread(partial(self._pauses.cancel, pause_id))

    async def wait(self, pause_id: str, *, timeout_seconds: float | None = None) -> Pause:
        return await in_thread(lambda: self._pauses.wait(pause_id, timeout_seconds=timeout_seconds))

    async def receipt(self, pause_id: str) -> str:
        return await in_thread(partial(self._pauses.receipt, pause_id))

    async def erase_personal_data(self, pause_id: str) -> None:
        await in_thread(partial(self._pauses.erase_personal_data, pause_id))


class AsyncEvents:
    def __init__(self, client: PausePoint) -> None:
        self._events = client.events

    async def list(self, **filters: Unpack[EventFilter]) -> EventPage:
        return await in_thread(lambda: self._events.list(**filters))

    async def pages(self, **filters: Unpack[EventFilter]) -> AsyncIterator[EventPage]:
        pages = self._events.pages(**filters)
        while True:
            yield await in_thread(partial(next, pages))

    async def iterate(self, **filters: Unpack[EventFilter]) -> AsyncIterator[WebhookEvent]:
        async for page in self.pages(**filters):
            for event in page["data"]:
                yield event


class AsyncAuditLog:
    def __init__(self, client: PausePoint) -> None:
        self._audit = client.audit

    async def list(self, **filters: Unpack[AuditPageFilter]) -> AuditList:
        return await in_thread(lambda: self._audit.list(**filters))

    async def iterate(self, **filters: Unpack[AuditPageFilter]) -> AsyncIterator[AuditEvent]:
        while True:
            page = await self.list(**filters)
            for event in page["data"]:
                yield event
            if page["next_cursor"] is None:
                return
            filters["cursor"] = page["next_cursor"]

    async def export(self, into: BinaryIO, **filters: Unpack[ExportFilter]) -> None:
        await in_thread(lambda: self._audit.export(into, **filters))

    async def checkpoint(self) -> str:
        return await in_thread(self._audit.checkpoint)

    async def proof_of(self, event_id: str) -> InclusionProof:
        return await in_thread(partial(self._audit.proof_of, event_id))

    async def proof_since(self, size: int) -> ConsistencyProof:
        return await in_thread(partial(self._audit.proof_since, size))
