# One call of the API: bounded in time, stoppable, tried again where that is safe.
from __future__ import annotations

import http.client
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from itertools import count
from shutil import copyfileobj
from typing import Any, BinaryIO
from urllib.parse import urlencode

from pausepoint.connection import Connection
from pausepoint.errors import PausePointError, error_of
from pausepoint.exchange import Exchange, exchange
from pausepoint.stop import Stop, current_stop

_FIRST_PAUSE_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 30.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


def read_json(body: bytes) -> Any:
    return json.loads(body)


def read_text(body: bytes) -> str:
    return body.decode()


def read_nothing(_body: bytes) -> None:
    return None


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    hold_seconds: float = 0
    """How long the server may hold its answer."""
    retries: int | None = None
    """How often it is tried again, whatever the client's `max_retries`."""
    read: Callable[[bytes], Any] = read_json
    """What to make of the answer."""
    into: BinaryIO | None = None
    """Where an answer of any length is written as it arrives; it has a time limit to begin only."""


class BrokeOffError(PausePointError):
    """Part of it was written already: trying again would write it twice."""


class Sender:
    """Every call we make may be repeated: reads, cancels, and creates by their idempotency key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def send(self, call: Call) -> Any:
        stop = current_stop()
        most = self._connection.max_retries if call.retries is None else call.retries
        request = self._request(call)
        for failures in count():
            try:
                return self._once(request, call, stop)
            except PausePointError as error:
                stop.check()
                if failures >= most or isinstance(error, BrokeOffError) or not _is_passing(error):
                    raise
                stop.sleep(_seconds_before(error, failures))
        raise AssertionError

    def _request(self, call: Call) -> Exchange:
        headers = {
            "Authorization": f"Bearer {self._connection.api_key}",
            "Accept": "application/json",
            "User-Agent": "pausepoint-python/0.1.0",
            **call.headers,
        }
        body = None
        if call.body is not None:
            # What is no JSON is refused here, not sent as something else.
            body = json.dumps(call.body, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        target = self._connection.url.path + call.path + _query_text(call.query)
        seconds = self._connection.timeout_seconds + call.hold_seconds
        return Exchange(call.method, target, headers, body, seconds)

    def _once(self, request: Exchange, call: Call, stop: Stop) -> Any:
        stop.check()
        try:
            status, headers, body = exchange(
                self._connection.url, request, stop, partial(_read, call.into)
            )
        except (OSError, http.client.HTTPException) as error:
            stop.check()
            reason = str(error) or type(error).__name__
            raise PausePointError(
                "unreachable", f"No answer from {self._connection.base}: {reason}"
            ) from error
        if not _went_well(status):
            raise error_of(status, headers, body)
        try:
            return call.read(body)
        except (ValueError, RecursionError) as error:
            raise PausePointError(
                "unreachable", "The answer broke off or is no JSON", status=status
            ) from error


def _read(
    into: BinaryIO | None, response: http.client.HTTPResponse, lift_limit: Callable[[], None]
) -> tuple[int, dict[str, str], bytes]:
    headers = {name.lower(): value for name, value in response.getheaders()}
    if into is None or not _went_well(response.status):
        return response.status, headers, response.read()
    lift_limit()
    try:
        copyfileobj(response, into)
    except http.client.HTTPException as error:
        raise BrokeOffError("unreachable", "The answer broke off") from error
    return response.status, headers, b""


def _went_well(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004


def _is_passing(error: PausePointError) -> bool:
    """Whether the same call may well succeed in a moment."""
    if error.code == "channel_unavailable":
        return False
    return error.code == "unreachable" or error.status in _PASSING


def _seconds_before(error: PausePointError, failures: int) -> float:
    wished = error.retry_after_seconds or 0
    spread = _FIRST_PAUSE_SECONDS * 2.0**failures * random.uniform(0.5, 1.5)  # noqa: S311
    return min(max(wished, spread), _LONGEST_PAUSE_SECONDS)


def _query_text(query: Mapping[str, object]) -> str:
    given = {name: _query_value(value) for name, value in query.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


def _query_value(value: object) -> str:
    if not isinstance(value, datetime):
        return str(value)
    # A time without a zone is the machine's own, as everywhere in Python.
    return value.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
