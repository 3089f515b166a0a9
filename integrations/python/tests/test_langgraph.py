# A graph asks once, however often it is run, and goes on by what the human, the clock or nobody decided.
from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from langgraph.types import Command, Send
from typing_extensions import TypedDict

from pausepoint import PausePoint
from pausepoint.langgraph import (
    ApprovalGate,
    Decision,
    approval_node,
    ask_human,
    resume_on_webhook,
    resume_pause,
    route_by_choice,
)
from pausepoint_testing import World
from pausepoint_testing.told_server import reply, told_server
from pausepoint_testing.world import WHOM, until

THREAD: Any = {"configurable": {"thread_id": "a"}}
OTHER_PROCESS = Path(__file__).parent / "testing/other_process.py"


class State(TypedDict, total=False):
    amount: int
    decision: Decision
    ran: list[str]


def decided(state: State) -> Decision:
    return state["decision"]


def payments(world: World, saver: Any, **more: Any) -> Any:
    client = PausePoint(world.api_key, url=world.url)
    wait = more.pop("wait", "interrupt")

    def request(state: State) -> Any:
        message = f"Wire ${state['amount']} to Meridian?"
        return {**WHOM, "message": message, "options": ["Approve", "Reject"], **more}

    node = approval_node(
        client, request=request, apply=lambda decision: {"decision": decision}, wait=wait
    )
    graph = StateGraph(State)
    graph.add_node("approve", node)
    for name in ("wire", "escalate"):
        graph.add_node(name, lambda _state, name=name: {"ran": [name]})
        graph.add_edge(name, END)
    graph.add_edge(START, "approve")
    ways = {"Approve": "wire", "Reject": END}
    route = route_by_choice(decided, ways, otherwise="escalate")
    graph.add_conditional_edges("approve", route, ["wire", "escalate", END])
    return graph.compile(checkpointer=saver)


def woken(graph: Any, pause: dict[str, Any]) -> str:
    return resume_pause(graph, pause["pause_id"], pause["metadata"])


def test_it_asks_once_over_any_number_of_runs(world: World) -> None:
    graph = payments(world, InMemorySaver(), metadata={"order": 7})
    graph.invoke({"amount": 8400}, THREAD)
    for _ in range(2):
        graph.invoke(None, THREAD)
    # A resume value decides nothing: whoever may resume a thread could then approve.
    graph.invoke(Command(resume="Approve"), THREAD)
    [pause] = world.asked()
    assert (pause["status"], pause["metadata"]["order"]) == ("pending", 7)
    assert woken(graph, pause) == "waiting"
    world.tap(pause, "Approve", None)
    assert woken(graph, pause) == "resumed"
    state = graph.get_state(THREAD).values
    assert (state["ran"], state["decision"]["choice"]) == (["wire"], "Approve")
    assert woken(graph, pause) == "done"
    assert len(world.asked()) == 1


def test_a_no_goes_its_own_way(world: World) -> None:
    graph = payments(world, InMemorySaver())
    graph.invoke({"amount": 1}, THREAD)
    pause = world.open_question()
    world.tap(pause, "Reject")
    woken(graph, pause)
    state = graph.get_state(THREAD)
    assert (state.values.get("ran"), state.next) == (None, ())
    assert state.values["decision"]["told"] == 'A human answered: "Reject".'


@pytest.mark.parametrize("wait", ["interrupt", "in-process"])
def test_silence_is_nobodys_choice_whatever_the_default_says(world: World, wait: str) -> None:
    graph = payments(
        world, InMemorySaver(), wait=wait, timeout_seconds=1, timeout_default="Approve"
    )
    graph.invoke({"amount": 1}, THREAD)
    [pause] = world.asked()
    until(lambda: world.get(pause["pause_id"])["status"] == "timed_out")
    woken(graph, pause)
    state = graph.get_state(THREAD).values
    assert state["ran"] == ["escalate"]
    assert (state["decision"]["kind"], state["decision"]["choice"]) == ("timed_out", None)


