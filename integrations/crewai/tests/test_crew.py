# A real crew, whose model is scripted: what runs, and what the model hears.
from __future__ import annotations

import json
from typing import Any

import pytest
from crewai import Agent, Crew, Task
from crewai.llms.base_llm import BaseLLM
from crewai.tools import BaseTool, tool
from pydantic import PrivateAttr

from pausepoint import PausePoint
from pausepoint_crewai import ApprovedTool, AskHuman, load_tools
from pausepoint_testing import World
from pausepoint_testing.world import WHOM


class ScriptedModel(BaseLLM):
    """Says line after line; a line may be made of what it heard last."""

    _script: list[Any] = PrivateAttr(default_factory=list)
    _heard: list[str] = PrivateAttr(default_factory=list)

    def call(self, messages: Any, *_args: Any, **_more: Any) -> str:
        heard = messages if isinstance(messages, str) else "\n".join(_text(one) for one in messages)
        self._heard.append(heard)
        line = self._script.pop(0)
        return str(line(heard) if callable(line) else line)

    def supports_function_calling(self) -> bool:
        return False


def _text(message: Any) -> str:
    return str(message["content"])


def uses(name: str, **arguments: Any) -> str:
    return f"Thought: a tool.\nAction: {name}\nAction Input: {json.dumps(arguments)}"


DONE = "Thought: I know.\nFinal Answer: done"


def run(tools: list[BaseTool], *script: Any) -> list[str]:
    model = ScriptedModel(model="scripted")
    model._script = [*script, DONE]
    agent = Agent(role="Clerk", goal="Pay", backstory="Careful", llm=model, tools=tools)
    task = Task(description="Pay Meridian", expected_output="A report", agent=agent)
    result = Crew(agents=[agent], tasks=[task], tracing=False).kickoff()
    assert "done" in str(result)
    return model._heard


def wire_tool(wired: list[Any]) -> BaseTool:
    @tool("wire")
    def wire(to: str, amount: int) -> str:
        """Wires money."""
        wired.append((to, amount))
        return f"wired {amount} to {to}"

    return wire


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


CALL = uses("wire", to="Meridian", amount=8400)


def test_a_humans_yes_lets_the_call_run_and_every_call_is_asked_about(
    world: World, client: PausePoint
) -> None:
    wired: list[Any] = []
    with world.human("Approve"):
        heard = run([ApprovedTool(wire_tool(wired), client, WHOM)], CALL, CALL)
    assert "wired 8400 to Meridian" in heard[1]
    assert len(world.asked()) == len(wired) >= 1
    facts = [(one["label"], one["value"]) for one in world.asked()[0]["context"]]
    assert facts == [("Tool", "wire"), ("to", "Meridian"), ("amount", 8400)]


def test_a_no_does_not_and_the_model_hears_the_humans_words(
    world: World, client: PausePoint
) -> None:
    wired: list[Any] = []
    with world.human("Reject", "not on a Friday"):
        heard = run([ApprovedTool(wire_tool(wired), client, WHOM)], CALL)
    assert wired == []
    assert 'A human rejected this call of wire: "not on a Friday". It did not run.' in heard[1]


def test_silence_and_nobody_to_reach_do_not_either(world: World, client: PausePoint) -> None:
    wired: list[Any] = []
    silent: Any = {**WHOM, "timeout_seconds": 1}
    heard = run([ApprovedTool(wire_tool(wired), client, lambda _call: silent)], CALL)
    assert "No human agreed: nobody answered in time" in heard[1]
    world.make_unreachable()
    heard = run([ApprovedTool(wire_tool(wired), client, WHOM)], CALL)
    assert "No human could be asked" in heard[1]
    assert wired == []


def test_the_model_itself_asks_whom_it_may(world: World, client: PausePoint) -> None:
    asks = uses("ask_human", question="Which logo?", options=["Red", "Blue"], recipient="+1555")
    with world.human("Blue", "the darker one"):
        heard = run([AskHuman(client, WHOM)], asks)
    assert 'A human answered: "Blue". They added: "the darker one".' in heard[1]
    assert world.asked()[0]["recipient"].endswith("1928")


def test_tool_json_is_real_tools_that_ask_and_poll(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAUSEPOINT_API_KEY", world.api_key)
    create = uses(
        "create_pause_request",
        recipient="+1 (312) 847-1928",
        channel="sms",
        message="Wire $8,400?",
        options=["Approve", "Reject"],
    )

    def poll(heard: str) -> str:
        pause_id = heard.rsplit('"pause_id":"', maxsplit=1)[-1].split('"', maxsplit=1)[0]
        return uses("poll_pause_request", pause_id=pause_id)

    with world.human("Reject"):
        heard = run(load_tools(), create, poll)
    assert '"human_decided":true' in heard[2].replace(" ", "")
    assert '"response_choice":"Reject"' in heard[2].replace(" ", "")
    assert len(world.asked()) == 1


def test_tool_json_tells_a_refusal_and_keeps_an_id_an_id(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAUSEPOINT_API_KEY", world.api_key)
    create, poll, cancel = load_tools()
    told = create.run(recipient="nobody", channel="sms", message="?", options=["a", "b"])
    assert json.loads(told)["code"] == "invalid_recipient"
    for pause_id in ("../auth/me", "..", "a?wait=1", "psr_none"):
        assert json.loads(poll.run(pause_id=pause_id))["code"] == "not_found"
    made = json.loads(create.run(**WHOM, message="Go?", options=["Yes", "No"]))
    assert json.loads(cancel.run(pause_id=made["pause_id"]))["status"] == "cancelled"
    monkeypatch.setenv("PAUSEPOINT_API_KEY", "pp_test_none")
    assert json.loads(poll.run(pause_id=made["pause_id"]))["code"] == "api_key_invalid"
    with pytest.raises(ValueError, match="options"):
        create.run(recipient="+15550100", channel="sms", message="?")
