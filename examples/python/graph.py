# A LangGraph agent asks before it wires, and is woken by the answer; any process may do that.
from __future__ import annotations

from typing import TypedDict

from langgraph.checkpoint.memory import InMemorySaver

# #region node
from langgraph.graph import END, START, StateGraph

from pausepoint import PausePoint, Question
from pausepoint.langgraph import Decision, approval_node, resume_pause, route_by_choice


class State(TypedDict, total=False):
    amount: int
    decision: Decision


def request(state: State) -> Question:
    return {
        "recipient": "+1 (312) 847-1928",
        "channel": "sms",
        "message": f"Wire ${state['amount']} to Meridian?",
        "options": ["Approve", "Reject"],
        "timeout_hours": 4,
    }


def wire(state: State) -> State:
    print(f"wired {state['amount']}")
    return {}


def decided(state: State) -> Decision:
    return state["decision"]


client = PausePoint()
builder = StateGraph(State)
builder.add_node(
    "approve",
    approval_node(client, request=request, apply=lambda decision: {"decision": decision}),
)
builder.add_node("wire", wire)
builder.add_edge(START, "approve")
# A way for each choice, and one for silence, which is nobody's choice.
ways = route_by_choice(decided, {"Approve": "wire", "Reject": END}, otherwise=END)
builder.add_conditional_edges("approve", ways, ["wire", END])
graph = builder.compile(checkpointer=InMemorySaver())

graph.invoke({"amount": 8400}, {"configurable": {"thread_id": "7"}})  # asks, and comes back
# #endregion

# Elsewhere a webhook would tell; here the event feed does.
for event in client.events.iterate():
    metadata = event["data"]["metadata"]
    if resume_pause(graph, event["pause_id"], metadata) in ("resumed", "done"):
        break
print(graph.get_state({"configurable": {"thread_id": "7"}}).values["decision"]["told"])
