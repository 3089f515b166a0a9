# What is tried again, what is not, and what never travels: a server misbehaves at the wire.
from __future__ import annotations

import io
import pickle
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from pausepoint import PausePoint, PausePointError, Question
from pausepoint_testing.told_server import Reply, ToldServer, problem, reply, told_server

QUESTION: Question = {
    "recipient": "+15550100",
    "channel": "sms",
    "message": "Go?",
    "options": ["Yes", "No"],
}
PENDING = {"pause_id": "psr_1", "status": "pending", "undeliverable": False}
DONE = {**PENDING, "status": "responded", "human_decided": True, "response_choice": "Yes"}


@pytest.fixture
def server() -> Iterator[ToldServer]:
    with told_server() as told:
        yield told


def client(server: ToldServer, **settings: int) -> PausePoint:
    return PausePoint("pp_test_key", url=f"{server.url}/", **settings)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def half(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b'{"pause_id":')
    handler.close_connection = True


@pytest.mark.parametrize(
    "mishap",
    [
        hang_up,
        half,
        reply(200, b"<html>"),
        problem(503, "overloaded"),
        problem(429, "rate_limited"),
    ],
)
def test_what_may_pass_is_tried_again_as_the_same_question(
    server: ToldServer, mishap: Reply
) -> None:
    server.replies = [mishap, mishap, reply(201, PENDING)]
    assert client(server).pauses.create(**QUESTION)["pause_id"] == "psr_1"
    assert len({one.headers["idempotency-key"] for one in server.seen}) == 1
    assert len({one.body for one in server.seen}) == 1
    assert len(server.seen) == 3


@pytest.mark.parametrize(
    "refusal",
    [
        problem(422, "invalid_request"),
        problem(401, "api_key_invalid"),
        problem(409, "already_settled"),
        problem(503, "channel_unavailable"),
    ],
)
def test_what_will_not_pass_is_tried_once(server: ToldServer, refusal: Reply) -> None:
    server.replies = [refusal]
    with pytest.raises(PausePointError):
        client(server).pauses.create(**QUESTION)
    assert len(server.seen) == 1


def test_a_wait_outlives_a_server_that_restarts(server: ToldServer) -> None:
    server.replies = [reply(201, PENDING), hang_up, reply(502, b"bad gateway"), reply(200, PENDING)]
    server.replies += [hang_up, reply(200, DONE)]
    assert client(server, max_retries=0).ask(**QUESTION)["response_choice"] == "Yes"
    paths = [one.path for one in server.seen]
    assert paths == ["/v1/pause", *["/v1/pause/psr_1?wait=55"] * 5]


def test_it_comes_back_when_the_server_says_so(server: ToldServer) -> None:
    server.replies = [problem(429, "rate_limited", {"Retry-After": "2"}), reply(200, DONE)]
    began = time.monotonic()
    client(server).pauses.get("psr_1")
    assert time.monotonic() - began >= 2


def test_a_redirect_is_not_followed_with_the_key(server: ToldServer) -> None:
    with told_server() as other:
        other.replies = [reply(200, DONE)]
        server.replies = [reply(307, {}, {"Location": other.url})]
        with pytest.raises(PausePointError) as raised:
            client(server).pauses.get("psr_1")
        assert (raised.value.code, raised.value.status) == ("unexpected_answer", 307)
        assert other.seen == []


def test_a_server_that_drips_is_not_waited_for(server: ToldServer) -> None:
    gone = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        try:
            for number in range(10_000):
                handler.send_header(f"X-Drip-{number}", "1")
                handler.flush_headers()
                time.sleep(0.1)
        except OSError:
            gone.set()

    server.replies = [drip]
    with pytest.raises(PausePointError) as raised:
        client(server, timeout_seconds=1, max_retries=0).me()
    assert raised.value.code == "unreachable"
    assert "within 1 s" in str(raised.value)
    assert gone.wait(60)


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(PausePointError) as raised:
        PausePoint("pp_test_key", url="http://127.0.0.1:9", max_retries=1).me()
    assert raised.value.code == "unreachable"
    assert "pp_test_key" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["ftp://example.com", "localhost:3000", "http://", "http://u:p@h", "http://h/?a=b", "/x"]
)
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="url must"):
        PausePoint("pp_test_key", url=url)


def test_an_idempotency_key_can_not_smuggle_headers(server: ToldServer) -> None:
    for key in ("a\r\nX-Evil: 1", "ключ", "a\0"):
        with pytest.raises(ValueError, match="idempotency_key"):
            client(server).pauses.create(**QUESTION, idempotency_key=key)
    assert server.seen == []


def test_an_export_that_breaks_off_is_not_written_twice(server: ToldServer) -> None:
    def chunked(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\nline\n\r\n5\r\nli")
        handler.close_connection = True

    server.replies = [problem(503, "overloaded"), chunked]
    log = io.BytesIO()
    with pytest.raises(PausePointError) as raised:
        client(server).audit.export(log)
    assert raised.value.code == "unreachable"
    assert len(server.seen) == 2


def test_a_proxy_the_environment_names_is_used(
    server: ToldServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.replies = [reply(200, DONE)]
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//ada:s%40fe@"))
    monkeypatch.setenv("no_proxy", "localhost")
    PausePoint("pp_test_key", url="http://pausepoint.example:8080/base").pauses.get("psr_1")
    assert server.seen[0].path == "http://pausepoint.example:8080/base/v1/pause/psr_1"
    assert server.seen[0].headers["proxy-authorization"] == "Basic YWRhOnNAZmU="
    monkeypatch.setenv("https_proxy", server.url)
    server.replies = [reply(403)]
    with pytest.raises(PausePointError, match="403"):
        PausePoint("pp_test_key", url="https://pausepoint.example", max_retries=0).me()
    assert (server.seen[1].method, server.seen[1].path) == ("CONNECT", "pausepoint.example:443")
    # The key is for the server behind the tunnel alone.
    assert "authorization" not in server.seen[1].headers


def test_an_error_survives_the_way_between_processes() -> None:
    error = PausePointError("policy_denied", "No.", status=403, request_id="req_1")
    restored = pickle.loads(pickle.dumps(error))
    assert (restored.code, str(restored), restored.status) == ("policy_denied", "No.", 403)
    assert restored.request_id == "req_1"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"code": 7}', b"[" * 100_000, b"\xff", b"null"])
def test_an_answer_of_anybody_elses_is_no_crash(server: ToldServer, body: bytes) -> None:
    server.replies = [reply(418, body)]
    with pytest.raises(PausePointError) as raised:
        client(server).me()
    assert (raised.value.code, raised.value.status) == ("unexpected_answer", 418)
