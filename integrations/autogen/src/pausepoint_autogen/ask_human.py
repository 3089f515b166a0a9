# A tool by which the model itself asks a human, and hears who decided what.
from __future__ import annotations

from typing import Annotated

from autogen_core import CancellationToken
from autogen_core.tools import FunctionTool

from pausepoint import PausePoint, ToolCallAsk, ask_in_words
from pausepoint_autogen.waiting import waiting


def ask_human(
    client: PausePoint,
    ask: ToolCallAsk,
    *,
    name: str = "ask_human",
    description: str = "Ask a human to decide. Waits for the answer.",
) -> FunctionTool:
    """A plain tool, `ask_human(question, options)`: its result says in words who decided.

    Whom to ask, and how, is in `ask`: the model can't change it. Silence is told as silence.
    """

    async def ask_a_human(
        question: Annotated[str, "The whole question: the human sees nothing else."],
        options: Annotated[list[str], "The answers to choose from, 2-5."],
        cancellation_token: CancellationToken,
    ) -> str:
        return await waiting(
            lambda: ask_in_words(
                client, **ask, message=question, options=options, allow_text_response=True
            ),
            cancellation_token,
        )

    return FunctionTool(ask_a_human, description=description, name=name)
