# One request and its answer over http.client: bounded in time as a whole, and stoppable.
from __future__ import annotations

import http.client
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from pausepoint.stop import Stop, shut

T = TypeVar("T")
Read = Callable[[http.client.HTTPResponse, Callable[[], None]], T]
"""Gets the answer as it begins, and what lifts the time limit."""


@dataclass(frozen=True)
class Exchange:
    method: str
    target: str
    """Path and query."""
    headers: Mapping[str, str]
    body: bytes | None
    seconds: float
    """For all of it, until `read` returns."""


def exchange(
    server: SplitResult,
    request: Exchange,
    stop: Stop,
    read: Read[T],
) -> T:
    """Raises `OSError` or `HTTPException` where no whole answer came. Redirects are not followed."""
    connection, target, extra = _route(server, request)
    try:
        connection.connect()
        connected = connection.sock
        with _within(request.seconds, connected) as lift, stop.guard(connected):
            headers = {**request.headers, **extra, "Connection": "close"}
            connection.request(request.method, target, request.body, headers)
            return read(connection.getresponse(), lift)
    finally:
        connection.close()


@contextmanager
def _within(seconds: float, connected: socket.socket) -> Iterator[Callable[[], None]]:
    """A socket's own timeout is for each read: a server that drips would be waited for for ever."""
    over = threading.Event()

    def end() -> None:
        over.set()
        shut(connected)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield timer.cancel
    except (OSError, http.client.HTTPException):
        if not over.is_set():
            raise
    finally:
        timer.cancel()
    # Cut short at the right place an answer looks whole.
    if over.is_set():
        raise TimeoutError(f"no answer within {seconds:g} s")


def _route(
    server: SplitResult, request: Exchange
) -> tuple[http.client.HTTPConnection, str, dict[str, str]]:
    """The connection, what to ask for on it, and the proxy's own header: as the environment says."""
    host, port = server.hostname or "", server.port
    secure = server.scheme == "https"
    found = None if proxy_bypass(f"{host}:{port}" if port else host) else _proxies(server.scheme)
    seconds = request.seconds
    if found is None:
        if not secure:
            return http.client.HTTPConnection(host, port, timeout=seconds), request.target, {}
        return _secure(host, port, seconds), request.target, {}
    proxy, login = found
    proxy_host, proxy_port = proxy.hostname or "", proxy.port or 80
    if not secure:
        plain = http.client.HTTPConnection(proxy_host, proxy_port, timeout=seconds)
        return plain, f"http://{server.netloc}{request.target}", login
    through = _secure(proxy_host, proxy_port, seconds)
    through.set_tunnel(host, port or 443, login)
    return through, request.target, {}


def _secure(host: str, port: int | None, seconds: float) -> http.client.HTTPSConnection:
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(host, port, timeout=seconds, context=context)


def _proxies(scheme: str) -> tuple[SplitResult, dict[str, str]] | None:
    text = getproxies().get(scheme)
    if not text:
        return None
    proxy = urlsplit(text if "://" in text else f"http://{text}")
    if proxy.username is None:
        return proxy, {}
    login = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return proxy, {"Proxy-Authorization": f"Basic {b64encode(login.encode()).decode()}"}
