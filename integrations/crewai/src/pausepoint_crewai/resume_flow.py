# Goes on with a flow that waits for a pause, in whatever process hears of it.
from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from crewai.flow import Flow
from crewai.flow.persistence import FlowPersistence

from pausepoint import PausePoint
from pausepoint_crewai.human_choice import HumanChoice
from pausepoint_crewai.provider import feedback_of

AnyFlow = TypeVar("AnyFlow", bound=Flow[Any])


def resume_flow(
    flow_class: type[AnyFlow],
    client: PausePoint,
    pause_id: str,
    *,
    persistence: FlowPersistence | None = None,
) -> Any:
    """What the flow came to, or why nothing was done.

    Call it when a webhook or the event feed tells of a pause, with its id alone: the pause is read
    from the server. `waiting`: it is still open. `not_waiting`: the flow has gone on before, waits for
    another question, or is not persisted yet: try again in a moment if the pause is fresh. `foreign`:
    no flow of this class asked. Resumptions of one flow wait for each other within this process.
    """
    pause = client.pauses.get(pause_id)
    origin = (pause["metadata"] or {}).get("crewai")
    if (
        not isinstance(origin, dict)
        or origin.get("flow_class") != f"{flow_class.__module__}.{flow_class.__name__}"
    ):
        return "foreign"
    if pause["status"] == "pending":
        return "waiting"
    flow_id = str(origin.get("flow_id"))
    with _one_at_a_time(flow_id):
        try:
            flow = flow_class.from_pending(flow_id, persistence)
        except ValueError:
            return "not_waiting"
        context = flow.pending_feedback
        if context is None or context.metadata.get("pausepoint") != {"pause_id": pause_id}:
            return "not_waiting"
        feedback = feedback_of(pause, context)
        # No model comes between the human's choice and the way the flow goes.
        context.llm = HumanChoice()  # type: ignore[assignment]
        context.metadata = {
            **context.metadata,
            "pausepoint": {
                "pause_id": pause_id,
                "human_decided": pause["human_decided"],
                "text": pause["response_text"],
                "decision": pause["decision"],
            },
        }
        return flow.resume(feedback)


_guard = threading.Lock()
_held: dict[str, tuple[threading.Lock, int]] = {}


@contextmanager
def _one_at_a_time(flow_id: str) -> Iterator[None]:
    with _guard:
        lock, count = _held.get(flow_id, (threading.Lock(), 0))
        _held[flow_id] = (lock, count + 1)
    try:
        with lock:
            yield
    finally:
        with _guard:
            lock, count = _held.pop(flow_id)
            if count > 1:
                _held[flow_id] = (lock, count - 1)
