# Ends what another thread does, whatever it waits for: the sleep before a try, or a held answer.
from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

_current: ContextVar[Stop | None] = ContextVar("pausepoint_stop", default=None)


class Stop:
    """Set once, from any thread; `reason` is then raised where the work is done."""

    def __init__(self) -> None:
        self._set = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._reason: BaseException | None = None

    def set(self, reason: BaseException) -> None:
        with self._lock:
            self._reason = self._reason or reason
            self._set.set()
            if self._socket is not None:
                shut(self._socket)

    def check(self) -> None:
        if self._reason is not None:
            raise self._reason

    def sleep(self, seconds: float) -> None:
        self._set.wait(seconds)
        self.check()

    @contextmanager
    def guard(self, connected: socket.socket) -> Iterator[None]:
        """While it lasts, `set` ends what is read from this socket."""
        with self._lock:
            self._socket = connected
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._socket = None


def shut(connected: socket.socket) -> None:
    """Not `SSLSocket.shutdown`: that would let the reader go on without TLS."""
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def current_stop() -> Stop:
    """That of the work going on in this thread; one that nobody sets where there is none."""
    return _current.get() or Stop()


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    token = _current.set(stop)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def stopped_after(seconds: float | None) -> Iterator[None]:
    """Raises `TimeoutError` in what is done within, once the time is over."""
    if seconds is None:
        yield
        return
    stop = current_stop()
    reason = TimeoutError(f"Not settled within {seconds:g} s")
    timer = threading.Timer(seconds, stop.set, [reason])
    timer.daemon = True
    with stoppable(stop):
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
