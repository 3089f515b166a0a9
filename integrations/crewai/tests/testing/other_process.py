# What a test runs as a process of its own: it knows nothing but what was persisted.
from __future__ import annotations

import sys
from typing import Any

from crewai.flow import Flow, human_feedback, listen, start
from crewai.flow.persistence import SQLiteFlowPersistence

from pausepoint import PausePoint
from pausepoint_crewai import HumanChoice, PausePointProvider, resume_flow

database, act, *pause_ids = sys.argv[1:]
client = PausePoint()
whom: Any = {"recipient": "+15550100", "channel": "sms"}


class Payment(Flow[dict[str, Any]]):
    @start()
    @human_feedback(
        message="Wire it?",
        emit=["Approve", "Reject"],
        llm=HumanChoice(),
        provider=PausePointProvider(client, whom),
    )
    def prepare(self) -> dict[str, Any]:
        self.state["amount"] = 8400
        return {"amount": 8400}

    @listen("Approve")
    def wire(self) -> str:
        return f"wired {self.state['amount']}"


persistence = SQLiteFlowPersistence(database)
if act == "start":
    Payment(persistence=persistence, tracing=False).kickoff()
    print("\npending")
else:
    print(f"\n{resume_flow(Payment, client, pause_ids[0], persistence=persistence)}")
