# Asks a human about one tool call, and says whether that very call may run.
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pausepoint.in_words import WHY_NOBODY_DECIDED, quoted
from pausepoint.tool_call_digest import tool_call_digest
from pausepoint.wire import Fact, Pause, Question, ToolCallAsk

if TYPE_CHECKING:
    from typing_extensions import Unpack

_APPROVE: Final = "Approve"
_REJECT: Final = "Reject"


@dataclass(frozen=True)
class ToolCall:
    """A call a model wants to make."""

    tool: str
    arguments: Any
    """JSON, exactly as the tool will get it."""


@dataclass(frozen=True)
class ToolCallVerdict:
    """A call that is approved may run, any other tells the model why not."""

    approved: bool
    because: Literal["approved", "rejected", "undecided", "changed", "unasked"]
    """`rejected`: a human said no. `undecided`: no human agreed. `changed`: what was approved is
    another call than this one. `unasked`: no human could be asked, or reached."""
    reason: str
    """For the model: what it may conclude from this, and what not."""


def tool_call_question(
    call: ToolCall, *, message: str | None = None, **ask: Unpack[ToolCallAsk]
) -> Question:
    """The question about a call: tool and arguments as facts the human reads, their digest beside.

    By that digest, in `metadata`, `tool_call_verdict` knows the call again. The same call gives the
    same question, so it may be asked again under one idempotency key. Raises `TypeError` where the
    arguments are not JSON.

    >>> from pausepoint import PausePoint, ToolCall, tool_call_question, tool_call_verdict
    >>> call = ToolCall("wire", {"to": "Meridian", "amount": 8400})
    >>> question = tool_call_question(call, recipient="+1 (312) 847-1928", channel="sms")
    >>> pause = PausePoint().ask(**question)
    >>> tool_call_verdict(pause, call).approved  # in the line before it runs
    True
    >>> tool_call_verdict(pause, ToolCall("wire", {"to": "Meridian", "amount": 84000})).because
    'changed'
    """
    digest = tool_call_digest(call.tool, call.arguments)
    metadata = {**(ask.get("metadata") or {}), "tool": call.tool, "tool_call_digest": digest}
    question: Question = {
        **ask,
        "message": f"May “{call.tool}” run?" if message is None else message,
        "options": [_APPROVE, _REJECT],
        "timeout_default": _REJECT,
        "allow_text_response": True,
        "context": [{"label": "Tool", "value": call.tool, "kind": "text"}, *_facts(call.arguments)],
        "metadata": metadata,
    }
    return question


def tool_call_verdict(pause: Pause, call: ToolCall) -> ToolCallVerdict:
    """Whether this call may run by this pause.

    Only a human's own "Approve" of the same tool with the same arguments is a yes: not a default, not
    an approval of something that was changed afterwards.
    """
    if pause["status"] != "responded" or not pause["human_decided"]:
        return ToolCallVerdict(False, "undecided", _undecided(pause))
    if pause["response_choice"] != _APPROVE:
        words = f": {quoted(pause['response_text'])}" if pause["response_text"] else ""
        reason = f"A human rejected this call of {call.tool}{words}. It did not run."
        return ToolCallVerdict(False, "rejected", reason)
    if not _is_same(pause, call):
        reason = (
            f"A human approved another call: {call.tool} or its arguments changed after the "
            "question was asked. It did not run."
        )
        return ToolCallVerdict(False, "changed", reason)
    return ToolCallVerdict(True, "approved", "A human approved this very call.")


def _is_same(pause: Pause, call: ToolCall) -> bool:
    try:
        digest = tool_call_digest(call.tool, call.arguments)
    except (TypeError, RecursionError):
        return False
    return (pause["metadata"] or {}).get("tool_call_digest") == digest


def _undecided(pause: Pause) -> str:
    return (
        f"No human agreed: {WHY_NOBODY_DECIDED[pause['status']]}. The call did not run. This is no "
        "approval, and no rejection by a person either: do not look for another way to do the same."
    )


def _facts(arguments: object) -> list[Fact]:
    """One fact an argument where they have names people can read; else all of them as they are."""
    named = arguments if isinstance(arguments, Mapping) else {}
    readable = bool(named) and all(re.fullmatch(r"[\w.-]{1,100}", name) for name in named)
    if not readable:
        return [{"label": "Arguments", "value": arguments, "kind": "json"}]
    return [{"label": name, "value": value, "kind": _kind(value)} for name, value in named.items()]


def _kind(value: object) -> Literal["text", "json"]:
    # A program of several lines is shown as such, never flowing as prose does.
    return "text" if isinstance(value, str) and not re.search(r"[\n\r]", value) else "json"
