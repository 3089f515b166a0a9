# Human approval for AutoGen: tools that wait for a human, and a human in a team.
"""Needs `pip install pausepoint-autogen[autogen]`."""

from pausepoint_autogen.approved_tool import ApprovedTool
from pausepoint_autogen.ask_human import ask_human
from pausepoint_autogen.human_proxy import HumanProxy
from pausepoint_autogen.load_http_tools import load_http_tools

__all__ = ["ApprovedTool", "HumanProxy", "ask_human", "load_http_tools"]
