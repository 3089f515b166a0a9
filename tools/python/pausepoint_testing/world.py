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

from pausepoint_testing.http import call, found, page

Pause = dict[str, Any]

WHOM: Any = {"recipient": "+1 (312) 847-1928", "channel": "sms"}
"""Whom the tests ask; nothing leaves in test mode."""
_PASSWORD = "a long enough password"  # noqa: S105


@dataclass(frozen=True)
class World:
    url: str
    api_key: str
    """Of role admin."""
    email: str

    def request(self, method: str, path: str, body: object = None) -> Any:
        return call(method, self.url + path, body, {"Authorization": f"Bearer {self.api_key}"})[0]

    def asked(self) -> list[Pause]:
        """Every question so far, the newest first."""
        pauses: list[Pause] = self.request("GET", "/v1/pause?limit=100")["data"]
        return pauses

    def open_questions(self) -> list[Pause]:
        pauses: list[Pause] = self.request("GET", "/v1/pause?status=pending&limit=100")["data"]
        return pauses

    def open_question(self, message: str = "") -> Pause:
        """The question that is open, once it is."""
        pause: Pause = until(
            lambda: next((one for one in self.open_questions() if message in one["message"]), None)
        )
        return pause

    def get(self, pause_id: str) -> Pause:
        pause: Pause = self.request("GET", f"/v1/pause/{pause_id}")
        return pause

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

    def cookie(self) -> str:
        """The developer's own session, for what no key may do. Sixty in a quarter of an hour."""
        login = {"email": self.email, "password": _PASSWORD}
        headers = call("POST", f"{self.url}/v1/auth/login", login)[1]
        return headers["set-cookie"].split(";")[0]

    def restricted_key(self, policy: dict[str, object], role: str = "agent") -> str:
        body = {"mode": "test", "role": role, "policy": policy}
        made = call("POST", f"{self.url}/v1/keys", body, {"Cookie": self.cookie()})[0]
        key: str = made["api_key"]
        return key

    def add_webhook(self, url: str, secret: str | None = None, *events: str) -> str:
        """Returns its secret, which the server makes where none is given."""
        names = events or ("responded", "timed_out", "cancelled", "notification_failed")
        wanted = [f"pause.{name.removeprefix('pause.')}" for name in names]
        own = {} if secret is None else {"secret": secret}
        made = self.request("POST", "/v1/webhooks", {"url": url, "events": wanted, **own})
        return secret or made["secret"]

    def make_unreachable(self) -> None:
        """The human says that they did not expect the message: nothing reaches them from then on."""
        question = {**WHOM, "message": "Do you know us?", "options": ["Yes", "No"]}
        pause = self.request("POST", "/v1/pause", question)
        link = until(lambda: self._link(pause["pause_id"]))
        report = self.url + found(r'class="quiet"\s+href="([^"]+)"', page(link))
        form = page(report)
        body = {
            "page": found(r'name="page"\s+value="([^"]*)"', form),
            "code": found(r'class="digits">([\d ]+)<', form).replace(" ", ""),
        }
        # Faster than this is no human.
        time.sleep(1)
        page(report, body)
        self.cancel(pause["pause_id"])

    def _link(self, pause_id: str) -> str | None:
        """As it stands in the message the human got."""
        for message in self.request("GET", "/v1/sandbox/messages")["data"]:
            if message["pause_id"] == pause_id:
                return found(r"(https?://\S+)", message["text"])
        return None


def new_world() -> World:
    """Registers a developer with the server `PAUSEPOINT_URL` names."""
    url = os.environ["PAUSEPOINT_URL"]
    email = f"{uuid.uuid4()}@example.com"
    body = {"email": email, "name": "Acme Corp", "password": _PASSWORD}
    made = call("POST", f"{url}/v1/auth/register", body)[0]
    return World(url, made["test_api_key"], email)


def until(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            return seen
        time.sleep(0.02)
    raise AssertionError("It never came")
