# Human approval for CrewAI: tools that wait for a human, and feedback for flows.
"""Needs CrewAI and the `pausepoint` client."""

from pausepoint_crewai.approved_tool import ApprovedTool
from pausepoint_crewai.ask_human import AskHuman
from pausepoint_crewai.human_choice import HumanChoice
from pausepoint_crewai.load_tools import load_tools
from pausepoint_crewai.provider import NobodyDecidedError, PausePointProvider
from pausepoint_crewai.resume_flow import resume_flow

__all__ = [
    "ApprovedTool",
    "AskHuman",
    "HumanChoice",
    "NobodyDecidedError",
    "PausePointProvider",
    "load_tools",
    "resume_flow",
]
