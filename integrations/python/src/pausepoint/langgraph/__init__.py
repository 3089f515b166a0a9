# Human approval for LangGraph: a node, a gate before tools, and what wakes a thread that waits.
"""Needs `pip install pausepoint[langgraph]`."""

from pausepoint.langgraph.approval_gate import ApprovalGate
from pausepoint.langgraph.approval_node import approval_node
from pausepoint.langgraph.ask_human import ask_human
from pausepoint.langgraph.decision import Decision
from pausepoint.langgraph.place import PauseOrigin, Wait
from pausepoint.langgraph.resume_on_webhook import resume_on_webhook
from pausepoint.langgraph.resume_pause import Resumption, resume_pause
from pausepoint.langgraph.route_by_choice import route_by_choice

__all__ = [
    "ApprovalGate",
    "Decision",
    "PauseOrigin",
    "Resumption",
    "Wait",
    "approval_node",
    "ask_human",
    "resume_on_webhook",
    "resume_pause",
    "route_by_choice",
]
