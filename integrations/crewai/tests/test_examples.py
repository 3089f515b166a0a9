# The stories of examples/crewai run as they stand.
from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from pausepoint_testing import World

STORIES = Path(__file__).parents[3] / "examples/crewai"


@pytest.mark.parametrize(
    ("story", "choice", "told"),
    [
        ("pay.py", "Approve", "wired 8400 to Meridian"),
        ("pay.py", "Reject", "A human rejected this call of wire. It did not run."),
        ("flow.py", "Approve", "wired"),
    ],
)
def test_a_story_goes_on_by_the_humans_choice(
    somebody: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    story: str,
    choice: str,
    told: str,
) -> None:
    monkeypatch.setenv("PAUSEPOINT_API_KEY", somebody.api_key)
    monkeypatch.setenv("HOME", str(tmp_path))  # where CrewAI keeps what waits
    monkeypatch.syspath_prepend(STORIES)
    with somebody.human(choice):
        runpy.run_path(str(STORIES / story), run_name="__main__")
    assert told in capsys.readouterr().out.splitlines()
