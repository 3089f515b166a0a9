# An agent of Agent Framework's wants to wire $8,400, and a human is asked for the framework's own approval.
from __future__ import annotations

import asyncio

from agent_framework import Agent, tool
from scripted_models import AgentFrameworkModel

model = AgentFrameworkModel()  # model: put yours here

# #region settle
from pausepoint import PausePoint, ToolCallAsk
from pausepoint_agent_framework import settle_requests


@tool(approval_mode="always_require")
def wire(to: str, amount: int) -> str:
    """Wires money to a supplier."""
    return f"wired {amount} to {to}"


async def pay() -> str:
    agent = Agent(model, tools=[wire])
    session = agent.create_session()
    client = PausePoint()
    ask: ToolCallAsk = {"recipient": "+1 (312) 847-1928", "channel": "sms"}
    result = await agent.run("Pay Meridian.", session=session)
    while result.user_input_requests:
        messages = await settle_requests(result, session, client, ask)
        result = await agent.run(messages, session=session)
    return result.text


# #endregion

print(asyncio.run(pay()))
