# Real agents of Agent Framework's, whose model is scripted: what runs, and what the model hears.
from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from agent_framework import (
    Agent,
    AgentSession,
    BaseChatClient,
    ChatResponse,
    Content,
    FunctionInvocationLayer,
    Message,
    tool,
)

from pausepoint import PausePoint
from pausepoint_agent_framework import HumanApproval, settle_requests
from pausepoint_testing import World
from pausepoint_testing.world import WHOM, until

Call = tuple[str, dict[str, Any]]


class ScriptedModel(FunctionInvocationLayer[Any], BaseChatClient[Any]):
    """Makes the calls of one turn after the other, then is done; keeps what it heard."""

    def __init__(self, *turns: list[Call]) -> None:
        super().__init__()
        self.turns = list(turns)
        self.heard: list[str] = []

    def _inner_get_response(self, *, messages: Any, stream: bool, options: Any, **_: Any) -> Any:
        async def say() -> ChatResponse:
            self.heard = [
                str(one.result if one.type == "function_result" else one.text)
                for message in messages
                for one in message.contents
                if one.type in {"function_result", "text"}
            ]
            calls = self.turns.pop(0) if self.turns else []
            contents = [
                Content.from_function_call(f"call_{at}", name, arguments=json.dumps(arguments))
                for at, (name, arguments) in enumerate(calls)
            ]
            return ChatResponse(messages=[Message("assistant", contents or ["Done."])])

        return say()


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


@pytest.fixture
def wired() -> list[Any]:
    return []


@pytest.fixture
def agent(wired: list[Any]) -> Callable[..., Any]:
    def made(model: ScriptedModel, *, gate: HumanApproval | None = None) -> Agent[Any]:
        @tool(approval_mode="never_require" if gate else "always_require")
        def wire(to: str, amount: int) -> str:
            """Wires money."""
            wired.append((to, amount))
            return f"wired {amount} to {to}"

        @tool(approval_mode="never_require")
        def look(at: str) -> str:
            """Looks at something."""
            return f"{at} looks fine"

        return Agent(model, tools=[wire, look], middleware=[gate] if gate else [])

    return made


def pay(amount: int) -> Call:
    return ("wire", {"to": "Meridian", "amount": amount})


async def settled(agent: Agent[Any], client: PausePoint, ask: Any = WHOM) -> Any:
    session = agent.create_session()
    result = await agent.run("Pay.", session=session)
    while result.user_input_requests:
        messages = await settle_requests(result, session, client, ask)
        result = await agent.run(messages, session=session)
    return result


def test_a_humans_yes_lets_the_call_run_once(
    world: World, client: PausePoint, agent: Any, wired: list[Any]
) -> None:
    model = ScriptedModel([("look", {"at": "Meridian"}), pay(8400)])
    with world.human("Approve"):
        result = asyncio.run(settled(agent(model), client))
    assert (result.text, wired) == ("Done.", [("Meridian", 8400)])
    assert "wired 8400 to Meridian" in model.heard
    assert "Meridian looks fine" in model.heard
    [pause] = world.asked()
    facts = [(one["label"], one["value"]) for one in pause["context"]]
    assert facts == [("Tool", "wire"), ("to", "Meridian"), ("amount", 8400)]


def test_each_call_is_decided_by_its_own_answer(
    world: World, client: PausePoint, agent: Any, wired: list[Any]
) -> None:
    async def both() -> ScriptedModel:
        model = ScriptedModel([pay(1), pay(2)], [pay(1)])
        run = asyncio.create_task(settled(agent(model), client))

        def answer() -> None:
            until(lambda: len(world.open_questions()) == 2)  # both are asked at once
            for pause in world.open_questions():
                amount = pause["context"][2]["value"]
                world.tap(pause, "Approve" if amount == 2 else "Reject", "too little")
            world.tap(world.open_question(), "Reject")

        await asyncio.to_thread(answer)
        await run
        return model

    model = asyncio.run(both())
    assert wired == [("Meridian", 2)]
    assert 'A human rejected this call of wire: "too little". It did not run.' in model.heard
    assert len(world.asked()) == 3


def test_silence_reaches_the_model_as_silence(
    client: PausePoint, agent: Any, wired: list[Any]
) -> None:
    model = ScriptedModel([pay(8400)])
    asyncio.run(settled(agent(model), client, lambda _call: {**WHOM, "timeout_seconds": 1}))
    assert wired == []
    assert [one for one in model.heard if "No human agreed: nobody answered in time." in one]


def test_asked_again_after_a_restart_it_finds_its_question(
    world: World, client: PausePoint, agent: Any, wired: list[Any]
) -> None:
    async def begin() -> tuple[str, Any]:
        begun = agent(ScriptedModel([pay(8400)]))
        session = begun.create_session()
        result = await begun.run("Pay.", session=session)
        asking = asyncio.create_task(settle_requests(result, session, client, WHOM))
        pause = await asyncio.to_thread(world.open_question)
        saved = json.dumps(session.to_dict())
        world.tap(pause, "Approve")
        await asking
        return saved, result

    saved, result = asyncio.run(begin())

    async def go_on() -> Any:
        other = agent(ScriptedModel())
        session = AgentSession.from_dict(json.loads(saved))
        messages = await settle_requests(result, session, client, WHOM)
        return await other.run(messages, session=session)

    assert asyncio.run(go_on()).text == "Done."
    assert wired == [("Meridian", 8400)]
    assert len(world.asked()) == 1


def test_a_yes_is_for_what_the_session_keeps_and_not_for_another_call(
    world: World, client: PausePoint, agent: Any, wired: list[Any]
) -> None:
    async def forged() -> None:
        made = agent(ScriptedModel([pay(8400)]))
        session = made.create_session()
        result = await made.run("Pay.", session=session)
        messages = await settle_requests(result, session, client, WHOM)
        embedded: Any = messages[0].contents[0].function_call
        embedded.arguments = json.dumps(pay(84000)[1])
        await made.run(messages, session=session)

    with world.human("Approve"):
        asyncio.run(forged())
    assert wired == [("Meridian", 8400)]


@pytest.mark.parametrize(("choice", "ran"), [("Approve", [("Meridian", 8400)]), ("Reject", [])])
def test_a_gate_asks_before_the_tools_it_guards(
    world: World, client: PausePoint, agent: Any, wired: list[Any], choice: str, ran: list[Any]
) -> None:
    model = ScriptedModel([("look", {"at": "Meridian"}), pay(8400)])
    gate = HumanApproval(client, WHOM, tools=["wire"])
    with world.human(choice):
        asyncio.run(agent(model, gate=gate).run("Pay."))
    assert wired == ran
    assert len(world.asked()) == 1
    told = (
        "wired 8400 to Meridian" if ran else "A human rejected this call of wire. It did not run."
    )
    assert told in model.heard


def test_a_gate_tells_silence_as_silence(client: PausePoint, agent: Any, wired: list[Any]) -> None:
    model = ScriptedModel([pay(8400)])
    silent: Any = {**WHOM, "timeout_seconds": 1}
    gate = HumanApproval(client, lambda _call: silent)
    asyncio.run(agent(model, gate=gate).run("Pay."))
    assert wired == []
    assert "No human agreed: nobody answered in time" in model.heard[-1]
