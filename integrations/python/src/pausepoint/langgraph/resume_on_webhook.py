# Wakes threads when a webhook tells that their pause is settled.
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pausepoint import webhooks
from pausepoint.langgraph.resume_pause import Resumption, resume_pause
from pausepoint.wire import WebhookEvent

_LONGEST_WAIT_SECONDS = 60 * 60
"""After so long a thread that is not there yet never will be: another program's, or deleted."""


def resume_on_webhook(
    graph: Any,
    secret: str | Sequence[str],
    *,
    config: Mapping[str, Any] | None = None,
    only: Callable[[WebhookEvent], bool] = lambda _event: True,
    tolerance_seconds: float = 300,
) -> Callable[[bytes, Mapping[str, Any]], int]:
    """For any HTTP server: give it the raw body and the headers, answer with the status.

    400 to what is not ours, 409 while the thread is not checkpointed yet, so that the webhook comes
    again, 200 when it is done. Send it `pause.responded`, `pause.timed_out`, `pause.cancelled` and
    `pause.notification_failed`. What a run raises is raised here: answer 500, and it comes again.
    """

    def receive(body: bytes, headers: Mapping[str, Any]) -> int:
        try:
            event = webhooks.verify(body, headers, secret, tolerance_seconds=tolerance_seconds)
        except webhooks.WebhookVerificationError:
            return 400
        if not only(event):
            return 200
        told = event["data"]
        outcome = resume_pause(graph, event["pause_id"], told["metadata"], config=config)
        return _status(outcome, event)

    return receive


def _status(outcome: Resumption, event: WebhookEvent) -> int:
    if outcome == "early":
        happened = datetime.fromisoformat(event["timestamp"].replace("Z", "+00:00"))
        age = (datetime.now(happened.tzinfo) - happened).total_seconds()
        return 200 if age > _LONGEST_WAIT_SECONDS else 409
    # Woken, it could not read the answer: its next chance is the next try.
    return 503 if outcome == "waiting" and event["data"]["status"] != "pending" else 200
