# Asks about a tool call and waits for the answer; what stands in the way is words for the model too.
from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from pausepoint.client import PausePoint
from pausepoint.errors import PausePointError
from pausepoint.in_words import answer_in_words, refusal_in_words
from pausepoint.stop import Stop, stoppable, stopped_after
from pausepoint.tool_call import ToolCall, ToolCallVerdict, tool_call_question, tool_call_verdict
from pausepoint.wire import Pause, Question, ToolCallAsk

if TYPE_CHECKING:
    from typing_extensions import Unpack

_LONGEST: Final = 5.0
"""Seconds a withdrawal may take."""


def ask_about_tool_call(
    client: PausePoint,
    call: ToolCall,
    *,
    idempotency_key: str | None = None,
    message: str | None = None,
    **ask: Unpack[ToolCallAsk],
) -> ToolCallVerdict:
    """Asks a human about a call and waits: may this very call run?

    >>> from pausepoint import PausePoint, ToolCall, ask_about_tool_call
    >>> call = ToolCall("wire", {"to": "Meridian", "amount": 8400})
    >>> verdict = ask_about_tool_call(PausePoint(), call, recipient="+15550100", channel="sms")
    >>> "wired" if verdict.approved else verdict.reason
    'wired'

    Where none can be asked it is a refusal: a policy, a server that is away, arguments nobody could
    read. What only a programmer can mend is raised. Interrupted, it withdraws the question.
    """
    opened = open_tool_call(client, call, idempotency_key=idempotency_key, message=message, **ask)
    if isinstance(opened, ToolCallVerdict):
        return opened
    return settle_tool_call(client, opened["pause_id"], call)


def open_tool_call(
    client: PausePoint,
    call: ToolCall,
    *,
    idempotency_key: str | None = None,
    message: str | None = None,
    **ask: Unpack[ToolCallAsk],
) -> Pause | ToolCallVerdict:
    """Asks a human about a call, without waiting; a refusal where none can be asked."""
    try:
        question = tool_call_question(call, message=message, **ask)
    except (TypeError, ValueError, RecursionError) as error:
        return _unasked(f"No human could be asked: its arguments can’t be shown ({error}).")
    try:
        return client.pauses.create(idempotency_key=idempotency_key, **question)
    except PausePointError as error:
        return _unasked(_in_words(error))


def settle_tool_call(client: PausePoint, pause_id: str, call: ToolCall) -> ToolCallVerdict:
    """May this very call run? Waits for the answer; interrupted, it withdraws the question."""
    try:
        return tool_call_verdict(wait_or_withdraw(client, pause_id), call)
    except PausePointError as error:
        return _unasked(_in_words(error))


def ask_in_words(
    client: PausePoint, *, idempotency_key: str | None = None, **question: Unpack[Question]
) -> str:
    """Asks a model's own question, waits, and tells it what came of it."""
    try:
        pause = client.pauses.create(idempotency_key=idempotency_key, **question)
        return answer_in_words(wait_or_withdraw(client, pause["pause_id"]))
    except PausePointError as error:
        return _in_words(error)


def wait_or_withdraw(client: PausePoint, pause_id: str) -> Pause:
    """Nobody shall agree afterwards to what will not happen: interrupted, or where nobody is reached."""
    try:
        return client.pauses.wait(pause_id)
    except PausePointError as error:
        if error.code != "undeliverable":
            raise
        _withdraw(client, pause_id)
        # Somebody who still had a link may have been faster than the withdrawal.
        with suppress(PausePointError):
            pause = client.pauses.get(pause_id)
            if pause["status"] == "responded":
                return pause
        raise
    except BaseException:
        _withdraw(client, pause_id)
        raise


def _withdraw(client: PausePoint, pause_id: str) -> None:
    """Who stops a run does not wait for a server that hangs."""
    with suppress(PausePointError, TimeoutError), stoppable(Stop()), stopped_after(_LONGEST):
        client.pauses.cancel(pause_id)


def _in_words(error: PausePointError) -> str:
    words = refusal_in_words(error)
    if words is None:
        raise error
    return words


def _unasked(reason: str) -> ToolCallVerdict:
    return ToolCallVerdict(False, "unasked", f"{reason} The call did not run.")
