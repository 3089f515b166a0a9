# Human approval for LangChain's create_agent: the gate as its middleware.
"""Needs `pip install pausepoint[langchain]`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langgraph.prebuilt.tool_node import ToolCallRequest

from pausepoint.client import PausePoint
from pausepoint.langgraph import ApprovalGate, Wait, ask_human
from pausepoint.langgraph.approval_gate import Ask

__all__ = ["HumanApproval", "ask_human"]


class HumanApproval(AgentMiddleware):
    """`create_agent(model, tools, middleware=[HumanApproval(client, ask, tools=["wire"])], …)`.

    Before a tool of `tools` runs, or any if that is None, a human reads its name and arguments;
    exactly these run, or nothing. With a checkpointer the agent stops meanwhile and is resumed by
    `pausepoint.langgraph.resume_pause`; without, set `wait="in-process"`.
    """

    def __init__(
        self,
        client: PausePoint,
        ask: Ask,
        *,
        tools: Collection[str] | None = None,
        wait: Wait = "interrupt",
    ) -> None:
        super().__init__()
        self._gate = ApprovalGate(client, ask, tools=tools, wait=wait)

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Any]
    ) -> Any:
        return self._gate(request, handler)

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]
    ) -> Any:
        return await self._gate.asynchronously(request, handler)