def test_nobody_to_reach_is_a_decision_of_nobodys_and_withdrawn(world: World) -> None:
    world.make_unreachable()
    graph = payments(world, InMemorySaver(), wait="in-process")
    state = graph.invoke({"amount": 1}, THREAD)
    assert (state["ran"], state["decision"]["kind"]) == (["escalate"], "unasked")
    assert {one["status"] for one in world.asked()} == {"cancelled"}


def test_without_a_checkpointer_nobody_is_asked(world: World) -> None:
    with pytest.raises(TypeError, match="checkpointer"):
        payments(world, None).invoke({"amount": 1})
    assert world.asked() == []


def test_a_killed_process_is_woken_in_another_and_wires_once(world: World, tmp_path: Path) -> None:
    def run(act: str, pause_id: str = "") -> subprocess.Popen[str]:
        given = [act, world.api_key, str(tmp_path / "graph.sqlite"), pause_id]
        command = [sys.executable, str(OTHER_PROCESS), *given]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    # It waits in process, where nothing of it is checkpointed but its beginning.
    with run("hang") as process:
        pause = world.open_question()
        process.send_signal(signal.SIGKILL)
    assert run("start").communicate()[0] == "asked\n"
    assert [one["pause_id"] for one in world.asked()] == [pause["pause_id"]]
    world.tap(pause, "Approve")
    assert run("wake", pause["pause_id"]).communicate()[0] == "wired 8400\nresumed\n"


def test_our_webhook_wakes_the_thread_anybody_elses_does_not(world: World) -> None:
    graph = payments(world, InMemorySaver())
    with told_server() as receiver:
        receiver.replies = [reply(200)]
        secret = world.add_webhook(receiver.url)
        graph.invoke({"amount": 1}, THREAD)
        world.tap(world.open_question(), "Approve")
        until(lambda: receiver.seen)
    sent = receiver.seen[0]
    receive = resume_on_webhook(graph, secret)
    assert receive(sent.body + b" ", sent.headers) == 400
    assert receive(json.dumps({"type": "pause.responded"}).encode(), {}) == 400
    assert graph.get_state(THREAD).next == ("approve",)
    other = resume_on_webhook(payments(world, InMemorySaver()), secret)
    assert other(sent.body, sent.headers) == 409
    assert [receive(sent.body, sent.headers) for _ in range(2)] == [200, 200]
    assert graph.get_state(THREAD).values["ran"] == ["wire"]


def agent(tools: ToolNode, *calls: dict[str, Any], sent: bool = True) -> Any:
    written: Any = [{"type": "tool_call", **one} for one in calls]
    said = AIMessage("", tool_calls=written)
    graph = StateGraph(MessagesState)
    graph.add_node("model", lambda _state: {"messages": [said]})
    graph.add_node("tools", tools)
    graph.add_edge(START, "model")
    if sent:
        graph.add_conditional_edges("model", sends, ["tools"])
    else:
        graph.add_edge("model", "tools")
    return graph.compile(checkpointer=InMemorySaver())


def sends(state: MessagesState) -> list[Send]:
    last = state["messages"][-1]
    assert isinstance(last, AIMessage)
    return [
        Send("tools", {"__type": "tool_call_with_context", "tool_call": one, "state": state})
        for one in last.tool_calls
    ]


def told(graph: Any) -> list[tuple[str, str]]:
    messages = graph.get_state(THREAD).values["messages"]
    return [(one.status, one.content) for one in messages if isinstance(one, ToolMessage)]


def wiring(world: World, wired: list[Any], **settings: Any) -> ToolNode:
    def wire(to: str, amount: int) -> str:
        """Wires money."""
        wired.append((to, amount))
        return f"wired {amount} to {to}"

    client = PausePoint(world.api_key, url=world.url)
    gate = ApprovalGate(client, WHOM, **settings)
    return ToolNode([wire], wrap_tool_call=gate, awrap_tool_call=gate.asynchronously)


MERIDIAN = {"name": "wire", "args": {"to": "Meridian", "amount": 8400}, "id": "call_1"}
NORTH = {"name": "wire", "args": {"to": "North", "amount": 1}, "id": "call_2"}


