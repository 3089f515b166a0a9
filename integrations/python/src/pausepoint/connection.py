# Where the server is and who asks: as told, else from the environment.
from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from pausepoint.errors import PausePointError


@dataclass(frozen=True)
class Connection:
    url: SplitResult
    api_key: str = field(repr=False)
    timeout_seconds: float
    max_retries: int

    @property
    def base(self) -> str:
        return self.url.geturl()


def connect(
    api_key: str | None, url: str | None, timeout_seconds: float, max_retries: int
) -> Connection:
    """A key goes to the server it was given for: the environment's URL is only for its own key."""
    # A file a key was read from ends in a line break.
    key = (os.environ.get("PAUSEPOINT_API_KEY", "") if api_key is None else api_key).strip()
    if not key:
        raise PausePointError(
            "api_key_invalid", "There is no API key: give api_key, or set PAUSEPOINT_API_KEY"
        )
    if not (key.isascii() and key.isprintable()):
        raise PausePointError("api_key_invalid", "No API key has such characters")
    known = os.environ.get("PAUSEPOINT_URL") if api_key is None else None
    parts = urlsplit((url or known or "http://localhost:3000").strip().rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError("url must be http:// or https://, without a user name")
    if parts.query or parts.fragment:
        raise ValueError("url must end with a path, or none")
    return Connection(parts, key, timeout_seconds, max_retries)
