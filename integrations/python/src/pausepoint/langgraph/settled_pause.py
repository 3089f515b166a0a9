# Asks once, and comes back with the settled pause: after a wait, or when the graph is resumed.
from __future__ import annotations

from typing import Any, cast

from langgraph.types import interrupt

from pausepoint.client import PausePoint
from pausepoint.errors import PausePointError
from pausepoint.in_words import refusal_in_words
from pausepoint.langgraph.place import Wait, place_of
from pausepoint.tool_call_asking import wait_or_withdraw
from pausepoint.wire import Pause, Question


def settled_pause(client: PausePoint, question: Question, *, part: str, wait: Wait) -> Pause:
    """Raises `undeliverable` when nobody can be reached; the question is withdrawn then."""
    place = place_of(part, wait)
    placed = {**question, "metadata": {**(question.get("metadata") or {}), **place.metadata}}
    pause = client.pauses.create(idempotency_key=place.idempotency_key, **cast("Question", placed))
    if wait == "interrupt":
        interrupt_while_pending(client, pause)
    return wait_or_withdraw(client, pause["pause_id"])


def interrupt_while_pending(client: PausePoint, created: Pause) -> None:
    """The API is the truth; a resume value, whatever it is, only makes us look again."""
    pause = created
    while pause["status"] == "pending" and not pause["undeliverable"]:
        interrupt(interrupt_value(created))
        try:
            pause = client.pauses.get(created["pause_id"])
        except PausePointError as error:
            # No server to ask: whoever woke us up tries again.
            if refusal_in_words(error) is None:
                raise


def interrupt_value(pause: Pause) -> dict[str, Any]:
    """What an interrupt of ours carries: `tasks[].interrupts[].value`."""
    return {
        "type": "pausepoint.pause",
        "pause_id": pause["pause_id"],
        "expires_at": pause["expires_at"],
    }
