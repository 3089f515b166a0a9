# A tool that runs only after a human agreed to that very call.
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crewai.tools import BaseTool
from pydantic import PrivateAttr

from pausepoint import PausePoint, ToolCall, ToolCallAsk, ask_about_tool_call
from pausepoint_crewai.load_tools import never


class ApprovedTool(BaseTool):
    """`Agent(tools=[ApprovedTool(wire, PausePoint(), {"recipient": …, "channel": "sms"})])`.

    The model sees the same tool. The human reads its name and its arguments, defaults filled in;
    exactly these run, or nothing. The model is told a no with the human's words, and silence as
    silence. Every call is asked about, however alike: CrewAI's cache is off for it.
    """

    _inner: BaseTool = PrivateAttr()
    _client: PausePoint = PrivateAttr()
    _ask: ToolCallAsk | Callable[[ToolCall], ToolCallAsk] = PrivateAttr()

    def __init__(
        self,
        inner: BaseTool,
        client: PausePoint,
        ask: ToolCallAsk | Callable[[ToolCall], ToolCallAsk],
    ) -> None:
        super().__init__(
            name=inner.name,
            description=inner.description,
            args_schema=inner.args_schema,
            result_as_answer=inner.result_as_answer,
            max_usage_count=inner.max_usage_count,
            cache_function=never,
        )
        self._inner = inner
        self._client = client
        self._ask = ask

    def _run(self, **arguments: Any) -> Any:
        call = ToolCall(self.name, arguments)
        ask = self._ask(call) if callable(self._ask) else self._ask
        verdict = ask_about_tool_call(self._client, call, **ask)
        # Not `arguments` again as the model wrote them: what runs is what was asked about.
        return self._inner.run(**call.arguments) if verdict.approved else verdict.reason
