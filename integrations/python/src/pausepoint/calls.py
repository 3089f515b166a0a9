# Every call of the API as data: the client and its asyncio twin make the same ones.
from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from pausepoint.errors import PausePointError
from pausepoint.request import Call, read_nothing, read_text
from pausepoint.wire import Pause

_HOLD_SECONDS = 55
"""As long as a server holds a poll."""
_FORGIVEN_FAILURES = 12
"""A server may restart while a human thinks: some minutes of failing polls are forgiven."""

ME = Call("GET", "/v1/auth/me")
CHECKPOINT = Call("GET", "/v1/audit/checkpoint", read=read_text)


def create(question: Mapping[str, Any], idempotency_key: str | None) -> Call:
    headers = {"Idempotency-Key": _key(idempotency_key)}
    return Call("POST", "/v1/pause", headers=headers, body=question)


def get(pause_id: str, wait_seconds: int) -> Call:
    query = {"wait": wait_seconds} if wait_seconds > 0 else {}
    return Call("GET", _path(pause_id), query=query, hold_seconds=wait_seconds)


def wait(pause_id: str) -> Call:
    return Call(
        "GET",
        _path(pause_id),
        query={"wait": _HOLD_SECONDS},
        hold_seconds=_HOLD_SECONDS,
        retries=_FORGIVEN_FAILURES,
    )


def pauses(filters: Mapping[str, Any]) -> Call:
    return Call("GET", "/v1/pause", query=filters)


def cancel(pause_id: str) -> Call:
    return Call("DELETE", _path(pause_id))


def receipt(pause_id: str) -> Call:
    return Call("GET", f"{_path(pause_id)}/receipt", read=read_text)


def erase(pause_id: str) -> Call:
    return Call("DELETE", f"{_path(pause_id)}/personal-data", read=read_nothing)


def events(filters: Mapping[str, Any]) -> Call:
    types = filters.get("types")
    query = {**filters, "types": None if types is None else ",".join(types)}
    return Call("GET", "/v1/events", query=query)


def next_events(filters: Mapping[str, Any], after: str) -> Call:
    """Held while there is nothing, through restarts of the server."""
    query = {**events(filters).query, "after": after, "wait": _HOLD_SECONDS}
    return Call(
        "GET",
        "/v1/events",
        query=query,
        hold_seconds=_HOLD_SECONDS,
        retries=_FORGIVEN_FAILURES,
    )


def audit(filters: Mapping[str, Any]) -> Call:
    return Call("GET", "/v1/audit", query=_audit_query(filters))


def export(into: BinaryIO, filters: Mapping[str, Any]) -> Call:
    query = _audit_query(filters)
    return Call("GET", "/v1/audit/export", query=query, read=read_nothing, into=into)


def proof(**query: str | int) -> Call:
    return Call("GET", "/v1/audit/proof", query=query)


def is_settled(answer: object) -> bool:
    """Raises `undeliverable` where waiting on would be in vain."""
    pause = cast("Pause", answer)
    if pause["status"] != "pending":
        return True
    if not pause["undeliverable"]:
        return False
    reasons = "; ".join(
        f"{one['channel']} {one['recipient'] or '(erased)'}: "
        f"{one['notification'].get('last_error') or one['notification']['status']}"
        for one in pause["recipients"]
    )
    message = f"Nobody can be reached with {pause['pause_id']}: {reasons}"
    raise PausePointError("undeliverable", message, pause=pause)


def _audit_query(filters: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"since": "from", "before": "to"}
    return {renamed.get(name, name): value for name, value in filters.items()}


def _key(given: str | None) -> str:
    key = str(uuid.uuid4()) if given is None else given
    if not (key.isascii() and (key.isprintable() or not key)):
        raise ValueError("idempotency_key must be printable ASCII")
    return key


def _path(pause_id: str) -> str:
    # A name of dots alone would be a way up in the path.
    return f"/v1/pause/{quote(pause_id, safe='', errors='replace').replace('.', '%2E')}"
