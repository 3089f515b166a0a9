# Whoever asks hears what a human decided, and never takes anything else for it.
from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from pausepoint import PausePoint, PausePointError, Question
from pausepoint_testing import World

QUESTION: Question = {
    "recipient": "+1 (312) 847-1928",
    "channel": "sms",
    "message": "Wire $8,400 to Meridian?",
    "options": ["Approve", "Reject"],
}


@pytest.fixture
def client(world: World) -> PausePoint:
    return PausePoint(world.api_key, url=world.url)


@pytest.mark.parametrize("choice", ["Approve", "Reject"])
def test_a_humans_answer_comes_back_with_their_words(
    world: World, client: PausePoint, choice: str
) -> None:
    with world.human(choice, "as agreed"):
        answer = client.ask(**QUESTION, allow_text_response=True, metadata={"order": 7})
    assert answer["status"] == "responded"
    assert answer["human_decided"] is True
    assert (answer["response_choice"], answer["response_text"]) == (choice, "as agreed")
    assert answer["metadata"] == {"order": 7}


def test_silence_is_no_yes_even_if_the_default_is(somebody: World) -> None:
    client = PausePoint(somebody.api_key, url=somebody.url)
    answer = client.ask(**QUESTION, timeout_seconds=1, timeout_default="Approve")
    assert (answer["status"], answer["human_decided"]) == ("timed_out", False)
    assert (answer["response_choice"], answer["response_at"]) == ("Approve", None)


def test_a_withdrawn_question_is_nobodys_decision(world: World, client: PausePoint) -> None:
    pause = client.pauses.create(**QUESTION)
    threading.Timer(0.3, client.pauses.cancel, [pause["pause_id"]]).start()
    answer = client.pauses.wait(pause["pause_id"])
    assert (answer["status"], answer["human_decided"]) == ("cancelled", False)
    assert client.pauses.cancel(pause["pause_id"])["status"] == "cancelled"


def test_nobody_to_reach_is_told_instead_of_waited_for(world: World, client: PausePoint) -> None:
    world.make_unreachable()
    with pytest.raises(PausePointError) as raised:
        client.ask(**QUESTION)
    error = raised.value
    assert error.code == "undeliverable"
    assert error.pause is not None
    assert error.pause["status"] == "pending"
    assert "1928" in str(error)
    assert "8471928" not in str(error)


def test_a_wrong_key_is_refused_and_not_repeated_in_the_error(somebody: World) -> None:
    for key in ("pp_test_nobody", "pp_test_a\r\nX-Evil: 1", "pp_test_ключ"):
        with pytest.raises(PausePointError) as raised:
            PausePoint(key, url=somebody.url).me()
        assert raised.value.code == "api_key_invalid"
        assert key not in repr(raised.value)


def test_no_key_at_all_is_told_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAUSEPOINT_API_KEY")
    with pytest.raises(PausePointError, match="PAUSEPOINT_API_KEY"):
        PausePoint()


