# A human in a team of agents: reads what was said last, and chooses.
from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from autogen_agentchat.agents import UserProxyAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import BaseAgentEvent, BaseChatMessage
from autogen_core import CancellationToken

from pausepoint import PausePoint, ToolCallAsk, ask_in_words
from pausepoint_autogen.waiting import waiting


class HumanProxy(UserProxyAgent):
    """`RoundRobinGroupChat([writer, HumanProxy("editor", PausePoint(), {"recipient": …}, […])])`.

    AutoGen's UserProxyAgent, whose input is a human's choice out of `options`, with what they add, in
    words that say who decided. They read the last message of the team. Silence is told as silence.
    """

    def __init__(
        self,
        name: str,
        client: PausePoint,
        ask: ToolCallAsk,
        options: Sequence[str] = ("Approve", "Reject"),
        *,
        message: str = "What do you say to this?",
        description: str = "A human, who decides.",
    ) -> None:
        super().__init__(name, description=description, input_func=self._choice)
        self._client = client
        self._whom = ask
        self._options = list(options)
        self._message = message
        self._last: BaseChatMessage | None = None

    async def on_messages_stream(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> AsyncGenerator[BaseAgentEvent | BaseChatMessage | Response, None]:
        # A turn that brings nothing new is about what was said before.
        self._last = messages[-1] if messages else self._last
        async for said in super().on_messages_stream(messages, cancellation_token):
            yield said

    async def on_reset(self, cancellation_token: CancellationToken | None = None) -> None:
        self._last = None
        await super().on_reset(cancellation_token)

    async def _choice(self, _prompt: str, token: CancellationToken | None) -> str:
        question: dict[str, Any] = {
            **self._whom,
            "message": self._message,
            "options": self._options,
            "allow_text_response": True,
        }
        if self._last is not None:
            # As it stands: lines of a message shall not flow into one.
            said = {"label": self._last.source, "value": self._last.to_model_text(), "kind": "json"}
            question["context"] = [said]
        return await waiting(lambda: ask_in_words(self._client, **question), token)
