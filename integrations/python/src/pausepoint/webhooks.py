# Tells a webhook of ours from anybody else's.
from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import math
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from pausepoint.wire import WebhookEvent


class WebhookVerificationError(Exception):
    """The request is not one of ours, or too old: answer 400 and do nothing."""


def verify(
    body: bytes | str,
    headers: Mapping[str, Any] | Iterable[tuple[Any, Any]],
    secret: str | Sequence[str],
    *,
    tolerance_seconds: float = 300,
    now: float | None = None,
) -> WebhookEvent:
    """The event inside, once its signature is found true; raises `WebhookVerificationError`.

    `body` is the raw body as it came: parsing and printing it again breaks the signature. `secret` is
    the endpoint's, or your default secret for a pause's own `webhook_url`; several where one endpoint
    hears of both, or while you put in a new one. `webhook-timestamp` may be `tolerance_seconds` off;
    with `math.inf` an `X-PausePoint-Signature` alone is enough, which says nothing about when.

    >>> from pausepoint import webhooks
    >>> body = b'{"test": 2432232314}'
    >>> headers = {
    ...     "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    ...     "webhook-timestamp": "1614265330",
    ...     "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ... }
    >>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    >>> webhooks.verify(body, headers, secret, now=1614265330)
    {'test': 2432232314}
    >>> webhooks.verify(body, headers, secret)
    Traceback (most recent call last):
    pausepoint.webhooks.WebhookVerificationError: webhook-timestamp is too far from now
    """
    secrets = [one for one in ([secret] if isinstance(secret, str) else secret) if one]
    if not secrets:
        raise WebhookVerificationError("The secret is empty")
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else bytes(body)
    given = _lowered(headers)
    message_id, signatures = given.get("webhook-id"), given.get("webhook-signature")
    if message_id is not None and signatures is not None:
        timestamp = _fresh(given, tolerance_seconds, time.time() if now is None else now)
        signed = b".".join((_utf8(message_id), _utf8(timestamp), raw))
        is_true = any(
            _is_v1(signature, signed, secret)
            for secret in secrets
            for signature in signatures.split(" ")
        )
    else:
        signature = _plain(given, tolerance_seconds)
        is_true = any(_same(signature, _hmac(_utf8(one), raw).hex()) for one in secrets)
    if not is_true:
        raise WebhookVerificationError("No signature fits the body and the secret")
    return cast("WebhookEvent", json.loads(raw))


def _plain(given: Mapping[str, str], tolerance_seconds: float) -> str:
    """Without a time it would be true for ever: only who asks for that may have it."""
    signature = re.fullmatch(r"sha256=([0-9a-fA-F]{64})", given.get("x-pausepoint-signature", ""))
    if tolerance_seconds != math.inf or "x-pausepoint-signature" not in given:
        raise WebhookVerificationError(
            "webhook-id, webhook-timestamp or webhook-signature is missing"
        )
    return signature[1].lower() if signature else ""


def _fresh(given: Mapping[str, str], tolerance_seconds: float, now: float) -> str:
    timestamp = given.get("webhook-timestamp", "")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise WebhookVerificationError("webhook-timestamp is missing or no number")
    # Written so that a tolerance that is no number refuses everything.
    if not abs(now - int(timestamp)) <= tolerance_seconds:
        raise WebhookVerificationError("webhook-timestamp is too far from now")
    return timestamp


def _is_v1(signature: str, signed: bytes, secret: str) -> bool:
    version, _, text = signature.partition(",")
    if version != "v1":
        return False
    return _same(text, base64.b64encode(_hmac(_standard_key(secret), signed)).decode())


def _standard_key(secret: str) -> bytes:
    """The decoded part of a `whsec_…` we made; any other secret is its owner's, used as it is."""
    encoded = secret.removeprefix("whsec_")
    if encoded != secret and encoded:
        try:
            return base64.b64decode(_utf8(encoded), validate=True)
        except binascii.Error:
            pass
    return _utf8(secret)


def _hmac(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, signed, hashlib.sha256).digest()


def _same(given: str, true: str) -> bool:
    return hmac.compare_digest(_utf8(given), _utf8(true))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _lowered(headers: Mapping[str, Any] | Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Any framework's headers: a mapping in any case, of texts, bytes or lists; or pairs, as ASGI's."""
    items: Iterable[tuple[Any, Any]] = headers.items() if isinstance(headers, Mapping) else headers
    found: dict[str, str] = {}
    for name, value in items:
        first = value[0] if isinstance(value, (list, tuple)) and value else value
        if isinstance(first, (str, bytes)):
            found.setdefault(_text(name).lower(), _text(first))
    return found


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
