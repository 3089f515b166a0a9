# The human's choice as the outcome of a flow's step, with no model in between.
from __future__ import annotations

from typing import Any, get_args

from crewai.llms.base_llm import BaseLLM
from crewai.utilities.i18n import I18N_DEFAULT


class HumanChoice(BaseLLM):
    """For `@human_feedback(…, llm=HumanChoice())`: no model at all.

    CrewAI has feedback turned into one of the outcomes by a model, which may take a no for a yes. This
    passes on a choice that is one of them, and refuses everything else.
    """

    def __init__(self, model: str = "pausepoint-human-choice", **settings: Any) -> None:
        super().__init__(model=model, **settings)

    def call(self, messages: Any, *_args: Any, response_model: Any = None, **_more: Any) -> str:
        said = messages if isinstance(messages, str) else messages[-1]["content"]
        outcomes = get_args(response_model.model_fields["outcome"].annotation)
        template = I18N_DEFAULT.slice("human_feedback_collapse")
        for outcome in outcomes:
            if said == template.format(feedback=outcome, outcomes=", ".join(outcomes)):
                return str(outcome)
        raise ValueError("The feedback is none of the outcomes: no human chose one of them")

    def supports_function_calling(self) -> bool:
        return False
