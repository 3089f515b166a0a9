# The public JSON of the account and its audit log, as Python reads it.
from __future__ import annotations

from typing import Any, Literal, TypedDict

from pausepoint.wire import Mode

AuditEventType = Literal[
    "developer.registered",
    "api_key.created",
    "api_key.rotated",
    "api_key.revoked",
    "webhook.created",
    "webhook.updated",
    "webhook.deleted",
    "webhook.disabled",
    "approver.added",
    "approver.removed",
    "pause.created",
    "pause.notified",
    "pause.notification_failed",
    "pause.reminded",
    "pause.escalated",
    "pause.viewed",
    "pause.responded",
    "pause.timed_out",
    "pause.cancelled",
    "pause.webhook_delivered",
    "pause.webhook_failed",
    "pause.personal_data_erased",
    "audit.exported",
]


class Limits(TypedDict):
    pauses_per_month: int | None
    channels: list[str] | None
    longest_timeout_seconds: int
    approvers: int | None


class Usage(TypedDict):
    period: str
    """The month, UTC: `2026-05`."""
    pauses: int
    """Live pauses opened in it."""


class Me(TypedDict):
    """Who a key is."""

    developer_id: str
    email: str
    name: str
    """As humans see who asks."""
    plan: Literal["free", "starter", "pro", "enterprise"]
    mode: Mode | None
    role: Literal["admin", "agent", "owner"]
    limits: Limits | None
    """None where plans do not bind; a None within: unlimited."""
    usage: Usage
    created_at: str


class AuditEvent(TypedDict):
    event_id: str
    event_type: AuditEventType
    actor: Literal["developer", "human", "system"]
    pause_id: str | None
    detail: dict[str, Any]
    created_at: str
    sequence: int | None
    """Its place in the sealed log; None until sealed, as a rule within a second."""
    leaf_hash: str | None
    """RFC 6962, in base64; None until sealed."""


class AuditList(TypedDict):
    data: list[AuditEvent]
    next_cursor: str | None


class InclusionProof(TypedDict):
    """Proves that an event is in the log."""

    event_id: str
    sequence: int
    leaf_hash: str
    size: int
    proof: list[str]
    checkpoint: str
    """The signed head of the log at that size, a C2SP signed note."""


class ConsistencyProof(TypedDict):
    """Proves that the log only grew since it had `from_size` events."""

    from_size: int
    size: int
    proof: list[str]
    checkpoint: str
