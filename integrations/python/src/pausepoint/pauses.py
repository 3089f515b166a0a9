# Pauses over the wire: open, read, list, cancel, and wait for the answer.
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pausepoint import calls
from pausepoint.filters import PausePageFilter
from pausepoint.request import Sender
from pausepoint.stop import stopped_after
from pausepoint.wire import Pause, PauseList, Question

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Pauses:
    """Every call raises a `PausePointError`; the codes named are those to expect."""

    def __init__(self, sender: Sender) -> None:
        self._send = sender.send

    def create(self, *, idempotency_key: str | None = None, **question: Unpack[Question]) -> Pause:
        """Asks and returns at once, usually with status `pending`.

        With an `idempotency_key` that was used for the same question before, it is that pause as it
        stands now. Raises `invalid_request` with every fault in `errors`, `invalid_recipient`,
        `idempotency_key_reused`, `channel_unavailable`, `policy_denied`, `plan_limit_reached`.

        >>> from pausepoint import PausePoint
        >>> pauses = PausePoint().pauses
        >>> pause = pauses.create(
        ...     recipient="+1 (312) 847-1928",
        ...     channel="sms",
        ...     message="Deploy build 4712?",
        ...     options=["Deploy", "Abort"],
        ...     idempotency_key="deploy-4712",
        ... )
        >>> pauses.wait(pause["pause_id"])["response_choice"]
        'Deploy'
        """
        return cast("Pause", self._send(calls.create(question, idempotency_key)))

    def get(self, pause_id: str, *, wait_seconds: int = 0) -> Pause:
        """Reads a pause, settled or not; with `wait_seconds` (0-55) one poll, which may end pending.

        Raises `not_found`, also for what is another developer's or of the other mode.
        """
        return cast("Pause", self._send(calls.get(pause_id, wait_seconds)))

    def list(self, **filters: Unpack[PausePageFilter]) -> PauseList:
        """A page of pauses, newest first."""
        return cast("PauseList", self._send(calls.pauses(filters)))

    def iterate(self, **filters: Unpack[PausePageFilter]) -> Iterator[Pause]:
        """Pause after pause, newest first, page by page.

        >>> from pausepoint import PausePoint
        >>> for pause in PausePoint().pauses.iterate(status="cancelled"):
        ...     print(pause["message"])
        """
        while True:
            page = self.list(**filters)
            yield from page["data"]
            if page["next_cursor"] is None:
                return
            filters["cursor"] = page["next_cursor"]

    def cancel(self, pause_id: str) -> Pause:
        """Withdraws the question; again and again with the same answer. Raises `already_settled`."""
        return cast("Pause", self._send(calls.cancel(pause_id)))

    def wait(self, pause_id: str, *, timeout_seconds: float | None = None) -> Pause:
        """Waits until a human answers, the time is over or the question is withdrawn.

        Over one held request at a time, through restarts of the server. Raises `undeliverable` once
        nobody can be reached; the pause is then still open, see `error.pause`. After
        `timeout_seconds` of waiting raises `TimeoutError`; the pause stays open then too.
        """
        with stopped_after(timeout_seconds):
            while not calls.is_settled(pause := self._send(calls.wait(pause_id))):
                pass
        return cast("Pause", pause)

    def receipt(self, pause_id: str) -> str:
        """The signed record of how it ended, as text to keep: `npx pausepoint verify` checks it.

        Raises `not_settled`, `personal_data_erased`.
        """
        return cast("str", self._send(calls.receipt(pause_id)))

    def erase_personal_data(self, pause_id: str) -> None:
        """Erases what is personal in it, for good; every proof still holds.

        Needs a key of role `admin`, else raises `role_denied`.
        """
        self._send(calls.erase(pause_id))
