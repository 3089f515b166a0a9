# A flow waits for a human between two of its steps; the process may end meanwhile.
from __future__ import annotations

import sys

# #region flow
from crewai.flow import Flow, human_feedback, listen, start

from pausepoint import PausePoint
from pausepoint_crewai import HumanChoice, PausePointProvider, resume_flow

client = PausePoint()
approval = PausePointProvider(client, {"recipient": "+1 (312) 847-1928", "channel": "sms"})


class Payment(Flow[dict[str, object]]):
    @start()
    @human_feedback(
        message="Wire $8,400 to Meridian?",
        emit=["Approve", "Reject"],
        llm=HumanChoice(),  # what they chose is what happens: no model reads it
        default_outcome="Reject",  # when nobody answers
        provider=approval,
    )
    def prepare(self) -> dict[str, object]:
        return {"to": "Meridian", "amount": 8400}

    @listen("Approve")
    def wire(self) -> str:
        return "wired"

    @listen("Reject")
    def report(self) -> str:
        return "not wired"


def on_webhook(pause_id: str) -> object:
    return resume_flow(Payment, client, pause_id)


# #endregion

pending = Payment(tracing=False).kickoff()
pause_id = pending.callback_info["pause_id"]
print(f"waits for {pause_id}", file=sys.stderr)
client.pauses.wait(pause_id)
print(on_webhook(pause_id))
