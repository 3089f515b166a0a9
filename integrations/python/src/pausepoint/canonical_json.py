# RFC 8785 (JSON Canonicalization Scheme): one text for equal values, the same as the server makes.
from __future__ import annotations

import json
import math
from collections.abc import Mapping

_LARGEST_EXACT = 2**53


def canonical_json(value: object) -> str:
    """The canonical text of a JSON value.

    Anything that is not JSON raises `TypeError`: a digest over a silently dropped value would prove
    nothing.

    >>> canonical_json({"b": [1.0, 1e21], "a": "é"})
    '{"a":"é","b":[1,1e+21]}'
    """
    if value is None or isinstance(value, (bool, str)):
        return _scalar(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, (list, tuple)):
        return f"[{','.join(canonical_json(one) for one in value)}]"
    if not isinstance(value, Mapping):
        raise TypeError(f"not a JSON value: {type(value).__name__}")
    if not all(isinstance(name, str) for name in value):
        raise TypeError("not a JSON object: a name is no text")
    # UTF-16 code units, as the RFC asks; a lone surrogate is refused below.
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    members = (f"{_scalar(name)}:{canonical_json(value[name])}" for name in names)
    return f"{{{','.join(members)}}}"


def _scalar(value: str | bool | None) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise TypeError("not a JSON value: a lone surrogate")
    return text


def _number(value: float) -> str:
    """As ECMAScript prints it: `1e+21`, `0.000001`, never `1.0`."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise TypeError("not a JSON value: not a finite number")
    if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
        raise TypeError("not exact in JSON: an integer beyond 2^53")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + ("" if fraction == "0" else fraction)
    point = len(whole) + int(exponent or 0)
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    return sign + _placed(stripped.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """Digits with the decimal point behind the first `point` of them."""
    count = len(digits)
    if count <= point <= 21:  # noqa: PLR2004
        return digits + "0" * (point - count)
    if 0 < point <= 21:  # noqa: PLR2004
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:  # noqa: PLR2004
        return f"0.{'0' * -point}{digits}"
    exponent = point - 1
    fraction = f".{digits[1:]}" if count > 1 else ""
    return f"{digits[0]}{fraction}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
