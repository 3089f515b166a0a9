# JSON over HTTP with nothing but the standard library: tests must not lean on what they test.
from __future__ import annotations

import json
import urllib.request
from typing import Any


def call(
    method: str,
    url: str,
    body: object = None,
    headers: dict[str, str] | None = None,
) -> tuple[Any, dict[str, str]]:
    """The JSON of the answer, and its headers in lower case; raises `HTTPError` on a refusal."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers or {}, method=method)
    if data is not None:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=120) as response:
        text = response.read()
        found = {name.lower(): value for name, value in response.headers.items()}
        return (json.loads(text) if text else None), found