def test_each_call_is_asked_about_and_runs_by_its_own_yes(world: World) -> None:
    wired: list[Any] = []
    graph = agent(wiring(world, wired), MERIDIAN, NORTH)
    graph.invoke({"messages": []}, THREAD)
    assert wired == []
    by_amount = {one["context"][2]["value"]: one for one in world.asked()}
    world.tap(by_amount[1], "Reject", "not to them")
    assert woken(graph, by_amount[1]) in ("resumed", "waiting")
    world.tap(by_amount[8400], "Approve")
    assert woken(graph, by_amount[8400]) == "resumed"
    assert wired == [("Meridian", 8400)]
    assert told(graph) == [
        ("success", "wired 8400 to Meridian"),
        ("error", 'A human rejected this call of wire: "not to them". It did not run.'),
    ]
    assert len(world.asked()) == 2


def test_silence_does_not_run_it(world: World) -> None:
    wired: list[Any] = []
    graph = agent(wiring(world, wired, wait="in-process", tools=["wire"]), MERIDIAN)
    whom: Any = {**WHOM, "timeout_seconds": 1}
    wired_silent: list[Any] = []
    silent = ToolNode(
        [lambda_tool(wired_silent)],
        wrap_tool_call=ApprovalGate(
            PausePoint(world.api_key, url=world.url),
            lambda _call: whom,
            wait="in-process",
        ),
    )
    agent(silent, MERIDIAN).invoke({"messages": []}, THREAD)
    assert wired_silent == []
    with world.human("Approve"):
        graph.invoke({"messages": []}, THREAD)
    assert wired == [("Meridian", 8400)]


def lambda_tool(wired: list[Any]) -> Any:
    def wire(to: str, amount: int) -> None:
        """Wires money."""
        wired.append((to, amount))

    return wire


def test_calls_that_share_a_task_or_an_id_do_not_run_and_ask_nobody(world: World) -> None:
    wired: list[Any] = []
    with pytest.raises(TypeError, match="share a task"):
        agent(wiring(world, wired), MERIDIAN, NORTH, sent=False).invoke({"messages": []}, THREAD)
    twins = agent(wiring(world, wired), MERIDIAN, {**NORTH, "id": "call_1"})
    with pytest.raises(TypeError, match="neither may run"):
        twins.invoke({"messages": []}, THREAD)
    assert (world.asked(), wired) == ([], [])


def test_a_call_changed_in_the_checkpoint_has_no_approval(world: World) -> None:
    wired: list[Any] = []
    graph = agent(wiring(world, wired), MERIDIAN)
    graph.invoke({"messages": []}, THREAD)
    world.tap(world.open_question(), "Approve")
    state = graph.get_state(THREAD)
    message = state.values["messages"][0]
    other: Any = [{**MERIDIAN, "args": {"to": "Me", "amount": 1}}]
    changed = AIMessage("", id=message.id, tool_calls=other)
    graph.update_state(state.config, {"messages": [changed]}, "model")
    graph.invoke(None, THREAD)
    assert wired == []
    assert sorted(one["status"] for one in world.asked()) == ["pending", "responded"]


def test_the_model_itself_asks_and_hears_who_decided(world: World) -> None:
    client = PausePoint(world.api_key, url=world.url)
    args = {"question": "Which logo?", "options": ["Red", "Blue"]}
    call = {"name": "ask_human", "args": args, "id": "call_1"}
    graph = agent(ToolNode([ask_human(client, WHOM)]), call)
    graph.invoke({"messages": []}, THREAD)
    pause = world.open_question("Which logo?")
    world.tap(pause, "Blue", "the darker one")
    assert woken(graph, pause) == "resumed"
    assert told(graph) == [
        ("success", 'A human answered: "Blue". They added: "the darker one".'),
    ]
    vain = agent(ToolNode([ask_human(client, WHOM)]), {**call, "args": {**args, "question": ""}})
    vain.invoke({"messages": []}, {"configurable": {"thread_id": "a"}})
    assert "No human could be asked" in told(vain)[0][1]