def test_a_key_goes_only_to_the_server_it_was_given_for(
    somebody: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = somebody
    monkeypatch.setenv("PAUSEPOINT_API_KEY", f"{world.api_key}\n")
    assert PausePoint().me()["mode"] == "test"
    assert "localhost:3000" in repr(PausePoint("pp_test_of_my_own"))
    assert world.api_key not in repr(PausePoint(world.api_key))


def test_the_same_key_and_question_ask_once(world: World, client: PausePoint) -> None:
    first = client.pauses.create(**QUESTION, idempotency_key="run-7")
    again = client.pauses.create(**QUESTION, idempotency_key="run-7")
    assert again["pause_id"] == first["pause_id"]
    assert len(world.asked()) == 1
    other: Question = {**QUESTION, "message": "Wire $84,000?"}
    with pytest.raises(PausePointError) as raised:
        client.pauses.create(**other, idempotency_key="run-7")
    assert raised.value.code == "idempotency_key_reused"


AGENT = """
from pausepoint import PausePoint
answer = PausePoint().ask(recipient="+15550100", channel="sms", message="Deploy?",
                          options=["Deploy", "Abort"], idempotency_key="deploy-4712")
print(answer["response_choice"], answer["human_decided"])
"""


def test_a_process_killed_while_it_waits_asks_nobody_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAUSEPOINT_API_KEY", world.api_key)
    with subprocess.Popen([sys.executable, "-c", AGENT]) as agent:
        pause = world.open_question()
        agent.send_signal(signal.SIGKILL)
    world.tap(pause, "Deploy")
    again = subprocess.run([sys.executable, "-c", AGENT], capture_output=True, text=True)
    assert again.stdout == "Deploy True\n"
    assert len(world.asked()) == 1


def test_who_stops_waiting_leaves_the_question_open(world: World, client: PausePoint) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        client.ask(**QUESTION, wait_timeout_seconds=0.5)
    assert time.monotonic() - began < 50  # not the 55 s the server holds
    assert [one["status"] for one in world.asked()] == ["pending"]


def test_every_fault_of_a_question_is_told_at_once(somebody: World) -> None:
    client = PausePoint(somebody.api_key, url=somebody.url)
    faulty: Any = {**QUESTION, "options": ["Yes"], "mesage": "?"}
    with pytest.raises(PausePointError) as raised:
        client.pauses.create(**faulty)
    error = raised.value
    assert (error.code, error.status) == ("invalid_request", 422)
    assert {fault["pointer"] for fault in error.errors} >= {"/options", "/mesage"}
    assert error.request_id


@pytest.mark.parametrize(
    "pause_id", ["psr_none", "..", "../auth/me", "a/b?c#d", "\ud800", "ü" * 999]
)
def test_an_id_from_anywhere_stays_an_id(somebody: World, pause_id: str) -> None:
    with pytest.raises(PausePointError) as raised:
        PausePoint(somebody.api_key, url=somebody.url).pauses.get(pause_id)
    assert raised.value.code in ("not_found", "invalid_request")


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}, b"bytes"])
def test_what_is_no_json_is_not_sent(value: object) -> None:
    nobody = PausePoint("pp_test_key", url="http://127.0.0.1:9")
    with pytest.raises((TypeError, ValueError)):
        nobody.pauses.create(**QUESTION, metadata={"value": value})


def test_lists_and_the_log_are_read_page_by_page(world: World, client: PausePoint) -> None:
    for number in range(3):
        client.pauses.create(**QUESTION, agent={"run_id": f"r{number}"})
    pauses = list(client.pauses.iterate(limit=1))
    assert [one["agent"] for one in pauses] == [{"run_id": f"r{number}"} for number in (2, 1, 0)]
    assert len(client.pauses.list(run_id="r1", status="pending")["data"]) == 1
    created = client.audit.iterate(event_type="pause.created", limit=2)
    assert [one["pause_id"] for one in created] == [one["pause_id"] for one in pauses]
    assert client.audit.list(pause_id=pauses[0]["pause_id"], limit=1)["data"]


def test_the_feed_goes_on_where_its_reader_stopped(world: World, client: PausePoint) -> None:
    kept = client.events.list(after="latest")["next_cursor"]
    ids = [client.pauses.create(**QUESTION)["pause_id"] for _ in range(2)]
    for pause_id in ids:
        client.pauses.cancel(pause_id)
    pages = client.events.pages(after=kept, limit=1, types=["pause.cancelled"])
    first = next(pages)
    assert [one["pause_id"] for one in first["data"]] == ids[:1]
    resumed = client.events.iterate(after=first["next_cursor"])
    assert next(resumed)["pause_id"] == ids[1]


def test_a_receipt_and_a_proof_are_there_to_be_kept(world: World, client: PausePoint) -> None:
    with world.human():
        pause_id = client.ask(**QUESTION)["pause_id"]
    patient = PausePoint(world.api_key, url=world.url, max_retries=8)
    assert patient.pauses.receipt(pause_id).count(".") >= 2
    sealed = next(one for one in client.audit.iterate() if one["leaf_hash"])
    assert client.audit.proof_of(sealed["event_id"])["leaf_hash"] == sealed["leaf_hash"]
    assert client.audit.proof_since(1)["from_size"] == 1
    assert "\n" in client.audit.checkpoint()
    client.pauses.erase_personal_data(pause_id)
    assert client.pauses.get(pause_id)["message"] is None
