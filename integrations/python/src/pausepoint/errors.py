# What goes wrong between a caller and a PausePoint server.
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pausepoint.wire import Fault, Pause

ErrorCode = Literal[
    "undeliverable",
    "unreachable",
    "unexpected_answer",
    "malformed_json",
    "api_key_invalid",
    "session_required",
    "credentials_invalid",
    "plan_limit_reached",
    "channel_not_in_plan",
    "policy_denied",
    "role_denied",
    "approver_limit_reached",
    "sign_up_closed",
    "respond_link_view_only",
    "page_required",
    "request_forged",
    "not_found",
    "respond_link_invalid",
    "method_not_allowed",
    "already_settled",
    "not_settled",
    "webhook_disabled",
    "email_taken",
    "respond_link_used",
    "deadline_passed",
    "pause_cancelled",
    "personal_data_erased",
    "body_too_large",
    "unsupported_media_type",
    "invalid_request",
    "invalid_recipient",
    "option_not_offered",
    "idempotency_key_reused",
    "webhook_url_refused",
    "rate_limited",
    "internal_error",
    "channel_unavailable",
    "overloaded",
]
"""What the server refused, as its documentation lists, or one of ours:

- `undeliverable`: nobody can be reached with this question; it stays open, see `error.pause`.
- `unreachable`: no answer came from the server.
- `unexpected_answer`: something came that no PausePoint server says.
"""


class PausePointError(Exception):
    """A refusal by the server, or no answer from it. Branch on `code`.

    >>> from pausepoint import PausePoint, PausePointError
    >>> try:
    ...     PausePoint().ask(recipient="nobody", channel="sms", message="Go?", options=["Yes", "No"])
    ... except PausePointError as error:
    ...     print(error.code, [fault["pointer"] for fault in error.errors])
    invalid_recipient ['/recipient']
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        *,
        status: int | None = None,
        errors: Sequence[Fault] = (),
        request_id: str | None = None,
        retry_after_seconds: float | None = None,
        pause: Pause | None = None,
    ) -> None:
        super().__init__(message)
        self.code: ErrorCode = code
        self.message = message
        self.status = status
        """The HTTP status; None when no answer came."""
        self.errors = tuple(errors)
        """Every fault in the request, each with its place."""
        self.request_id = request_id
        """Name it when you ask about this request."""
        self.retry_after_seconds = retry_after_seconds
        """When to come back, if the server said so."""
        self.pause = pause
        """The pause that is `undeliverable`: why is in its `recipients`."""

    def __reduce__(self) -> tuple[Any, ...]:
        # A worker process hands its errors over by pickling them.
        return _restored, (self.code, self.message, self.__dict__)


def _restored(code: ErrorCode, message: str, state: dict[str, Any]) -> PausePointError:
    error = PausePointError(code, message)
    error.__dict__.update(state)
    return error


def error_of(status: int, headers: Mapping[str, str], body: bytes) -> PausePointError:
    """The error an answer that is not 2xx tells."""
    retry_after = _seconds(headers.get("retry-after"))
    problem = _problem(body)
    if problem is None:
        return PausePointError(
            "unexpected_answer",
            f"The server answered {status}",
            status=status,
            retry_after_seconds=retry_after,
        )
    errors: list[Fault] = [one for one in problem.get("errors") or [] if isinstance(one, dict)]
    many = [f"\n  {one.get('pointer')} {one.get('detail')}" for one in errors]
    return PausePointError(
        problem["code"],
        f"{problem.get('detail')}{''.join(many) if len(many) > 1 else ''}",
        status=status,
        errors=errors,
        request_id=problem.get("request_id"),
        retry_after_seconds=retry_after,
    )


def _problem(body: bytes) -> dict[str, Any] | None:
    try:
        problem = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(problem, dict) and isinstance(problem.get("code"), str)
    return problem if known else None


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isascii() and text.isdigit() else None
