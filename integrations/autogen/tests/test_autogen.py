# Real agents and teams of AutoGen's, whose model is scripted: what runs, and what the model hears.
from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest
from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.conditions import MaxMessageTermination
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core import CancellationToken, FunctionCall
from autogen_core.models import CreateResult, FunctionExecutionResultMessage, RequestUsage
from autogen_core.tools import FunctionTool
from autogen_ext.models.replay import ReplayChatCompletionClient

from pausepoint import PausePoint
from pausepoint_autogen import ApprovedTool, HumanProxy, ask_human, load_http_tools
from pausepoint_testing import World
from pausepoint_testing.world import WHOM, until

SCRIPTED: Any = {
    "vision": False,
    "function_calling": True,
    "json_output": False,
    "family": "unknown",
    "structured_output": False,
}


def uses(name: str, **arguments: Any) -> CreateResult:
    call = FunctionCall(id=f"call_{name}", arguments=json.dumps(arguments), name=name)
    return CreateResult(
        finish_reason="function_calls",
        content=[call],
        usage=RequestUsage(prompt_tokens=0, completion_tokens=0),
        cached=False,
    )


async def run(tools: Sequence[Any], *script: CreateResult) -> list[str]:
    """What the tools told the model."""
    model = ReplayChatCompletionClient([*script, "Done."], model_info=SCRIPTED)
    agent = AssistantAgent("clerk", model, tools=[*tools], max_tool_iterations=len(script) + 1)
    await agent.run(task="Pay Meridian.")
    heard = await agent.model_context.get_messages()
    return [
        result.content
        for message in heard
        if isinstance(message, FunctionExecutionResultMessage)
        for result in message.content
    ]


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


@pytest.fixture
def wired() -> list[Any]:
    return []


@pytest.fixture
def wire(wired: list[Any]) -> FunctionTool:
    async def wire(to: str, amount: int, memo: str = "none") -> str:
        wired.append((to, amount, memo))
        return f"wired {amount} to {to}"

    return FunctionTool(wire, description="Wires money.")


CALL = uses("wire", to="Meridian", amount=8400)


def test_a_humans_yes_lets_the_call_run_and_every_call_is_asked_about(
    world: World, client: PausePoint, wire: FunctionTool, wired: list[Any]
) -> None:
    with world.human("Approve"):
        heard = asyncio.run(run([ApprovedTool(wire, client, WHOM)], CALL, CALL))
    assert heard == ["wired 8400 to Meridian"] * 2
    assert wired == [("Meridian", 8400, "none")] * 2
    assert len(world.asked()) == 2
    facts = [(one["label"], one["value"]) for one in world.asked()[0]["context"]]
    assert facts == [("Tool", "wire"), ("to", "Meridian"), ("amount", 8400), ("memo", "none")]


def test_a_no_does_not_and_the_model_hears_the_humans_words(
    world: World, client: PausePoint, wire: FunctionTool, wired: list[Any]
) -> None:
    with world.human("Reject", "not on a Friday"):
        heard = asyncio.run(run([ApprovedTool(wire, client, WHOM)], CALL))
    assert heard == ['A human rejected this call of wire: "not on a Friday". It did not run.']
    assert wired == []


def test_silence_and_nobody_to_reach_do_not_either(
    world: World, client: PausePoint, wire: FunctionTool, wired: list[Any]
) -> None:
    silent: Any = {**WHOM, "timeout_seconds": 1}
    heard = asyncio.run(run([ApprovedTool(wire, client, lambda _call: silent)], CALL))
    assert "No human agreed: nobody answered in time" in heard[0]
    world.make_unreachable()
    heard = asyncio.run(run([ApprovedTool(wire, client, WHOM)], CALL))
    assert "No human could be asked" in heard[0]
    assert wired == []


