# Hears of decisions by webhook: believes only PausePoint, and nobody but a human.
from __future__ import annotations

import os
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["PAUSEPOINT_WEBHOOK_SECRET"]


def wire(pause_id: str) -> None:
    print(f"wired by {pause_id}", flush=True)


# #region webhook
from pausepoint import WebhookVerificationError, webhooks


def receive(body: bytes, headers: Mapping[str, str]) -> int:
    try:
        event = webhooks.verify(body, headers, SECRET)
    except WebhookVerificationError:
        return 400
    told = event["data"]
    if told["human_decided"] and told["choice"] == "Approve":
        wire(event["pause_id"])
    return 200


# #endregion


class Door(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        self.send_response(receive(self.rfile.read(size), dict(self.headers)))
        self.end_headers()


HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Door).serve_forever()
