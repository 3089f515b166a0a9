# A tool by which the model itself asks a human, and hears who decided what.
from __future__ import annotations

from typing import Annotated, Any, cast

from langchain_core.tools import BaseTool, InjectedToolCallId, tool

from pausepoint.client import PausePoint
from pausepoint.errors import PausePointError
from pausepoint.in_words import answer_in_words, refusal_in_words
from pausepoint.langgraph.place import Wait
from pausepoint.langgraph.settled_pause import settled_pause
from pausepoint.wire import Question, ToolCallAsk


def ask_human(
    client: PausePoint,
    ask: ToolCallAsk,
    *,
    wait: Wait = "interrupt",
    name: str = "ask_human",
    description: str = "Ask a human to decide. Waits for the answer.",
) -> BaseTool:
    """A plain tool, `ask_human(question, options)`: its result says in words who decided.

    Whom to ask, and how, is in `ask`: the model can't change it. Silence is told as silence.
    """

    def ask_a_human(
        question: Annotated[str, "The whole question: the human sees nothing else."],
        options: Annotated[list[str], "The answers to choose from, 2-5."],
        tool_call_id: Annotated[str, InjectedToolCallId],
    ) -> str:
        asked: dict[str, Any] = {
            **ask,
            "message": question,
            "options": options,
            "allow_text_response": True,
        }
        try:
            settled = settled_pause(client, cast("Question", asked), part=tool_call_id, wait=wait)
        except PausePointError as error:
            told = refusal_in_words(error)
            if told is None:
                raise
            return told
        return answer_in_words(settled)

    return tool(name, description=description)(ask_a_human)
