# Only what we signed, and signed now, is believed.
from __future__ import annotations

import hashlib
import hmac
import json
import math
from typing import Any

import pytest

from pausepoint import PausePoint, WebhookVerificationError, webhooks
from pausepoint_testing import World
from pausepoint_testing.told_server import reply, told_server
from pausepoint_testing.world import until

# The vector of the Standard Webhooks specification.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
NOW = 1_614_265_330
GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(NOW),
    "webhook-signature": GOOD,
}
PARSED: Any = {"test": 2432232314}


def test_the_vector_nobody_here_wrote_is_true() -> None:
    assert webhooks.verify(BODY, HEADERS, SECRET, now=NOW) == PARSED


def test_so_is_the_one_in_svixs_documentation() -> None:
    body = '{"event_type":"ping","data":{"success":true}}'
    headers = {
        "webhook-id": "msg_loFOjxBNrRLzqYUf",
        "webhook-timestamp": "1731705121",
        "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    }
    given = webhooks.verify(body, headers, "whsec_plJ3nmyCDGBKInavdOK15jsl", now=1_731_705_121)
    parsed: Any = json.loads(body)
    assert given == parsed


@pytest.mark.parametrize(
    "headers",
    [
        {name.upper(): [value] for name, value in HEADERS.items()},
        [(name.encode(), value.encode()) for name, value in HEADERS.items()],
        [*HEADERS.items(), ("host", "x"), ("X-Number", 7)],
    ],
)
def test_the_headers_of_any_framework_are_read(headers: Any) -> None:
    assert webhooks.verify(BODY.decode(), headers, SECRET, now=NOW) == PARSED


def test_of_several_signatures_and_secrets_one_is_enough() -> None:
    rotated = {**HEADERS, "webhook-signature": f"v1,AAAA v2,xyz {GOOD}"}
    for secrets in ([SECRET, "other"], ["other", "", SECRET]):
        assert webhooks.verify(BODY, rotated, secrets, now=NOW) == PARSED
    for none in ([], [""], "", ["other"]):
        with pytest.raises(WebhookVerificationError):
            webhooks.verify(BODY, rotated, none, now=NOW)


@pytest.mark.parametrize(
    ("change", "settings"),
    [
        ({"webhook-id": "msg_other"}, {}),
        ({"webhook-timestamp": str(NOW + 1)}, {}),
        ({"webhook-timestamp": ""}, {}),
        ({"webhook-timestamp": "NaN"}, {}),
        ({"webhook-timestamp": "١٦١٤٢٦٥٣٣٠"}, {}),
        ({"webhook-signature": ""}, {}),
        ({"webhook-signature": "v1,g0hM9SsE"}, {}),
        ({"webhook-signature": "v1,%%%"}, {}),
        ({"webhook-signature": "v1,é\ud800"}, {}),
        ({"webhook-signature": GOOD.replace("v1", "v2")}, {}),
        ({}, {"body": b'{"test": 2432232315}'}),
        ({}, {"secret": SECRET[:-1] + "x"}),
        ({}, {"secret": "whsec_%"}),
        ({}, {"now": NOW + 301}),
        ({}, {"now": NOW - 301}),
        ({}, {"tolerance_seconds": math.nan}),
    ],
)
def test_anything_else_is_refused(change: dict[str, str], settings: dict[str, Any]) -> None:
    given: dict[str, Any] = {"body": BODY, "secret": SECRET, "now": NOW, **settings}
    with pytest.raises(WebhookVerificationError):
        webhooks.verify(given.pop("body"), {**HEADERS, **change}, given.pop("secret"), **given)


def test_the_plain_signature_alone_needs_a_caller_who_gives_up_on_time() -> None:
    signature = hmac.new(b"a secret of mine", BODY, hashlib.sha256).hexdigest()
    headers = {"X-PausePoint-Signature": f"sha256={signature}"}
    with pytest.raises(WebhookVerificationError, match="missing"):
        webhooks.verify(BODY, headers, "a secret of mine")
    given = webhooks.verify(BODY, headers, "a secret of mine", tolerance_seconds=math.inf)
    assert given == PARSED
    for false in ("sha256=", f"sha256={'0' * 64}", f"sha1={signature}", signature):
        with pytest.raises(WebhookVerificationError):
            webhooks.verify(
                BODY,
                {"x-pausepoint-signature": false},
                "a secret of mine",
                tolerance_seconds=math.inf,
            )


@pytest.mark.parametrize("own", [None, "your-webhook-secret", SECRET])
def test_what_our_worker_really_sends_is_true(world: World, own: str | None) -> None:
    client = PausePoint(world.api_key, url=world.url)
    with told_server() as receiver:
        receiver.replies = [reply(200)]
        secret = world.add_webhook(f"{receiver.url}/hook", own, "pause.cancelled")
        pause = client.pauses.create(
            recipient="+15550100", channel="sms", message="“Go”?", options=["Yes", "No"]
        )
        client.pauses.cancel(pause["pause_id"])
        until(lambda: receiver.seen)
    sent = receiver.seen[0]
    event = webhooks.verify(sent.body, sent.headers, secret)
    assert (event["type"], event["pause_id"]) == ("pause.cancelled", pause["pause_id"])
    assert event["data"]["human_decided"] is False
    with pytest.raises(WebhookVerificationError):
        webhooks.verify(sent.body + b" ", sent.headers, secret)
