# A flow goes on by what a human chose, in whatever process, and never by silence taken for it.
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from crewai.flow import Flow, human_feedback, listen, start
from crewai.flow.async_feedback.types import HumanFeedbackPending
from crewai.flow.persistence import SQLiteFlowPersistence

from pausepoint import PausePoint
from pausepoint_crewai import HumanChoice, NobodyDecidedError, PausePointProvider, resume_flow
from pausepoint_testing import World
from pausepoint_testing.world import WHOM, until

OTHER_PROCESS = Path(__file__).parent / "testing/other_process.py"


def payment(client: PausePoint, *, default: str | None = None, **settings: Any) -> type[Flow[Any]]:
    whom: Any = {**WHOM, **settings.pop("ask", {})}
    provider = PausePointProvider(client, whom, **settings)

    class Payment(Flow[dict[str, Any]]):
        @start()
        @human_feedback(
            message="Wire it?",
            emit=["Approve", "Reject"],
            llm=HumanChoice(),
            default_outcome=default,
            provider=provider,
        )
        def prepare(self) -> dict[str, Any]:
            return {"to": "Meridian", "amount": 8400}

        @listen("Approve")
        def wire(self) -> str:
            return "wired"

        @listen("Reject")
        def report(self) -> str:
            return "reported"

    return Payment


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


@pytest.mark.parametrize(("choice", "came"), [("Approve", "wired"), ("Reject", "reported")])
def test_in_process_the_humans_choice_is_the_outcome(
    world: World, client: PausePoint, choice: str, came: str
) -> None:
    with world.human(choice):
        assert payment(client, wait="in-process")(tracing=False).kickoff() == came
    [pause] = world.asked()
    assert pause["options"] == ["Approve", "Reject"]
    assert pause["context"][0]["value"] == {"to": "Meridian", "amount": 8400}


def test_silence_is_not_crewais_first_outcome(client: PausePoint) -> None:
    made = payment(client, wait="in-process", ask={"timeout_seconds": 1})
    with pytest.raises(NobodyDecidedError):
        made(tracing=False).kickoff()


def test_silence_takes_the_default_its_author_chose_for_it(client: PausePoint) -> None:
    made = payment(client, wait="in-process", ask={"timeout_seconds": 1}, default="Reject")
    flow = made(tracing=False)
    assert flow.kickoff() == "reported"
    assert flow.last_human_feedback is not None
    assert flow.last_human_feedback.feedback == ""


def test_a_pending_flow_is_woken_once_by_its_own_answer_alone(
    world: World, client: PausePoint, tmp_path: Path
) -> None:
    persistence = SQLiteFlowPersistence(str(tmp_path / "flows.db"))
    made = payment(client)
    pending = made(persistence=persistence, tracing=False).kickoff()
    assert isinstance(pending, HumanFeedbackPending)
    [pause] = world.asked()
    assert pending.callback_info == {"pause_id": pause["pause_id"]}

    def wake(pause_id: str = pause["pause_id"]) -> Any:
        return resume_flow(made, client, pause_id, persistence=persistence)

    assert wake() == "waiting"
    # Another question that names the same flow, answered with a yes.
    forged: Any = {**WHOM, "message": "Tea?", "options": ["Approve", "Reject"]}
    other = client.pauses.create(**forged, metadata=pause["metadata"])
    world.tap(dict(other), "Approve")
    assert wake(other["pause_id"]) == "not_waiting"
    foreign = client.pauses.create(**forged)
    assert wake(foreign["pause_id"]) == "foreign"
    world.tap(pause, "Reject")
    assert wake() == "reported"
    assert wake() == "not_waiting"


def test_a_pending_flow_that_nobody_answered_does_not_go_on(
    world: World, client: PausePoint, tmp_path: Path
) -> None:
    persistence = SQLiteFlowPersistence(str(tmp_path / "flows.db"))
    made = payment(client, ask={"timeout_seconds": 1})
    made(persistence=persistence, tracing=False).kickoff()
    [pause] = world.asked()
    until(lambda: world.get(pause["pause_id"])["status"] == "timed_out")
    with pytest.raises(NobodyDecidedError):
        resume_flow(made, client, pause["pause_id"], persistence=persistence)


def test_the_process_may_end_meanwhile(world: World, tmp_path: Path) -> None:
    def run(*act: str) -> str:
        command = [sys.executable, str(OTHER_PROCESS), str(tmp_path / "flows.db"), *act]
        env = {**os.environ, "PAUSEPOINT_API_KEY": world.api_key}
        ran = subprocess.run(command, env=env, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.splitlines()[-1]

    assert run("start") == "pending"
    pause = world.open_question()
    world.tap(pause, "Approve")
    assert run("wake", pause["pause_id"]) == "wired 8400"
    assert len(world.asked()) == 1


@pytest.mark.parametrize("feedback", ["approve?", "I do not approve", "Approve\nReject", ""])
def test_what_is_none_of_the_outcomes_is_no_outcome(client: PausePoint, feedback: str) -> None:
    flow = payment(client)(tracing=False)
    with pytest.raises(ValueError, match=r"classify|none of the outcomes"):
        flow._collapse_to_outcome(feedback, ["Approve", "Reject"], HumanChoice())


def test_without_outcomes_nobody_is_asked(world: World, client: PausePoint) -> None:
    class Talk(Flow[dict[str, Any]]):
        @start()
        @human_feedback(message="Well?", provider=PausePointProvider(client, WHOM))
        def say(self) -> str:
            return "Hello"

    with pytest.raises(ValueError, match="emit"):
        Talk(tracing=False).kickoff()
    assert world.asked() == []
