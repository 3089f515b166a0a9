# A tool by which a crew's model itself asks a human, and hears who decided what.
from __future__ import annotations

from crewai.tools import BaseTool
from pydantic import BaseModel, Field, PrivateAttr

from pausepoint import PausePoint, ToolCallAsk, ask_in_words
from pausepoint_crewai.load_tools import never


class _Asked(BaseModel):
    question: str = Field(description="The whole question: the human sees nothing else.")
    options: list[str] = Field(description="The answers to choose from, 2-5.")


class AskHuman(BaseTool):
    """`Agent(tools=[AskHuman(PausePoint(), {"recipient": "+15550100", "channel": "sms"})])`.

    Whom to ask, and how, is in `ask`: the model can't change it. It waits, and tells the model who
    decided; silence is told as silence.
    """

    _client: PausePoint = PrivateAttr()
    _ask: ToolCallAsk = PrivateAttr()

    def __init__(
        self,
        client: PausePoint,
        ask: ToolCallAsk,
        *,
        name: str = "ask_human",
        description: str = "Ask a human to decide. Waits for the answer.",
    ) -> None:
        super().__init__(
            name=name, description=description, args_schema=_Asked, cache_function=never
        )
        self._client = client
        self._ask = ask

    def _run(self, question: str, options: list[str]) -> str:
        return ask_in_words(
            self._client,
            **self._ask,
            message=question,
            options=options,
            allow_text_response=True,
        )
