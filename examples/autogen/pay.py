# An agent of AutoGen's wants to wire $8,400; it leaves only after a human agreed to that very call.
from __future__ import annotations

import asyncio

from autogen_agentchat.agents import AssistantAgent
from autogen_core.tools import FunctionTool
from scripted_models import autogen_model

model = autogen_model()  # model: put yours here

# #region tool
from pausepoint import PausePoint
from pausepoint_autogen import ApprovedTool


async def wire(to: str, amount: int) -> str:
    return f"wired {amount} to {to}"


tool = FunctionTool(wire, description="Wires money to a supplier.")
guarded = ApprovedTool(
    tool, PausePoint(), {"recipient": "+1 (312) 847-1928", "channel": "sms", "timeout_hours": 4}
)
clerk = AssistantAgent("clerk", model, tools=[guarded])
# #endregion

print(asyncio.run(clerk.run(task="Pay Meridian.")).messages[-1].to_model_text())  # type: ignore[union-attr]