def test_a_cancelled_token_withdraws_the_question(
    world: World, client: PausePoint, wire: FunctionTool, wired: list[Any]
) -> None:
    async def cancelled() -> None:
        token = CancellationToken()
        call = {"to": "Meridian", "amount": 8400}
        guarded = ApprovedTool(wire, client, WHOM)
        task = asyncio.create_task(guarded.run_json(call, token))
        await asyncio.to_thread(world.open_question)
        token.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    until(lambda: [one["status"] for one in world.asked()] == ["cancelled"])
    assert wired == []


def test_the_model_itself_asks_whom_it_may(world: World, client: PausePoint) -> None:
    asks = uses("ask_human", question="Which logo?", options=["Red", "Blue"], recipient="+1555")
    with world.human("Blue", "the darker one"):
        heard = asyncio.run(run([ask_human(client, WHOM)], asks))
    assert heard == ['A human answered: "Blue". They added: "the darker one".']
    assert world.asked()[0]["recipient"].endswith("1928")


def test_a_human_in_a_team_reads_what_was_said_last(world: World, client: PausePoint) -> None:
    async def talk(ask: Any) -> str:
        model = ReplayChatCompletionClient(["Meridian is\nbest."], model_info=SCRIPTED)
        writer = AssistantAgent("writer", model)
        human = HumanProxy("editor", client, ask, ["Print", "Rewrite"])
        team = RoundRobinGroupChat([writer, human], termination_condition=MaxMessageTermination(3))
        said = (await team.run(task="Write a line.")).messages
        return str(said[-1].to_model_message().content)  # type: ignore[union-attr]

    with world.human("Print", "well done"):
        said = asyncio.run(talk(WHOM))
    assert said == 'A human answered: "Print". They added: "well done".'
    [pause] = world.asked()
    assert pause["options"] == ["Print", "Rewrite"]
    assert [(one["label"], one["value"]) for one in pause["context"]] == [
        ("writer", "Meridian is\nbest.")
    ]
    silent = asyncio.run(talk({**WHOM, "timeout_seconds": 1, "timeout_default": "Print"}))
    assert "No human answered: nobody answered in time." in silent
    assert "Print" not in silent


def test_http_tools_ask_and_poll_and_withdraw(world: World) -> None:
    create = uses("create_pause_request", **WHOM, message="Wire $8,400?", options=["Yes", "No"])
    tools = load_http_tools(world.url, world.api_key)
    [told] = asyncio.run(run(tools, create))
    pause_id = json.loads(told)["pause_id"]
    with world.human("No"):
        [told] = asyncio.run(run(tools, uses("poll_pause_request", pause_id=pause_id)))
    answer = json.loads(told)
    assert (answer["human_decided"], answer["response_choice"]) == (True, "No")
    [told] = asyncio.run(run(tools, create))
    pause_id = json.loads(told)["pause_id"]
    [told] = asyncio.run(run(tools, uses("cancel_pause_request", pause_id=pause_id)))
    assert json.loads(told)["status"] == "cancelled"


def test_http_tools_tell_a_refusal_and_keep_an_id_an_id(world: World) -> None:
    tools = load_http_tools(world.url, world.api_key)
    wrong = {"recipient": "nobody", "channel": "sms", "message": "?", "options": ["a", "b"]}
    [told] = asyncio.run(run(tools, uses("create_pause_request", **wrong)))
    assert json.loads(told)["code"] == "invalid_recipient"
    nobody = "psr_01a20060-f511-71bf-afe9-5342680b689d"
    for pause_id in ("../auth/me", "..", "a?wait=1", f"{nobody}/receipt"):
        [told] = asyncio.run(run(tools, uses("poll_pause_request", pause_id=pause_id)))
        assert "pattern" in told
    [told] = asyncio.run(run(tools, uses("poll_pause_request", pause_id=nobody)))
    assert json.loads(told)["code"] == "not_found"
    foreign = load_http_tools(world.url, "pp_test_none")
    [told] = asyncio.run(run(foreign, uses("poll_pause_request", pause_id=nobody)))
    assert json.loads(told)["code"] == "api_key_invalid"
