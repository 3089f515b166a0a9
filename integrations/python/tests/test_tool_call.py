# A call runs by a human's yes to that very call, and by nothing else.
from __future__ import annotations

import hashlib
import os
import signal
import threading
from typing import Any

import pytest

from pausepoint import (
    PausePoint,
    PausePointError,
    ToolCall,
    ToolCallVerdict,
    ask_about_tool_call,
    ask_in_words,
    open_tool_call,
    tool_call_digest,
    tool_call_verdict,
)
from pausepoint_testing import World
from pausepoint_testing.world import WHOM

CALL = ToolCall("wire", {"to": "Meridian", "amount": 8400, "memo": "a\nb"})


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


def test_the_human_reads_the_call_and_their_yes_lets_it_run(
    world: World, client: PausePoint
) -> None:
    with world.human("Approve"):
        verdict = ask_about_tool_call(client, CALL, **WHOM, metadata={"order": 7})
    assert verdict.approved
    [pause] = world.asked()
    assert pause["message"] == "May “wire” run?"
    assert pause["timeout_default"] == "Reject"
    assert [(one["label"], one["value"], one["kind"]) for one in pause["context"]] == [
        ("Tool", "wire", "text"),
        ("to", "Meridian", "text"),
        ("amount", 8400, "json"),
        ("memo", "a\nb", "json"),
    ]
    digest = tool_call_digest("wire", CALL.arguments)
    assert pause["metadata"] == {"order": 7, "tool": "wire", "tool_call_digest": digest}


def test_a_no_comes_with_the_humans_words(world: World, client: PausePoint) -> None:
    with world.human("Reject", 'ask "legal" first'):
        verdict = ask_about_tool_call(client, CALL, **WHOM)
    assert (verdict.approved, verdict.because) == (False, "rejected")
    assert verdict.reason == (
        'A human rejected this call of wire: "ask \\"legal\\" first". It did not run.'
    )


def test_silence_is_told_as_silence(somebody: World) -> None:
    client = PausePoint(somebody.api_key, url=somebody.url)
    verdict = ask_about_tool_call(client, CALL, **WHOM, timeout_seconds=1)
    assert (verdict.approved, verdict.because) == (False, "undecided")
    assert "No human agreed: nobody answered in time" in verdict.reason


def test_nobody_reached_withdraws_the_question(world: World, client: PausePoint) -> None:
    world.make_unreachable()
    verdict = ask_about_tool_call(client, CALL, **WHOM)
    assert verdict.because == "unasked"
    assert [one["status"] for one in world.asked()] == ["cancelled", "cancelled"]


@pytest.mark.parametrize(
    "other",
    [
        ToolCall("wire", {**CALL.arguments, "amount": 84000}),
        ToolCall("wire", {**CALL.arguments, "now": True}),
        ToolCall("wire_all", CALL.arguments),
        ToolCall("wire", {**CALL.arguments, "amount": float("nan")}),
    ],
)
def test_a_yes_lets_no_other_call_run(somebody: World, other: ToolCall) -> None:
    client = PausePoint(somebody.api_key, url=somebody.url)
    opened = open_tool_call(client, CALL, **WHOM)
    assert not isinstance(opened, ToolCallVerdict)
    somebody.tap(dict(opened), "Approve")
    pause = client.pauses.wait(opened["pause_id"])
    assert tool_call_verdict(pause, CALL).approved
    assert tool_call_verdict(pause, other).because == "changed"
    assert tool_call_verdict({**pause, "metadata": None}, CALL).because == "changed"
    assert tool_call_verdict({**pause, "human_decided": False}, CALL).because == "undecided"


def test_the_digest_is_that_of_the_typescript_client() -> None:
    text = '{"arguments":{"amount":8400,"to":"Meridian"},"tool":"wire"}'
    for arguments in ({"to": "Meridian", "amount": 8400}, {"amount": 8.4e3, "to": "Meridian"}):
        assert tool_call_digest("wire", arguments) == f"sha256:{_sha256(text)}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("memo", [float("nan"), "\ud800", deep(50_000), object(), "x" * 1_000_000])
def test_arguments_no_human_could_read_ask_nobody(somebody: World, memo: object) -> None:
    client = PausePoint(somebody.api_key, url=somebody.url)
    verdict = open_tool_call(client, ToolCall("wire", {"unread": memo}), **WHOM)
    assert isinstance(verdict, ToolCallVerdict)
    assert verdict.because == "unasked"
    assert "No human could be asked" in verdict.reason
    assert "unread" not in [
        fact["label"] for one in somebody.asked() for fact in one["context"] or ()
    ]


def test_a_tool_of_any_name_is_asked_about_as_it_is(world: World, client: PausePoint) -> None:
    call = ToolCall("drop “tables”; --\u202enow", {"a\nb": "<script>", "emoji": "🏴‍☠️", "": [1]})
    with world.human("Approve"):
        assert ask_about_tool_call(client, call, **WHOM, message="Go?").approved


def test_a_policy_is_words_for_the_model_a_wrong_key_is_for_the_programmer(world: World) -> None:
    email_only = world.restricted_key({"channels": ["email"]})
    verdict = ask_about_tool_call(PausePoint(email_only, url=world.url), CALL, **WHOM)
    assert verdict.because == "unasked"
    assert "(policy_denied)" in verdict.reason
    with pytest.raises(PausePointError):
        ask_about_tool_call(PausePoint("pp_test_none", url=world.url), CALL, **WHOM)


def test_who_is_interrupted_withdraws_the_question(world: World, client: PausePoint) -> None:
    def interrupt() -> None:
        world.open_question()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        ask_about_tool_call(client, CALL, **WHOM)
    assert [one["status"] for one in world.asked()] == ["cancelled"]


def test_a_models_own_question_is_answered_in_words(world: World, client: PausePoint) -> None:
    question: Any = {**WHOM, "message": "Which one?", "options": ["Blue", "Green"]}
    with world.human("Green", "the light one"):
        told = ask_in_words(client, **question, allow_text_response=True)
    assert told == 'A human answered: "Green". They added: "the light one".'
    told = ask_in_words(client, **question, timeout_seconds=1, timeout_default="Blue")
    assert "No human answered: nobody answered in time." in told
    assert "Blue" not in told
    assert "No human could be asked" in ask_in_words(client, **{**question, "options": ["a", "A"]})
