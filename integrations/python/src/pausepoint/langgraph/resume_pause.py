# Wakes the thread that waits for a pause, if it still does.
from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from langgraph.types import Command

Resumption = Literal["resumed", "waiting", "early", "done", "foreign"]
"""`resumed`: the thread ran on. `waiting`: it ran, and waits for this pause still, or again.
`early`: it does not wait for it yet; try again in a moment. `done`: it has gone on before.
`foreign`: no graph asked."""


def resume_pause(
    graph: Any,
    pause_id: str,
    metadata: Mapping[str, Any] | None,
    *,
    config: Mapping[str, Any] | None = None,
) -> Resumption:
    """Harmless as often as you like: the graph reads the pause itself, this only wakes it.

    `pause_id` and `metadata` as a pause or an event has them, `config` what else the graph is run
    with. Runs of one thread started here wait for each other within this process; several processes
    need a lock of yours.
    """
    origin = _origin_in(metadata or {})
    if origin is None:
        return "foreign"
    thread_id = origin["thread_id"]
    given = config or {}
    thread = {**given, "configurable": {**given.get("configurable", {}), "thread_id": thread_id}}
    with _one_at_a_time(thread_id):
        found = _find_wait(graph.get_state(thread, subgraphs=True), pause_id, origin)
        if found in ("early", "done"):
            return "early" if found == "early" else "done"
        output = graph.invoke(Command(resume={found: {"pause_id": pause_id}}), thread)
        still = output.get("__interrupt__", ()) if isinstance(output, dict) else ()
        return "waiting" if any(_pause_of(one) == pause_id for one in still) else "resumed"


def _origin_in(metadata: Mapping[str, Any]) -> dict[str, str] | None:
    origin = metadata.get("langgraph")
    names = ("thread_id", "checkpoint_id", "checkpoint_ns")
    known = isinstance(origin, dict) and all(isinstance(origin.get(one), str) for one in names)
    return origin if known else None


def _find_wait(state: Any, pause_id: str, origin: Mapping[str, str]) -> str:
    """The id of the interrupt that waits for it; or that it is too early, or done.

    A task that asked several humans shows one interrupt only; waking that runs the whole task, which
    looks at every one of its pauses.
    """
    tasks = list(_tasks(state))
    path = [step.rpartition(":")[2] for step in origin["checkpoint_ns"].split("|")]
    asker = next((one for one in tasks if one.id == path[-1]), None)
    # Its result is kept until the others of its step have theirs.
    if asker is not None and asker.result is not None:
        return "done"
    waits = [wait for one in ([asker] if asker else tasks) for wait in one.interrupts]
    ours = [wait for wait in waits if _pause_of(wait) is not None]
    exact = next((wait for wait in ours if _pause_of(wait) == pause_id), None)
    if exact is not None:
        return str(exact.id)
    if asker is not None:
        return str(ours[0].id) if ours else "early"
    return "done" if _reached(state, path) > origin["checkpoint_id"] else "early"


def _tasks(state: Any) -> Iterator[Any]:
    """With those of subgraphs, which are known while they are interrupted."""
    for task in state.tasks:
        yield task
        if hasattr(task.state, "tasks"):
            yield from _tasks(task.state)


def _reached(state: Any, path: list[str]) -> str:
    """How far the thread is, where it left the pause's way: ids of checkpoints grow with time."""
    on_the_way = next((one for one in state.tasks if path and one.id == path[0]), None)
    if on_the_way is None:
        return str(state.config.get("configurable", {}).get("checkpoint_id") or "")
    return _reached(on_the_way.state, path[1:]) if hasattr(on_the_way.state, "tasks") else ""


def _pause_of(wait: Any) -> str | None:
    value = wait.value if isinstance(wait.value, dict) else {}
    return value.get("pause_id") if value.get("type") == "pausepoint.pause" else None


_guard = threading.Lock()
_held: dict[str, tuple[threading.Lock, int]] = {}


@contextmanager
def _one_at_a_time(thread_id: str) -> Iterator[None]:
    """LangGraph does not keep two runs of one thread apart."""
    with _guard:
        lock, count = _held.get(thread_id, (threading.Lock(), 0))
        _held[thread_id] = (lock, count + 1)
    try:
        with lock:
            yield
    finally:
        with _guard:
            lock, count = _held[thread_id]
            if count == 1:
                del _held[thread_id]
            else:
                _held[thread_id] = (lock, count - 1)
