# A server that says what a test tells it to, and remembers what it was asked.
from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class ToldServer:
    url: str
    replies: list[Reply] = field(default_factory=list)
    """One for each request; the last one for all that follow."""
    seen: list[Seen] = field(default_factory=list)


def reply(status: int, body: object = None, headers: dict[str, str] | None = None) -> Reply:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def problem(status: int, code: str, headers: dict[str, str] | None = None, **more: object) -> Reply:
    body = {"code": code, "detail": f"It is {code}.", "status": status, "request_id": "req_1"}
    return reply(status, {**body, **more}, headers)


@contextmanager
def told_server() -> Iterator[ToldServer]:
    told = ToldServer("")

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            told.seen.append(Seen(self.command, self.path, headers, self.rfile.read(size)))
            answer = told.replies.pop(0) if len(told.replies) > 1 else told.replies[0]
            try:
                answer(self)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = do_DELETE = do_CONNECT = do  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
