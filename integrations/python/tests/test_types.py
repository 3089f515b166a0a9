# What people compile against says the same as the server's own OpenAPI.
from __future__ import annotations

import os
from typing import Any, get_args

import pytest

from pausepoint import errors, wire, wire_account
from pausepoint_testing.http import call

SAME = [
    ("CreatePause", wire.Question),
    ("Pause", wire.Pause),
    ("PauseRecipient", wire.PauseRecipient),
    ("Notification", wire.Notification),
    ("Decision", wire.Decision),
    ("Fact", wire.Fact),
    ("PauseList", wire.PauseList),
    ("WebhookEvent", wire.WebhookEvent),
    ("EventPage", wire.EventPage),
    ("Me", wire_account.Me),
    ("AuditEvent", wire_account.AuditEvent),
    ("AuditList", wire_account.AuditList),
    ("InclusionProof", wire_account.InclusionProof),
    ("ConsistencyProof", wire_account.ConsistencyProof),
]


@pytest.fixture(scope="module")
def schemas() -> dict[str, Any]:
    document = call("GET", f"{os.environ['PAUSEPOINT_URL']}/openapi.json")[0]
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def keys(kind: Any) -> set[str]:
    return set(kind.__required_keys__ | kind.__optional_keys__)


@pytest.mark.parametrize(("name", "kind"), SAME)
def test_names_are_those_of_the_contract(schemas: dict[str, Any], name: str, kind: Any) -> None:
    assert keys(kind) == set(schemas[name]["properties"])
    assert set(kind.__required_keys__) == set(schemas[name]["required"])


def test_so_are_those_within(schemas: dict[str, Any]) -> None:
    asked = schemas["CreatePause"]["properties"]
    assert keys(wire.Recipient) == set(asked["recipients"]["items"]["properties"])
    assert keys(wire.Fallback) == set(asked["fallback"]["anyOf"][0]["items"]["properties"])
    assert keys(wire.Agent) == set(asked["agent"]["anyOf"][0]["properties"])
    told = schemas["WebhookEvent"]["properties"]["data"]["properties"]
    assert keys(wire.WebhookData) == set(told)


def test_words_to_branch_on_are_all_there(schemas: dict[str, Any]) -> None:
    ours = {"undeliverable", "unreachable", "unexpected_answer"}
    codes = schemas["Problem"]["properties"]["code"]["enum"]
    assert set(get_args(errors.ErrorCode)) == ours | set(codes)
    assert set(get_args(wire.PauseStatus)) == set(schemas["PauseStatus"]["enum"])
    channels = schemas["CreatePause"]["properties"]["channel"]["enum"]
    assert set(get_args(wire.Channel)) == set(channels)
    events = schemas["AuditEvent"]["properties"]["event_type"]["enum"]
    assert set(get_args(wire_account.AuditEventType)) == set(events)
