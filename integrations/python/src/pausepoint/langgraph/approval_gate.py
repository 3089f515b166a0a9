# A human before a tool: for ToolNode, and under LangChain's middleware.
from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, cast

from langchain_core.messages import AIMessage, ToolMessage
from langgraph.prebuilt.tool_node import ToolCallRequest

from pausepoint.client import PausePoint
from pausepoint.in_thread import in_thread
from pausepoint.langgraph.place import Wait, is_shared_task, place_of
from pausepoint.langgraph.settled_pause import interrupt_while_pending
from pausepoint.tool_call import ToolCall, ToolCallVerdict
from pausepoint.tool_call_asking import open_tool_call, settle_tool_call
from pausepoint.wire import ToolCallAsk

Ask = ToolCallAsk | Callable[[ToolCall], ToolCallAsk]
"""Whom to ask and how, or that by the call."""

_TOGETHER = (
    "Calls that share a task run again whenever one of them wakes up. Give each its own (create_agent "
    'does, or a Send for each call), or set wait="in-process". Nothing ran, nobody was asked.'
)


class ApprovalGate:
    """For `ToolNode([…], wrap_tool_call=gate, awrap_tool_call=gate.asynchronously)`.

    Before a tool of `tools` runs, or any if that is None, a human reads its name and its arguments as
    the model wrote them; exactly these run, or nothing. The model is told a no with the human's words,
    and silence as silence. What a tool injects or fills in by default is not among what they read.
    """

    def __init__(
        self,
        client: PausePoint,
        ask: Ask,
        *,
        tools: Collection[str] | None = None,
        wait: Wait = "interrupt",
    ) -> None:
        self._client = client
        self._ask = ask
        self._tools = None if tools is None else frozenset(tools)
        self._wait: Wait = wait

    def __call__(self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Any]) -> Any:
        if not self._guards(request):
            return handler(request)
        call, opened = self._open(request)
        if not isinstance(opened, ToolCallVerdict):
            opened = settle_tool_call(self._client, opened, call)
        return handler(request) if opened.approved else _refused(request, opened)

    async def asynchronously(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[Any]]
    ) -> Any:
        if not self._guards(request):
            return await handler(request)
        call, opened = self._open(request)
        if not isinstance(opened, ToolCallVerdict):
            pause_id = opened
            opened = await in_thread(lambda: settle_tool_call(self._client, pause_id, call))
        return await handler(request) if opened.approved else _refused(request, opened)

    def _guards(self, request: ToolCallRequest) -> bool:
        return self._tools is None or request.tool_call["name"] in self._tools

    def _open(self, request: ToolCallRequest) -> tuple[ToolCall, str | ToolCallVerdict]:
        """The call, and the pause that decides about it; interrupts while that is open."""
        call_id = self._call_id(request)
        call = ToolCall(request.tool_call["name"], request.tool_call["args"])
        place = place_of(call_id, self._wait)
        ask = self._ask(call) if callable(self._ask) else self._ask
        placed = {**ask, "metadata": {**(ask.get("metadata") or {}), **place.metadata}}
        opened = open_tool_call(
            self._client,
            call,
            idempotency_key=place.idempotency_key,
            **cast("ToolCallAsk", placed),
        )
        if isinstance(opened, ToolCallVerdict):
            return call, opened
        if self._wait == "interrupt":
            interrupt_while_pending(self._client, opened)
        return call, opened["pause_id"]

    def _call_id(self, request: ToolCallRequest) -> str:
        """Raises where one approval could serve two calls, or one call run twice."""
        call_id = request.tool_call["id"]
        if not call_id:
            raise TypeError(
                "A tool call without an id can't be told from another. Nobody was asked."
            )
        calls = _calls(request.state)
        if sum(one["id"] == call_id for one in calls) > 1:
            raise TypeError(f"Two calls of one message have the id {call_id}: neither may run")
        if self._wait == "interrupt" and len(calls) > 1 and is_shared_task():
            raise TypeError(_TOGETHER)
        return call_id


def _refused(request: ToolCallRequest, verdict: ToolCallVerdict) -> ToolMessage:
    return ToolMessage(
        content=verdict.reason,
        tool_call_id=request.tool_call["id"],
        name=request.tool_call["name"],
        status="error",
    )


def _calls(state: Any) -> Sequence[Any]:
    """Those of the last message the model wrote."""
    if isinstance(state, list):
        messages = state
    elif isinstance(state, dict):
        messages = state.get("messages", [])
    else:
        messages = getattr(state, "messages", [])
    last = next((one for one in reversed(messages) if isinstance(one, AIMessage)), None)
    return last.tool_calls if last else []
