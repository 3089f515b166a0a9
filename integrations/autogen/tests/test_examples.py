# The stories of examples/autogen run as they stand.
from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from pausepoint_testing import World

STORIES = Path(__file__).parents[3] / "examples/autogen"


@pytest.mark.parametrize("story", ["pay.py", "agent_framework_pay.py"])
@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("Approve", "wired 8400 to Meridian"),
        ("Reject", "A human rejected this call of wire. It did not run."),
    ],
)
def test_a_story_goes_on_by_the_humans_choice(
    somebody: World,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    story: str,
    choice: str,
    told: str,
) -> None:
    monkeypatch.setenv("PAUSEPOINT_API_KEY", somebody.api_key)
    monkeypatch.syspath_prepend(STORIES)
    with somebody.human(choice):
        runpy.run_path(str(STORIES / story), run_name="__main__")
    assert told in capsys.readouterr().out.splitlines()
