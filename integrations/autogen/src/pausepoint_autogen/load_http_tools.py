# http-tools.json as tools of AutoGen's own, aimed at your server.
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autogen_ext.tools.http import HttpTool


def load_http_tools(url: str | None = None, api_key: str | None = None) -> list[HttpTool]:
    """For `AssistantAgent(tools=load_http_tools())`; address and key else from the environment.

    >>> from pausepoint_autogen import load_http_tools
    >>> [tool.name for tool in load_http_tools()]
    ['create_pause_request', 'poll_pause_request', 'cancel_pause_request']
    """
    server = urlsplit(url or os.environ["PAUSEPOINT_URL"])
    key = api_key or os.environ["PAUSEPOINT_API_KEY"]
    aim = {
        "scheme": server.scheme,
        "host": server.hostname,
        "port": server.port or (443 if server.scheme == "https" else 80),
    }
    tools = []
    for template in json.loads((Path(__file__).parent / "http-tools.json").read_text("utf-8")):
        config: dict[str, Any] = {**template["config"], **aim}
        config["path"] = server.path.rstrip("/") + config["path"]
        config["headers"] = {**config["headers"], "Authorization": f"Bearer {key}"}
        tools.append(HttpTool.load_component({**template, "config": config}))
    return tools
