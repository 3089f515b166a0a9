# Where in a graph a question is asked: what its idempotency key and the resumption are made of.
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from langgraph.config import get_config
from langgraph.runtime import get_runtime

from pausepoint.tool_call_digest import tool_call_digest

Wait = Literal["interrupt", "in-process"]
"""`interrupt`: the graph is checkpointed and the process may end; whoever resumes it wakes it up.
`in-process`: the run goes on waiting."""

_LONGEST_KEY = 255
_NO_CHECKPOINTER = (
    "To interrupt, compile the graph with a checkpointer and invoke it with a thread_id; "
    'or set wait="in-process". Nobody was asked.'
)


class PauseOrigin(TypedDict):
    """In the pause's `metadata["langgraph"]`: how a webhook finds the thread that waits."""

    thread_id: str
    checkpoint_id: str
    checkpoint_ns: str
    """The way through subgraphs to the task, `review:<task id>|approve:<task id>`."""


@dataclass(frozen=True)
class Place:
    idempotency_key: str | None
    """The same on every re-run of this task, another on the next visit of the node."""
    metadata: dict[str, Any]


def place_of(part: str, wait: Wait) -> Place:
    """LangGraph derives a task's id from its checkpoint.

    A resumed, retried or restarted task keeps it; the next turn of a loop, another `Send` and a fork
    have another one. Raises where the answer could not be waited for, before anybody is asked.
    `part` tells several questions of one task apart.
    """
    try:
        checkpointed = get_config().get("configurable", {}).get("__pregel_checkpointer")
        info = get_runtime().execution_info
    except (RuntimeError, KeyError):
        checkpointed, info = None, None
    if wait == "interrupt" and not checkpointed:
        raise TypeError(_NO_CHECKPOINTER)
    if info is None:
        if wait == "interrupt":
            raise TypeError("Not run as a task of LangGraph's. Nobody was asked.")
        return Place(None, {})
    key = _key(info.task_id, part, info.thread_id or "")
    if info.thread_id is None:
        return Place(key, {})
    origin: PauseOrigin = {
        "thread_id": info.thread_id,
        "checkpoint_id": info.checkpoint_id,
        "checkpoint_ns": info.checkpoint_ns,
    }
    return Place(key, {"langgraph": origin})


def is_shared_task() -> bool:
    """Whether several tool calls of a message may run in this task: not one sent by `Send`."""
    path = get_config().get("metadata", {}).get("langgraph_path", ())
    return not (path and path[0] == "__pregel_push")


def _key(task_id: str, part: str, thread_id: str) -> str:
    key = f"lg:{task_id}:{part}:{thread_id}"
    if len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable() and " " not in key:
        return key
    return f"lg:{task_id}:{tool_call_digest('key', [part, thread_id])}"
