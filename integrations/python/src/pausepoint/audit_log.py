# The audit log over the wire: to read, to export, and what proves it.
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from pausepoint import calls
from pausepoint.filters import AuditPageFilter, ExportFilter
from pausepoint.request import Sender
from pausepoint.wire_account import AuditEvent, AuditList, ConsistencyProof, InclusionProof

if TYPE_CHECKING:
    from typing_extensions import Unpack


class AuditLog:
    """The log as the server tells it; `npx pausepoint verify` finds out whether it is true.

    Needs a key of role `admin`: an agent's is refused with `role_denied`.
    """

    def __init__(self, sender: Sender) -> None:
        self._send = sender.send

    def list(self, **filters: Unpack[AuditPageFilter]) -> AuditList:
        """A page of events, newest first."""
        return cast("AuditList", self._send(calls.audit(filters)))

    def iterate(self, **filters: Unpack[AuditPageFilter]) -> Iterator[AuditEvent]:
        """Event after event, newest first, page by page."""
        while True:
            page = self.list(**filters)
            yield from page["data"]
            if page["next_cursor"] is None:
                return
            filters["cursor"] = page["next_cursor"]

    def export(self, into: BinaryIO, **filters: Unpack[ExportFilter]) -> None:
        """Writes what is sealed, oldest first, into a file opened for bytes. Take a checkpoint first.

        >>> import io
        >>> from pausepoint import PausePoint
        >>> log = io.BytesIO()
        >>> PausePoint().audit.export(log)
        >>> log.getvalue().startswith((b"", b'{"event_id"'))
        True
        """
        self._send(calls.export(into, filters))

    def checkpoint(self) -> str:
        """The signed head of the log: keep it where the server's operator can't reach."""
        return cast("str", self._send(calls.CHECKPOINT))

    def proof_of(self, event_id: str) -> InclusionProof:
        """Proves that this event is in the log."""
        return cast("InclusionProof", self._send(calls.proof(event_id=event_id)))

    def proof_since(self, size: int) -> ConsistencyProof:
        """Proves that the log only grew since a checkpoint of that size."""
        return cast("ConsistencyProof", self._send(calls.proof(from_size=size)))
