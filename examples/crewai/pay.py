# A crew prepares a wire of $8,400; it leaves only after a human agreed to that very call.
from __future__ import annotations

from crewai import Agent, Crew, Task
from crewai.tools import tool
from scripted_model import ScriptedModel

model = ScriptedModel(model="scripted")  # model: put yours here

# #region tool
from pausepoint import PausePoint
from pausepoint_crewai import ApprovedTool


@tool("wire")
def wire(to: str, amount: int) -> str:
    """Wires money to a supplier."""
    return f"wired {amount} to {to}"


guarded = ApprovedTool(
    wire, PausePoint(), {"recipient": "+1 (312) 847-1928", "channel": "sms", "timeout_hours": 4}
)
clerk = Agent(role="Clerk", goal="Pay", backstory="Careful.", tools=[guarded], llm=model)
# #endregion

task = Task(description="Pay Meridian.", expected_output="What was paid.", agent=clerk)
print(Crew(agents=[clerk], tasks=[task], tracing=False).kickoff())
