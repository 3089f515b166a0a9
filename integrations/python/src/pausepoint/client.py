# The client: `PausePoint(api_key).ask(…)`.
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pausepoint import calls
from pausepoint.audit_log import AuditLog
from pausepoint.connection import connect
from pausepoint.events import Events
from pausepoint.pauses import Pauses
from pausepoint.request import Sender
from pausepoint.wire import Pause, Question
from pausepoint.wire_account import Me

if TYPE_CHECKING:
    from typing_extensions import Unpack


class PausePoint:
    """The calls, bound to a key and a server; safe to share between threads.

    `api_key` is by default what `PAUSEPOINT_API_KEY` says, `url` what `PAUSEPOINT_URL` says where the
    key comes from the environment too, else `http://localhost:3000`. `timeout_seconds` is for one
    answer, beyond what the server was asked to hold it; a call is tried again `max_retries` times,
    with growing pauses. Raises `api_key_invalid` where there is no key at all.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        url: str | None = None,
        timeout_seconds: float = 30,
        max_retries: int = 2,
    ) -> None:
        self._connection = connect(api_key, url, timeout_seconds, max_retries)
        sender = Sender(self._connection)
        self._send = sender.send
        self.pauses = Pauses(sender)
        self.events = Events(sender)
        self.audit = AuditLog(sender)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self._connection.base!r})"

    def ask(
        self,
        *,
        idempotency_key: str | None = None,
        wait_timeout_seconds: float | None = None,
        **question: Unpack[Question],
    ) -> Pause:
        """Asks a human and waits for the end: an answer, the deadline or a cancel.

        >>> from pausepoint import PausePoint
        >>> answer = PausePoint().ask(
        ...     recipient="+1 (312) 847-1928",
        ...     channel="sms",
        ...     message="Wire $8,400 to Meridian?",
        ...     options=["Approve", "Reject"],
        ...     timeout_default="Reject",
        ... )
        >>> answer["human_decided"] and answer["response_choice"] == "Approve"
        True

        With an `idempotency_key` of your own, an agent that crashed and asks again gets the answer to
        the question it already asked. After `wait_timeout_seconds` raises `TimeoutError` and leaves
        the question open. Raises what `pauses.create` raises, and `undeliverable` once nobody can be
        reached.
        """
        pause = self.pauses.create(idempotency_key=idempotency_key, **question)
        if calls.is_settled(pause):
            return pause
        return self.pauses.wait(pause["pause_id"], timeout_seconds=wait_timeout_seconds)

    def me(self) -> Me:
        """Who the key is, and what it may: the cheap call to check one. Raises `api_key_invalid`."""
        return cast("Me", self._send(calls.ME))
