# The real CrewAI is there.
from __future__ import annotations

from crewai.tools import BaseTool


def test_crewai_has_its_tools() -> None:
    assert issubclass(BaseTool, object)
