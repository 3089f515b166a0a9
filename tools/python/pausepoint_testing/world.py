# A developer of a test's own, so that it can count what it asked, and the human who answers.
from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pausepoint_testing.http import call

Pause = dict[str, Any]

WHOM = {"recipient": "+1 (312) 847-1928", "channel": "sms"}
"""Whom the tests ask; nothing leaves in test mode."""


@dataclass(frozen=True)
class World:
    url: str
    api_key: str
    """Of role admin."""
    cookie: str
    """The developer's own session, for what no key may do."""

    def request(self, method: str, path: str, body: object = None) -> Any:
        return call(method, self.url + path, body, {"Authorization": f"Bearer {self.api_key}"})[0]

    def asked(self) -> list[Pause]:
        """Every question so far, the newest first."""
        found: list[Pause] = self.request("GET", "/v1/pause?limit=100")["data"]
        return found

    def open_questions(self) -> list[Pause]:
        found: list[Pause] = self.request("GET", "/v1/pause?status=pending&limit=100")["data"]
        return found

    def open_question(self, message: str = "") -> Pause:
        """The question that is open, once it is."""
        return until(
            lambda: next((one for one in self.open_questions() if message in one["message"]), None)
        )

    def get(self, pause_id: str) -> Pause:
        found: Pause = self.request("GET", f"/v1/pause/{pause_id}")
        return found

    def tap(self, pause: Pause, choice: str, text: str | None = None) -> None:
        """The human answers."""
        token = pause["respond_url"].rsplit("/", 1)[-1]
        answer = {"choice": choice} if text is None else {"choice": choice, "text": text}
        call("POST", f"{self.url}/v1/respond/{token}", answer)

    def cancel(self, pause_id: str) -> None:
        self.request("DELETE", f"/v1/pause/{pause_id}")

    @contextmanager
    def human(self, choice: str | None = None, text: str | None = None) -> Iterator[None]:
        """Answers whatever is asked meanwhile: with `choice`, or else the first option."""
        stop = threading.Event()

        def answer() -> None:
            while not stop.wait(0.05):
                for pause in self.open_questions():
                    self.tap(pause, choice or pause["options"][0], text)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def restricted_key(self, policy: dict[str, object], role: str = "agent") -> str:
        body = {"mode": "test", "role": role, "policy": policy}
        made = call("POST", f"{self.url}/v1/keys", body, {"Cookie": self.cookie})[0]
        key: str = made["api_key"]
        return key

    def add_webhook(self, url: str, secret: str, *events: str) -> None:
        names = events or ("responded", "timed_out", "cancelled", "notification_failed")
        wanted = [f"pause.{name.removeprefix('pause.')}" for name in names]
        self.request("POST", "/v1/webhooks", {"url": url, "secret": secret, "events": wanted})


def new_world() -> World:
    """Registers a developer with the server `PAUSEPOINT_URL` names."""
    url = os.environ["PAUSEPOINT_URL"]
    login = {"email": f"{uuid.uuid4()}@example.com", "password": "a long enough password"}
    made = call("POST", f"{url}/v1/auth/register", {**login, "name": "Acme Corp"})[0]
    headers = call("POST", f"{url}/v1/auth/login", login)[1]
    return World(url, made["test_api_key"], headers["set-cookie"].split(";")[0])


def until(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("It never came")
