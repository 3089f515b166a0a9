# Where a graph goes after a decision: a way for each choice, and one for when nobody made any.
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from pausepoint.langgraph.decision import Decision

State = TypeVar("State")


def route_by_choice(
    read: Callable[[State], Decision], choices: Mapping[str, str], *, otherwise: str
) -> Callable[[State], str]:
    """For `add_conditional_edges`. Every choice needs a way, and so does silence: nobody's choice.

    >>> from pausepoint.langgraph import route_by_choice
    >>> way = route_by_choice(lambda state: state["decision"], {"Approve": "wire"}, otherwise="end")
    >>> way({"decision": {"kind": "answered", "choice": "Approve"}})
    'wire'
    >>> way({"decision": {"kind": "timed_out", "choice": None}})
    'end'
    """

    def route(state: State) -> str:
        decision = read(state)
        if decision["kind"] != "answered" or decision["choice"] is None:
            return otherwise
        if decision["choice"] not in choices:
            raise TypeError(f"No way for the choice {decision['choice']!r}")
        return choices[decision["choice"]]

    return route
