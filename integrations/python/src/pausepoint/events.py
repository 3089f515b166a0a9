# What webhooks carry, read as a feed: no public address, nothing skipped, nothing twice.
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from pausepoint import calls
from pausepoint.filters import EventFilter
from pausepoint.request import Sender
from pausepoint.wire import EventPage, WebhookEvent

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Events:
    def __init__(self, sender: Sender) -> None:
        self._send = sender.send

    def list(self, **filters: Unpack[EventFilter]) -> EventPage:
        """A page of events, at once, empty when there is nothing new."""
        return cast("EventPage", self._send(calls.events(filters)))

    def pages(self, **filters: Unpack[EventFilter]) -> Iterator[EventPage]:
        """Page after page, for ever: waits while there is nothing.

        Keep `next_cursor` when you are done with a page, and begin with it next time.
        """
        # Not held: with `latest` the cursor must be known before any waiting can be interrupted.
        page = self.list(**filters)
        while True:
            yield page
            page = cast("EventPage", self._send(calls.next_events(filters, page["next_cursor"])))

    def iterate(self, **filters: Unpack[EventFilter]) -> Iterator[WebhookEvent]:
        """Event after event, for ever.

        >>> from pausepoint import PausePoint
        >>> client = PausePoint()
        >>> events = client.events.iterate(types=["pause.responded"])
        >>> answer = client.ask(
        ...     recipient="+15550100", channel="sms", message="Go?", options=["Yes", "No"]
        ... )
        >>> next(events)["data"]["human_decided"]
        True
        """
        for page in self.pages(**filters):
            yield from page["data"]
