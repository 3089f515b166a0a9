# What came of a question, as plain JSON that a graph can keep in its state.
from __future__ import annotations

from typing import Literal, TypedDict

from pausepoint.in_words import answer_in_words
from pausepoint.wire import Decision as DecidedBy
from pausepoint.wire import Pause


class Decision(TypedDict):
    """Only `answered` is a human's; whatever else came, nobody chose."""

    kind: Literal["answered", "timed_out", "cancelled", "unasked"]
    """`timed_out`: a `timeout_default` is not an answer: route this instead. `cancelled`: the question
    was withdrawn. `unasked`: no human could be asked, or none reached."""
    choice: str | None
    """A human's; None unless `answered`."""
    text: str | None
    pause_id: str | None
    decided_by: DecidedBy | None
    told: str
    """The same in words, for a model."""


def decision_of(pause: Pause) -> Decision:
    answered = pause["status"] == "responded" and pause["human_decided"]
    silent: Literal["timed_out", "cancelled"] = (
        "cancelled" if pause["status"] == "cancelled" else "timed_out"
    )
    return {
        "kind": "answered" if answered else silent,
        "choice": pause["response_choice"] if answered else None,
        "text": pause["response_text"] if answered else None,
        "pause_id": pause["pause_id"],
        "decided_by": pause["decision"] if answered else None,
        "told": answer_in_words(pause),
    }
