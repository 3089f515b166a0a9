# The vectors of RFC 8785, and the same text as the server's own language makes.
from __future__ import annotations

import json
import random
import shutil
import struct
import subprocess

import pytest

from pausepoint.canonical_json import canonical_json

VECTORS = [
    ("0000000000000000", "0"),
    ("8000000000000000", "0"),
    ("0000000000000001", "5e-324"),
    ("8000000000000001", "-5e-324"),
    ("7fefffffffffffff", "1.7976931348623157e+308"),
    ("4340000000000000", "9007199254740992"),
    ("4430000000000000", "295147905179352830000"),
    ("44b52d02c7e14af5", "9.999999999999997e+22"),
    ("44b52d02c7e14af6", "1e+23"),
    ("44b52d02c7e14af7", "1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", "999999999999999700000"),
    ("444b1ae4d6e2ef50", "1e+21"),
    ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", "0.000001"),
    ("41b3de4355555553", "333333333.3333332"),
    ("becbf647612f3696", "-0.0000033333333333333333"),
    ("43143ff3c1cb0959", "1424953923781206.2"),
]


@pytest.mark.parametrize(("bits", "text"), VECTORS)
def test_the_numbers_of_appendix_b(bits: str, text: str) -> None:
    assert canonical_json(struct.unpack(">d", bytes.fromhex(bits))[0]) == text


def test_keys_sort_by_utf_16_code_units() -> None:
    given = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7}
    assert list(json.loads(canonical_json(given)).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_strings_and_literals_of_section_3_2_2() -> None:
    given = {"string": '€$\x0f\nA\'B"\\\\"/', "literals": [None, True, False]}
    text = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical_json(given) == text


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), "\ud800", {"\udead": 1}, {1: 2}, {1, 2}, b"", 10**400, 2**53 + 1],
)
def test_what_is_no_json_is_refused_however_deep(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json({"deep": [value]})


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not here")
def test_thousands_of_values_read_as_javascript_reads_them() -> None:
    chance = random.Random(8785)
    numbers = [
        found
        for _ in range(20_000)
        if abs(found := struct.unpack(">d", chance.randbytes(8))[0]) < float("inf")
    ]
    numbers += [chance.uniform(-1, 1) * 10.0 ** chance.randint(-10, 25) for _ in range(20_000)]
    numbers += [chance.randint(-(2**53), 2**53) for _ in range(2_000)]
    texts = ["".join(chr(chance.randint(1, 0xD7FF)) for _ in range(9)) for _ in range(2_000)]
    values = [*numbers, *texts]
    script = "process.stdin.toArray().then(c=>console.log(JSON.stringify(JSON.parse(Buffer.concat(c)).map(v=>JSON.stringify(v)))))"
    told = subprocess.run(
        ["node", "-e", script], input=json.dumps(values), capture_output=True, text=True, check=True
    )
    assert [canonical_json(one) for one in values] == json.loads(told.stdout)
