# tool.json as tools of CrewAI's: nothing of ours is needed to use it, so copy this if you like.
from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crewai.tools import BaseTool, EnvVar
from crewai.utilities.pydantic_schema_utils import create_model_from_schema


class HttpTool(BaseTool):
    spec: dict[str, Any]
    request_headers: dict[str, str]
    base_url: str

    def _run(self, **given: Any) -> str:
        arguments = {name: value for name, value in given.items() if value is not None}
        names = [name for name in arguments if f"{{{name}}}" in self.spec["path"]]
        path = self.spec["path"].format(
            **{name: quote(arguments.pop(name), safe="").replace(".", "%2E") for name in names}
        )
        query = f"?{urlencode(self.spec['query'])}" if self.spec["query"] else ""
        sends = self.spec["method"] == "POST"
        # One key for a call: sent again after a lost connection, it would still ask once.
        own = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        headers = {name: os.path.expandvars(value) for name, value in self.request_headers.items()}
        request = Request(  # noqa: S310 -- whose address it is, the operator says
            os.path.expandvars(self.base_url).rstrip("/") + path + query,
            json.dumps(arguments).encode() if sends else None,
            {**headers, **(own if sends else {})},
            method=self.spec["method"],
        )
        try:
            with build_opener(_Stay).open(request, timeout=self.spec["timeout_seconds"]) as answer:
                text: str = answer.read().decode()
        except HTTPError as refusal:
            text = refusal.read().decode()  # it says what to put right
        return text


class _Stay(HTTPRedirectHandler):
    """A key must never follow a redirect to somewhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def load_tools(path: str | Path = Path(__file__).parent / "tool.json") -> list[BaseTool]:
    """The tools of a `tool.json`, for `Agent(tools=load_tools())`.

    >>> from pausepoint_crewai import load_tools
    >>> [tool.name for tool in load_tools()]
    ['create_pause_request', 'poll_pause_request', 'cancel_pause_request']
    """
    spec = json.loads(Path(path).read_text("utf-8"))
    return [
        HttpTool(
            name=one["name"],
            description=one["description"],
            args_schema=create_model_from_schema(one["args_schema"], model_name=one["name"]),
            env_vars=[EnvVar(**variable) for variable in spec["env_vars"]],
            cache_function=never,
            spec=one,
            request_headers=spec["headers"],
            base_url=spec["base_url"],
        )
        for one in spec["tools"]
    ]


def never(_arguments: Any = None, _result: Any = None) -> bool:
    """A poll that is asked again must be asked again, and so must a human."""
    return False
