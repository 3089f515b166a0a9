# Answers what a run wants approved by what humans answered, and by nothing else.
from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from typing import cast

from agent_framework import AgentResponse, AgentSession, Content, Message

from pausepoint import (
    PausePoint,
    ToolCall,
    ToolCallAsk,
    ToolCallVerdict,
    ask_about_tool_call,
    tool_call_digest,
)
from pausepoint.in_thread import in_thread

Ask = ToolCallAsk | Callable[[ToolCall], ToolCallAsk]
"""Whom to ask and how, or that by the call."""


async def settle_requests(
    result: AgentResponse, session: AgentSession, client: PausePoint, ask: Ask
) -> list[Message]:
    """Asks about every call of a tool with `approval_mode="always_require"`, all at once, and waits.

    Go on with what it returns: `await agent.run(messages, session=session)`. A human's yes to a call
    approves that call; anything else rejects it, with a message that tells the model what happened.
    Asked again, after a restart too, it finds the questions it asked, by the session's id.
    """
    requests = result.user_input_requests
    for request in requests:
        if request.type != "function_approval_request" or request.function_call is None:
            raise TypeError(f"A {request.type} is no call to approve: answer it yourself")
    asking = [asyncio.ensure_future(_verdict(one, session, client, ask)) for one in requests]
    try:
        verdicts = await asyncio.gather(*asking)
    except BaseException:
        # The others withdraw their questions.
        for one in asking:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        raise
    answered = list(zip(requests, verdicts, strict=True))
    contents = [one.to_function_approval_response(verdict.approved) for one, verdict in answered]
    messages = [Message("user", contents)]
    # The framework says “rejected by user” of each, which of a silence would not be true.
    words = [verdict.reason for _, verdict in answered if not verdict.approved]
    return [*messages, Message("user", words)] if words else messages


async def _verdict(
    request: Content, session: AgentSession, client: PausePoint, ask: Ask
) -> ToolCallVerdict:
    wanted = cast("Content", request.function_call)
    # Read as the framework itself will, when it runs.
    call = ToolCall(str(wanted.name), dict(wanted.parse_arguments() or {}))
    asked = ask(call) if callable(ask) else ask
    placed = {**asked, "metadata": {**(asked.get("metadata") or {}), "call_id": request.id}}
    return await in_thread(
        lambda: ask_about_tool_call(
            client,
            call,
            idempotency_key=_key(session, request, call),
            **cast("ToolCallAsk", placed),
        )
    )


def _key(session: AgentSession, request: Content, call: ToolCall) -> str:
    digest = tool_call_digest(call.tool, call.arguments)
    place = f"{session.session_id}\n{request.id}\n{digest}"
    return f"agent-framework:{hashlib.sha256(place.encode()).hexdigest()}"
