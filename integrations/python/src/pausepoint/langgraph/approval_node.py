# A node that asks a human and goes on with what they decided.
from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from pausepoint.client import PausePoint
from pausepoint.errors import PausePointError
from pausepoint.in_words import refusal_in_words
from pausepoint.langgraph.decision import Decision, decision_of
from pausepoint.langgraph.place import Wait
from pausepoint.langgraph.settled_pause import settled_pause
from pausepoint.wire import Question

State = TypeVar("State")
State_contra = TypeVar("State_contra", contravariant=True)


class ApprovalNode(Protocol[State_contra]):
    def __call__(self, state: State_contra) -> Any: ...


_MAY_PASS = frozenset({"unreachable", "internal_error", "overloaded", "rate_limited"})


def approval_node(
    client: PausePoint,
    *,
    request: Callable[[State], Question],
    apply: Callable[[Decision], Any],
    wait: Wait = "interrupt",
) -> ApprovalNode[State]:
    """A node for `add_node`. However often it is re-run, it asks once; the next visit asks anew.

    `request` makes the question, of the state alone: it is asked again on every re-run. `apply` makes
    of the decision an update of the state, or a `Command`. Raises where the program is at fault, and
    where the API does not answer: the task stays as it is and may be run again. A refusal (policy,
    plan, a channel that is not there) is the decision `unasked`.
    """

    def node(state: State) -> Any:
        try:
            pause = settled_pause(client, request(state), part="node", wait=wait)
        except PausePointError as error:
            return apply(_unasked(error))
        return apply(decision_of(pause))

    return node


def _unasked(error: PausePointError) -> Decision:
    told = refusal_in_words(error)
    if told is None or error.code in _MAY_PASS:
        raise error
    return {
        "kind": "unasked",
        "choice": None,
        "text": None,
        "pause_id": error.pause["pause_id"] if error.pause else None,
        "decided_by": None,
        "told": told,
    }
