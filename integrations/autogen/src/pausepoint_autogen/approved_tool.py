# A tool that runs only after a human agreed to that very call.
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autogen_core import CancellationToken
from autogen_core.tools import BaseTool
from pydantic import BaseModel

from pausepoint import PausePoint, ToolCall, ToolCallAsk, ask_about_tool_call
from pausepoint_autogen.waiting import waiting


class ApprovedTool(BaseTool[BaseModel, Any]):
    """`AssistantAgent(…, tools=[ApprovedTool(wire, PausePoint(), {"recipient": …, "channel": "sms"})])`.

    The model sees the same tool. The human reads its name and its arguments, defaults filled in;
    exactly these run, or nothing. The model is told a no with the human's words, and silence as
    silence. Every call is asked about, however alike.
    """

    def __init__(
        self,
        inner: BaseTool[Any, Any],
        client: PausePoint,
        ask: ToolCallAsk | Callable[[ToolCall], ToolCallAsk],
    ) -> None:
        strict = bool(inner.schema.get("strict"))
        super().__init__(inner.args_type(), object, inner.name, inner.description, strict)
        self._inner = inner
        self._client = client
        self._ask = ask

    async def run_json(
        self,
        args: Mapping[str, Any],
        cancellation_token: CancellationToken,
        call_id: str | None = None,
    ) -> Any:
        checked = self.args_type().model_validate(args)
        return await self._run(checked, cancellation_token, call_id)

    async def run(self, args: BaseModel, cancellation_token: CancellationToken) -> Any:
        return await self._run(args, cancellation_token, None)

    async def _run(self, args: BaseModel, token: CancellationToken, call_id: str | None) -> Any:
        call = ToolCall(self.name, args.model_dump(mode="json"))
        ask = self._ask(call) if callable(self._ask) else self._ask
        verdict = await waiting(lambda: ask_about_tool_call(self._client, call, **ask), token)
        if not verdict.approved:
            return verdict.reason
        # Not `args` again as the model wrote them: what runs is what was asked about.
        return await self._inner.run_json(call.arguments, token, call_id)

    def return_value_as_string(self, value: Any) -> str:
        return value if isinstance(value, str) else self._inner.return_value_as_string(value)
