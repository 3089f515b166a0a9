# Asks a human where a flow of CrewAI's wants feedback, and goes on with what they chose.
from __future__ import annotations

from typing import Any, Literal, cast

from crewai.flow import Flow
from crewai.flow.async_feedback.types import HumanFeedbackPending, PendingFeedbackContext

from pausepoint import Pause, PausePoint, PausePointError, Question, ToolCallAsk
from pausepoint.tool_call_asking import wait_or_withdraw

_FEWEST, _MOST = 2, 5


class NobodyDecidedError(Exception):
    """No human chose, and the step has no `default_outcome` for that: the flow does not go on."""


class PausePointProvider:
    """`@human_feedback("Wire it?", emit=["Approve", "Reject"], llm=HumanChoice(), provider=…)`.

    The options are the outcomes of `emit`, the step's output is shown beside the question. With
    `wait="pending"` the flow is persisted and the process may end: `resume_flow` goes on. With
    `wait="in-process"` the flow waits. Silence takes the step's `default_outcome`; where it has none,
    `NobodyDecidedError`. Nothing is taken for an answer that no human gave.
    """

    def __init__(
        self,
        client: PausePoint,
        ask: ToolCallAsk,
        *,
        wait: Literal["pending", "in-process"] = "pending",
    ) -> None:
        self._client = client
        self._ask = ask
        self._wait = wait

    def request_feedback(self, context: PendingFeedbackContext, flow: Flow[Any]) -> str:  # noqa: ARG002
        pause = self._open(context)
        if self._wait == "pending":
            # Kept with the flow: the answer to an earlier question must not serve this one.
            context.metadata = {**context.metadata, "pausepoint": {"pause_id": pause["pause_id"]}}
            raise HumanFeedbackPending(context, {"pause_id": pause["pause_id"]})
        try:
            return feedback_of(wait_or_withdraw(self._client, pause["pause_id"]), context)
        except PausePointError as error:
            if error.code == "undeliverable":
                raise _nobody(str(error), context) from error
            raise

    def _open(self, context: PendingFeedbackContext) -> Pause:
        outcomes = context.emit or []
        if not _FEWEST <= len(outcomes) <= _MOST:
            # Without outcomes nothing would keep a no from going on like a yes.
            raise ValueError(f"{context.method_name}: give emit=[…] with two to five outcomes")
        safe = context.to_dict()
        origin = {name: safe[name] for name in ("flow_id", "flow_class", "method_name")}
        question = {
            **self._ask,
            "message": context.message,
            "options": list(outcomes),
            "context": [{"label": "Output", "value": safe["method_output"], "kind": _kind(safe)}],
            "metadata": {**(self._ask.get("metadata") or {}), "crewai": origin},
        }
        return self._client.pauses.create(**cast("Question", question))


def feedback_of(pause: Pause, context: PendingFeedbackContext) -> str:
    """The outcome a human chose; empty, for CrewAI's default, where they were silent."""
    if pause["status"] == "responded" and pause["human_decided"]:
        return str(pause["response_choice"])
    if pause["status"] == "pending":
        raise ValueError(f"{pause['pause_id']} is still open")
    if context.default_outcome:
        return ""
    raise _nobody(f"{pause['pause_id']} is {pause['status']}", context)


def _nobody(why: str, context: PendingFeedbackContext) -> NobodyDecidedError:
    # An empty feedback would be CrewAI's first outcome, most often the yes.
    message = f"{context.method_name}: no human decided ({why}), and there is no default_outcome"
    return NobodyDecidedError(message)


def _kind(context: dict[str, Any]) -> str:
    output = context["method_output"]
    return "text" if isinstance(output, str) and "\n" not in output else "json"
