# An agent of LangChain's runs a guarded tool by a human's yes, and nothing else.
from __future__ import annotations

import asyncio
from typing import Any

import pytest
from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langgraph.checkpoint.memory import InMemorySaver

from pausepoint import PausePoint
from pausepoint.langchain import HumanApproval
from pausepoint.langgraph import resume_pause
from pausepoint_testing import World
from pausepoint_testing.world import WHOM

THREAD: Any = {"configurable": {"thread_id": "a"}}


class ScriptedModel(GenericFakeChatModel):
    def bind_tools(self, tools: Any, **_settings: Any) -> Any:
        return self


def agent(world: World, wired: list[Any], **settings: Any) -> Any:
    def wire(to: str, amount: int) -> str:
        """Wires money."""
        wired.append((to, amount))
        return f"wired {amount} to {to}"

    def look(at: str) -> str:
        """Looks at something."""
        return f"{at} looks fine"

    calls: Any = [
        {"name": "look", "args": {"at": "Meridian"}, "id": "call_1", "type": "tool_call"},
        {"name": "wire", "args": {"to": "Meridian", "amount": 84}, "id": "2", "type": "tool_call"},
    ]
    said = [AIMessage("", tool_calls=calls), AIMessage("Done.")]
    client = PausePoint(world.api_key, url=world.url)
    return create_agent(
        ScriptedModel(messages=iter(said)),
        [wire, look],
        middleware=[HumanApproval(client, WHOM, tools=["wire"], **settings)],
        checkpointer=InMemorySaver(),
    )


@pytest.mark.parametrize(("choice", "ran"), [("Approve", [("Meridian", 84)]), ("Reject", [])])
def test_it_stops_and_is_woken_by_the_humans_choice(
    world: World, choice: str, ran: list[Any]
) -> None:
    wired: list[Any] = []
    made = agent(world, wired)
    made.invoke({"messages": [("user", "Pay.")]}, THREAD)
    [pause] = world.asked()
    world.tap(pause, choice)
    assert resume_pause(made, pause["pause_id"], pause["metadata"]) == "resumed"
    messages = made.get_state(THREAD).values["messages"]
    assert (wired, messages[-1].content) == (ran, "Done.")
    assert "Meridian looks fine" in [one.content for one in messages]
    assert len(world.asked()) == 1


def test_under_asyncio_it_waits_in_process(world: World) -> None:
    wired: list[Any] = []
    made = agent(world, wired, wait="in-process")
    with world.human("Approve"):
        asyncio.run(made.ainvoke({"messages": [("user", "Pay.")]}, THREAD))
    assert wired == [("Meridian", 84)]
