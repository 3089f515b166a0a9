# The stories of examples/python run as they stand.
from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pausepoint_testing import World
from pausepoint_testing.http import call
from pausepoint_testing.world import WHOM, until

STORIES = Path(__file__).parents[3] / "examples/python"


def run(world: World, name: str, **env: str) -> subprocess.Popen[str]:
    given = {**os.environ, "PAUSEPOINT_API_KEY": world.api_key, **env}
    story = [sys.executable, str(STORIES / name)]
    return subprocess.Popen(story, env=given, text=True, stdout=subprocess.PIPE)


@pytest.mark.parametrize(
    ("name", "choice", "told"),
    [
        ("ask.py", "Approve", "wired\n"),
        ("ask.py", "Reject", ""),
        ("tool_call.py", "Approve", "wired 8400 to Meridian\n"),
        ("tool_call.py", "Reject", "A human rejected this call of wire. It did not run.\n"),
    ],
)
def test_a_story_goes_on_by_the_humans_choice(
    somebody: World, name: str, choice: str, told: str
) -> None:
    with somebody.human(choice), run(somebody, name) as story:
        assert story.communicate()[0] == told


def test_a_graph_is_woken_by_the_answer(world: World) -> None:
    with world.human("Approve"), run(world, "graph.py") as story:
        assert story.communicate()[0] == 'wired 8400\nA human answered: "Approve".\n'


def test_a_receiver_acts_on_a_humans_yes_alone(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = world.add_webhook(f"http://127.0.0.1:{port}/")
    question = {**WHOM, "message": "Wire?", "options": ["Approve", "Reject"]}
    with run(world, "webhook.py", PAUSEPOINT_WEBHOOK_SECRET=secret, PORT=str(port)) as receiver:
        until(lambda: _hears(port))
        silent = world.request(
            "POST",
            "/v1/pause",
            {**question, "timeout_seconds": 1, "timeout_default": "Approve"},
        )
        until(lambda: world.get(silent["pause_id"])["status"] == "timed_out")
        pause = world.request("POST", "/v1/pause", question)
        world.tap(pause, "Approve")
        assert receiver.stdout is not None
        assert receiver.stdout.readline() == f"wired by {pause['pause_id']}\n"
        receiver.kill()


def _hears(port: int) -> bool:
    """A forged webhook is refused, which shows that the receiver is there."""
    try:
        call("POST", f"http://127.0.0.1:{port}/", {"data": {"human_decided": True}})
    except OSError as error:
        return getattr(error, "code", None) == 400
    return False
