# What a model is told of an answer, or of why nobody could be asked: never more than happened.
from __future__ import annotations

import json
import re
from typing import Final

from pausepoint.errors import ErrorCode, PausePointError
from pausepoint.wire import Pause, PauseStatus

_NOT_AGREED: Final = (
    "This is no approval, and no rejection by a person either: do not go on as if it were one, and do "
    "not look for another way to do the same."
)

WHY_NOBODY_DECIDED: Final[dict[PauseStatus, str]] = {
    "pending": "the question is still open",
    "timed_out": "nobody answered in time",
    "cancelled": "the question was withdrawn",
    "responded": "the answer was not a human’s",
}
"""Why a pause of this status holds no human's decision."""


def answer_in_words(pause: Pause) -> str:
    """Who decided what, for the model that asked.

    Silence is told as silence: the `timeout_default` is never shown as an answer.

    >>> from pausepoint import PausePoint, answer_in_words
    >>> answer_in_words(
    ...     PausePoint().ask(
    ...         recipient="+15550100", channel="sms", message="Which?", options=["Blue", "Green"]
    ...     )
    ... )
    'A human answered: "Blue".'
    """
    if pause["status"] == "responded" and pause["human_decided"]:
        text = pause["response_text"]
        added = f" They added: {quoted(text)}." if text else ""
        return f"A human answered: {quoted(pause['response_choice'])}.{added}"
    return f"No human answered: {WHY_NOBODY_DECIDED[pause['status']]}. {_NOT_AGREED}"


_PROGRAMS: Final[frozenset[ErrorCode]] = frozenset(
    {
        "api_key_invalid",
        "idempotency_key_reused",
        "invalid_recipient",
        "invalid_request",
        "malformed_json",
        "not_found",
        "role_denied",
        "unexpected_answer",
        "webhook_url_refused",
    }
)
"""What the program itself must put right: a model could only guess at it."""

_MODELS: Final = re.compile(r"/(?:message|context|options|timeout_default)(?:/|$)")
"""Where the words of the model itself stand in a question."""


def refusal_in_words(error: BaseException) -> str | None:
    """What a model is told where no human could be asked, or none reached.

    None where the program is at fault, so raise the error then.
    """
    if not isinstance(error, PausePointError):
        return None
    models_own = bool(error.errors) and all(_MODELS.match(one["pointer"]) for one in error.errors)
    if error.code in _PROGRAMS and not (error.code == "invalid_request" and models_own):
        return None
    return f"No human could be asked: {error.message} ({error.code}). {_NOT_AGREED}"


def quoted(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)
