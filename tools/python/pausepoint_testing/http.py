# JSON over HTTP with nothing but the standard library: tests must not lean on what they test.
from __future__ import annotations

import json
import re
import urllib.parse
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


def page(url: str, form: dict[str, str] | None = None) -> str:
    """A page as a person's browser gets it; with `form` what is sent from it."""
    data = None if form is None else urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(url, data, timeout=120) as response:
        text: str = response.read().decode()
        return text


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]
