# Stand for models: each wants to wire money, and reports what came of it.
from __future__ import annotations

import json
from typing import Any

from agent_framework import (
    BaseChatClient,
    ChatResponse,
    Content,
    FunctionInvocationLayer,
    Message,
)
from autogen_core import FunctionCall
from autogen_core.models import CreateResult, RequestUsage
from autogen_ext.models.replay import ReplayChatCompletionClient

WANTS = json.dumps({"to": "Meridian", "amount": 8400})


def autogen_model() -> ReplayChatCompletionClient:
    can: Any = {
        "vision": False,
        "function_calling": True,
        "json_output": False,
        "family": "unknown",
        "structured_output": False,
    }
    wants = CreateResult(
        finish_reason="function_calls",
        content=[FunctionCall(id="call_1", name="wire", arguments=WANTS)],
        usage=RequestUsage(prompt_tokens=0, completion_tokens=0),
        cached=False,
    )
    return ReplayChatCompletionClient([wants], model_info=can)


class AgentFrameworkModel(FunctionInvocationLayer[Any], BaseChatClient[Any]):
    def _inner_get_response(self, *, messages: Any, stream: bool, options: Any, **_: Any) -> Any:  # noqa: ARG002
        async def say() -> ChatResponse:
            contents = [one for message in messages for one in message.contents]
            told = [str(one.result) for one in contents if one.type == "function_result"]
            words = [one.text for one in contents if one.type == "text"][1:]
            call = Content.from_function_call("call_1", "wire", arguments=WANTS)
            says: Any = ["\n".join([*told, *words])] if told else [call]
            return ChatResponse(messages=[Message("assistant", says)])

        return say()
