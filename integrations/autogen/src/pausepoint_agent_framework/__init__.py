# Human approval for Microsoft Agent Framework: before a tool runs, or for what a run wants approved.
"""Needs `pip install pausepoint-autogen[agent-framework]`."""

from pausepoint_agent_framework.human_approval import HumanApproval
from pausepoint_agent_framework.settle_requests import settle_requests

__all__ = ["HumanApproval", "settle_requests"]
