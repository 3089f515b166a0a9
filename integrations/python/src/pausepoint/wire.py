# The public JSON as Python reads it: what the documentation shows is what one writes.
from __future__ import annotations

from typing import Any, Literal, TypedDict

Mode = Literal["live", "test"]
PauseStatus = Literal["pending", "responded", "timed_out", "cancelled"]
Channel = Literal["sms", "email", "slack", "telegram", "whatsapp", "link"]
Risk = Literal["normal", "high"]
"""`high`: the human presses and holds, on the page."""
Requirement = Literal["link", "code", "signed_in", "passkey"]
"""From weakest to strongest."""
NotificationStatus = Literal[
    "queued", "sending", "maybe_sent", "sent", "delivered", "failed", "sandboxed"
]
WebhookEventType = Literal[
    "pause.responded", "pause.timed_out", "pause.cancelled", "pause.notification_failed"
]


class _NamedFact(TypedDict):
    label: str
    value: Any


class Fact(_NamedFact, total=False):
    """One labelled fact, shown to the human apart from the agent's own words."""

    kind: Literal["text", "money", "count", "url", "diff", "json"]


class Agent(TypedDict, total=False):
    """Who asks."""

    name: str
    run_id: str
    on_behalf_of: str


class _Reached(TypedDict):
    recipient: str
    channel: Channel


class Recipient(_Reached, total=False):
    """One of several who are asked at once."""

    name: str | None


class Fallback(_Reached):
    """Who is asked when nobody has answered."""

    after_seconds: int


class _Asked(TypedDict):
    message: str
    """The question, 1-2000 characters."""
    options: list[str]
    """2-5 distinct answers of 1-80 characters."""


class ToolCallAsk(TypedDict, total=False):
    """Whom to ask, and how: all of a question but its words."""

    recipient: str
    """A phone number, an e-mail address, a Slack URL or id, a Telegram chat id."""
    channel: Channel
    """`link`: nothing is sent, you hand over `respond_url` yourself."""
    recipients: list[Recipient]
    """Instead of `recipient` and `channel`: 1-10, each with a link of their own."""
    decide_by: Literal["first"]
    fallback: list[Fallback] | None
    """Asked when nobody has answered by then, or when a message before failed for good."""
    remind_after_seconds: int | None
    timeout_hours: int
    """Default 24. Clamped to the longest allowed; `expires_at` is the truth."""
    timeout_seconds: int
    """Instead of `timeout_hours`."""
    risk: Risk
    require: Requirement
    undo_seconds: int
    """0-60: how long the human may take an answer back."""
    metadata: dict[str, Any] | None
    """Yours; comes back as the same JSON text."""
    webhook_url: str | None
    agent: Agent | None


class Question(_Asked, ToolCallAsk, total=False):
    """The body of `POST /v1/pause`."""

    allow_text_response: bool
    timeout_default: str | None
    """The option chosen when nobody answers; no human chose it. Default None: none."""
    context: dict[str, Any] | list[Fact] | None
    """Facts shown to the human, in this order."""


class _Tried(TypedDict):
    status: NotificationStatus
    attempts: int
    at: str


class Notification(_Tried, total=False):
    last_error: str


class PauseRecipient(TypedDict):
    index: int
    name: str | None
    channel: str
    recipient: str | None
    """Masked: `+1•••••1928`; None once erased."""
    after_seconds: int
    """0: asked at once. More: a fallback."""
    notification: Notification


class _Decided(TypedDict):
    via: str
    identified_by: str
    recipient_index: int | None


class Decision(_Decided, total=False):
    """How an answer came and what is known of who gave it."""

    user_id: str
    """The vendor's id of who answered; only where a vendor vouches for one."""


class Pause(TypedDict):
    """A pause as every endpoint answers it. Look at `human_decided` before `response_choice`."""

    pause_id: str
    status: PauseStatus
    mode: Mode
    respond_url: str
    """The caller's own link; a recipient's link is another one."""
    created_at: str
    expires_at: str
    developer_name: str
    agent: Agent | None
    message: str | None
    """None once its personal data was erased, as `context` and `agent` are."""
    context: list[Fact] | None
    options: list[str]
    allow_text_response: bool
    timeout_default: str | None
    risk: Risk
    require: Requirement
    undo_seconds: int
    settles_at: str | None
    """Somebody has answered and may still take it back: it becomes final then."""
    metadata: dict[str, Any] | None
    content_digest: str
    digest_salt: str | None
    response_choice: str | None
    """The human's choice; after a timeout `timeout_default` or None."""
    response_text: str | None
    response_at: str | None
    """When the human answered; None unless a human did."""
    resolved_at: str | None
    human_decided: bool
    """True only when a human answered."""
    decision: Decision | None
    recipients: list[PauseRecipient]
    recipient: str | None
    """The first recipient's, as are `channel` and `notification`."""
    channel: str | None
    notification: Notification | None
    undeliverable: bool
    """True while nobody can be reached any more; the pause stays open until its deadline."""
    personal_data_erased_at: str | None


class PauseList(TypedDict):
    data: list[Pause]
    next_cursor: str | None


class WebhookData(TypedDict):
    status: PauseStatus
    choice: str | None
    text: str | None
    response_at: str | None
    human_decided: bool
    decision: Decision | None
    metadata: dict[str, Any] | None
    content_digest: str


class WebhookEvent(TypedDict):
    """The body of a webhook. The same event has the same id and bytes on every try."""

    id: str
    type: WebhookEventType
    event: WebhookEventType
    mode: Mode
    pause_id: str
    developer_id: str
    timestamp: str
    data: WebhookData


class EventPage(TypedDict):
    """A page of the feed: what webhooks carry, in the order it was committed."""

    data: list[WebhookEvent]
    next_cursor: str
    """Where to go on, always: the end of the feed is only its end so far."""


class Fault(TypedDict):
    pointer: str
    """RFC 6901: where in the request."""
    detail: str
