# The PausePoint client: ask a human, wait for the answer, trust the webhook.
"""Pause your agent and ask a human."""

from pausepoint import webhooks
from pausepoint.async_client import AsyncPausePoint
from pausepoint.client import PausePoint
from pausepoint.errors import ErrorCode, PausePointError
from pausepoint.in_words import answer_in_words, refusal_in_words
from pausepoint.tool_call import (
    ToolCall,
    ToolCallVerdict,
    tool_call_question,
    tool_call_verdict,
)
from pausepoint.tool_call_asking import (
    ask_about_tool_call,
    ask_in_words,
    open_tool_call,
    settle_tool_call,
)
from pausepoint.tool_call_digest import tool_call_digest
from pausepoint.webhooks import WebhookVerificationError
from pausepoint.wire import (
    Agent,
    Channel,
    Decision,
    EventPage,
    Fact,
    Fallback,
    Mode,
    Notification,
    NotificationStatus,
    Pause,
    PauseList,
    PauseRecipient,
    PauseStatus,
    Question,
    Recipient,
    Risk,
    ToolCallAsk,
    WebhookEvent,
    WebhookEventType,
)
from pausepoint.wire_account import (
    AuditEvent,
    AuditEventType,
    AuditList,
    ConsistencyProof,
    InclusionProof,
    Me,
)

__version__ = "0.1.0"

__all__ = [
    "Agent",
    "AsyncPausePoint",
    "AuditEvent",
    "AuditEventType",
    "AuditList",
    "Channel",
    "ConsistencyProof",
    "Decision",
    "ErrorCode",
    "EventPage",
    "Fact",
    "Fallback",
    "InclusionProof",
    "Me",
    "Mode",
    "Notification",
    "NotificationStatus",
    "Pause",
    "PauseList",
    "PausePoint",
    "PausePointError",
    "PauseRecipient",
    "PauseStatus",
    "Question",
    "Recipient",
    "Risk",
    "ToolCall",
    "ToolCallAsk",
    "ToolCallVerdict",
    "WebhookEvent",
    "WebhookEventType",
    "WebhookVerificationError",
    "answer_in_words",
    "ask_about_tool_call",
    "ask_in_words",
    "open_tool_call",
    "refusal_in_words",
    "settle_tool_call",
    "tool_call_digest",
    "tool_call_question",
    "tool_call_verdict",
    "webhooks",
]
