# What a test runs as a process of its own: it knows nothing but what was persisted.
from __future__ import annotations

import os
import sqlite3
import sys
from typing import Any, TypedDict

from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.graph import END, START, StateGraph

from pausepoint import PausePoint
from pausepoint.langgraph import Decision, approval_node, resume_pause, route_by_choice

act, api_key, database, pause_id = sys.argv[1:]
client = PausePoint(api_key, url=os.environ["PAUSEPOINT_URL"])
THREAD: Any = {"configurable": {"thread_id": "a thread, “quoted”"}}


class State(TypedDict, total=False):
    amount: int
    decision: Decision


def wire(state: State) -> State:
    print(f"wired {state['amount']}")
    return {}


def request(state: State) -> Any:
    return {
        "recipient": "+15550100",
        "channel": "sms",
        "message": f"Wire {state['amount']}?",
        "options": ["Approve", "Reject"],
    }


graph = StateGraph(State)
graph.add_node(
    "approve",
    approval_node(
        client,
        request=request,
        apply=lambda decision: {"decision": decision},
        wait="in-process" if act == "hang" else "interrupt",
    ),
)
graph.add_node("wire", wire)
graph.add_edge(START, "approve")
graph.add_conditional_edges(
    "approve",
    route_by_choice(lambda state: state["decision"], {"Approve": "wire"}, otherwise=END),
    ["wire", END],
)
connection = sqlite3.connect(database, check_same_thread=False)
compiled: Any = graph.compile(checkpointer=SqliteSaver(connection))
if act == "wake":
    print(resume_pause(compiled, pause_id, client.pauses.get(pause_id)["metadata"]))
else:
    begun = compiled.get_state(THREAD).next
    # As it is, LangGraph writes the checkpoint while the node runs already.
    compiled.invoke(None if begun else {"amount": 8400}, THREAD, durability="sync")
    print("asked")
