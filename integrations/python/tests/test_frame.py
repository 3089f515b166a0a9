# The frame: a live server, a human who answers.
from __future__ import annotations

from pausepoint_testing import World


def test_a_human_answers(world: World) -> None:
    question = {"recipient": "+15550100", "channel": "sms", "message": "Go?", "options": ["Y", "N"]}
    made = world.request("POST", "/v1/pause", question)
    with world.human("N"):
        answer = world.request("GET", f"/v1/pause/{made['pause_id']}?wait=20")
    assert answer["response_choice"] == "N"
