# Stands for a model: wants to wire money, and reports what came of it.
from __future__ import annotations

import json
from typing import Any

from crewai.llms.base_llm import BaseLLM


class ScriptedModel(BaseLLM):
    def call(self, messages: Any, *_args: Any, **_more: Any) -> str:
        said = [str(one["content"]) for one in messages if one["role"] == "assistant"]
        if not any("Observation:" in one for one in said):
            wants = json.dumps({"to": "Meridian", "amount": 8400})
            return f"Thought: It is due.\nAction: wire\nAction Input: {wants}"
        told = next(one for one in said if "Observation:" in one).split("Observation:")[-1]
        return f"Thought: That is that.\nFinal Answer: {told.strip()}"

    def supports_function_calling(self) -> bool:
        return False
