# What lists are narrowed by.
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypedDict

from pausepoint.wire import Channel, PauseStatus, WebhookEventType
from pausepoint.wire_account import AuditEventType


class PauseFilter(TypedDict, total=False):
    status: PauseStatus
    channel: Channel
    run_id: str
    created_after: datetime | str
    created_before: datetime | str


class PausePageFilter(PauseFilter, total=False):
    limit: int
    """How many a page may hold, 1-100. Default 20."""
    cursor: str | None
    """The `next_cursor` of the page before."""


class EventFilter(TypedDict, total=False):
    after: str | None
    """The `next_cursor` you kept; `latest`: from now on. Left out: from the oldest event on."""
    types: Sequence[WebhookEventType]
    run_id: str
    """Only of pauses with this `agent.run_id`."""
    limit: int
    """How many a page may hold, 1-100. Default 20."""


class AuditFilter(TypedDict, total=False):
    """`since` and `before` are the `from` and `to` of the documentation, a word Python keeps."""

    pause_id: str
    event_type: AuditEventType
    actor: Literal["developer", "human", "system"]
    since: datetime | str
    before: datetime | str


class AuditPageFilter(AuditFilter, total=False):
    limit: int
    cursor: str | None


class ExportFilter(AuditFilter, total=False):
    format: Literal["ndjson", "csv"]
    """`ndjson`, the default, is what `npx pausepoint verify` checks; `csv` is for spreadsheets."""
