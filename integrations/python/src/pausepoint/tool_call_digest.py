# Binds what a human approves to what runs: one digest for a tool and its exact arguments.
from __future__ import annotations

import hashlib

from pausepoint.canonical_json import canonical_json


def tool_call_digest(tool: str, arguments: object) -> str:
    """`sha256:` and the hex SHA-256 of the RFC 8785 canonical JSON of `{tool, arguments}`.

    The same for the same call, in whatever order its arguments are written. Take it when you ask, keep
    it in the pause's `metadata`, and compare again in the line before the tool runs: whoever changed
    the arguments in between has no approval for them. Raises `TypeError` where they are not JSON.

    >>> tool_call_digest("wire", {"to": "Meridian", "amount": 8400})[:20]
    'sha256:d13ca85822a34'
    """
    text = canonical_json({"tool": tool, "arguments": arguments})
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
