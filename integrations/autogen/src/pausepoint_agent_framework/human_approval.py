# A human before a tool, while the run waits: as middleware of an agent's.
from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from agent_framework import FunctionInvocationContext, FunctionMiddleware
from pydantic_core import to_jsonable_python

from pausepoint import PausePoint, ToolCall, ToolCallAsk, ask_about_tool_call
from pausepoint.in_thread import in_thread
from pausepoint.tool_call_digest import tool_call_digest


class HumanApproval(FunctionMiddleware):
    """`Agent(client, tools=[wire], middleware=[HumanApproval(PausePoint(), {"recipient": …})])`.

    Before a tool of `tools` runs, or any if that is None, a human reads its name and its arguments;
    exactly these run, or nothing. The model is told a no with the human's words, and silence as
    silence. Last among an agent's middleware, so that nothing changes the call afterwards.
    """

    def __init__(
        self,
        client: PausePoint,
        ask: ToolCallAsk | Callable[[ToolCall], ToolCallAsk],
        *,
        tools: Collection[str] | None = None,
    ) -> None:
        self._client = client
        self._ask = ask
        self._tools = None if tools is None else frozenset(tools)

    async def process(
        self, context: FunctionInvocationContext, call_next: Callable[[], Awaitable[None]]
    ) -> None:
        if self._tools is not None and context.function.name not in self._tools:
            await call_next()
            return
        call = _call(context)
        ask = self._ask(call) if callable(self._ask) else self._ask
        digest = tool_call_digest(call.tool, call.arguments)
        verdict = await in_thread(lambda: ask_about_tool_call(self._client, call, **ask))
        if not verdict.approved:
            context.result = verdict.reason
            return
        now = _call(context)
        if tool_call_digest(now.tool, now.arguments) != digest:
            raise ValueError(f"The arguments of {call.tool} were changed while a human read them")
        await call_next()


def _call(context: FunctionInvocationContext) -> ToolCall:
    given = context.arguments
    return ToolCall(context.function.name, to_jsonable_python(given, by_alias=False))
