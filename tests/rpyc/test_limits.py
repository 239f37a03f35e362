"""The client's limits that take a server, each at the limit and beyond; that tables and docs say the same.

`tests/unit/rpyc/limits_test.cpp` has the others.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Sequence
from typing import Any

import goray_rpyc_helper as helper
import pytest
from goray import rpyc_server

from tests.conftest import ROOT
from tests.rpyc.bridge import BridgeError, Library
from tests.rpyc.conftest import library_path
from tests.rpyc.hostile import HELPER, PLAIN, HostileServer, frame, netref, number, ping, repeated, reply, text
from tests.rpyc.hostile import value as boxed

HEADER = ROOT / "runtime/rpyc/base/limits.h"
MIB = 1 << 20
LIST = text(b"l")
SLACK = 8 * MIB

MEASURE = """
import json, sys, time
from pathlib import Path
from tests.rpyc.bridge import BridgeError, Library

library = Library(Path(sys.argv[1]))
client = library.open(sys.argv[2], **json.loads(sys.argv[3]))

def kib(name):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))

Path("/proc/self/clear_refs").write_text("5")
before = kib("VmHWM")
measured = []
for _ in range(int(sys.argv[4])):
    start = time.process_time()
    error = ""
    try:
        if sys.argv[5] == "json":
            client.call_text("", "f", timeout_ms=60_000)
        else:
            found = client.invoke("m" if sys.argv[5] != "plain" else "", "f", None, 60_000)
            if sys.argv[5] == "dumps":
                library.text(library.c.rpyc_value_to_json(found))
            library.c.rpyc_value_free(found)
    except BridgeError as caught:
        error = caught.kind + ": " + caught.message
    measured.append((error, time.process_time() - start))
print(json.dumps([(kib("VmHWM") - before) << 10, measured]))
"""


def measure(answers: Sequence[bytes], calls: int = 1, form: str = "value", **options: int) -> tuple[int, list[Any]]:
    """Bytes that the calls took at their peak, and for each its error and CPU time, in a process of their own."""
    server = HostileServer(answers)
    words = [library_path(), server.address, json.dumps(options), calls, form]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, words)], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    server.close()
    assert done.returncode == 0, done.stderr
    peak, measured = json.loads(done.stdout)
    return peak, measured


def table() -> dict[str, int]:
    """That of C++."""
    pattern = r"(?:unsigned|int|std::size_t) (k[A-Z]\w+|frame_bytes|depth) = ([^;]+);"
    return {name: evaluate(said) for name, said in re.findall(pattern, HEADER.read_text())}


def evaluate(said: str) -> int:
    """`std::size_t{1} << 20`, `10'000`"""
    said = re.sub(r"std::size_t\{(\d+)\}", r"\1", said).replace("'", "").replace("UINT32_MAX", str(2**32 - 1))
    base, _, shift = said.partition(" << ")
    return int(base) << int(shift or 0)


def test_the_servers_table_agrees_with_the_clients() -> None:
    limits = table()
    assert limits["kValueDepth"] == helper.MAX_DEPTH
    assert limits["depth"] > 2 * helper.MAX_DEPTH, "a container in a box takes two levels"
    assert limits["kInflationFactor"] == rpyc_server.INFLATION_FACTOR
    assert limits["frame_bytes"] >= rpyc_server.DEFAULT_MESSAGE_MIB << 20


def test_the_page_of_limits_says_what_the_table_says() -> None:
    page = (ROOT / "docs/reference/limits.md").read_text().partition("## RPyC")[2].partition("\n## ")[0]
    units = {"": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+) ?([KMG]iB|)[^|]*\| `(\w+)` \|", page, re.MULTILINE)
    assert {name: int(digits.replace(",", "")) * units[unit] for digits, unit, name in rows} == table()


FLAT = {
    "None": repeated(LIST, b"\0", MIB - 32),
    "empty list": repeated(LIST, b"\x10" + LIST, MIB // 5),
    "list in list": repeated(LIST, b"\x11" + LIST + b"\x10" + LIST, MIB // 9),
    "int": repeated(LIST, number(b"12345"), MIB // 10),
}


@pytest.mark.parametrize("kind", FLAT)
def test_memory_of_a_result_is_bounded(kind: str) -> None:
    """It is as long as a message may be, and refused or received."""
    peak, _ = measure([*HELPER, reply(3, boxed(FLAT[kind]))], max_message_bytes=MIB)
    assert peak < 16 * MIB + SLACK


@pytest.mark.parametrize(
    ("message", "error"),
    [
        (boxed(repeated(LIST, b"\0", 1 << 26)), "a compressed message exceeds"),
        (b"\x11\x52" + repeated(boxed(LIST), boxed(b"\0"), 1 << 22), "takes more than|"),
        (b"\x11\x52" + repeated(boxed(LIST), netref(), 1 << 18), "takes more than|"),
    ],
    ids=["values", "boxed values", "objects"],
)
def test_a_small_compressed_message_takes_little(message: bytes, error: str) -> None:
    answer = frame(zlib.compress(b"\x02\x11\x53" + message, 9), True)
    peak, [(said, _)] = measure([*HELPER, answer], max_message_bytes=1 << 24)
    assert peak < 16 * (1 << 24) + SLACK
    assert re.search(error, said), said


def test_memory_of_a_json_text_is_bounded() -> None:
    """Of a plain service, where the text is made here, with six characters for one."""
    text_of_nuls = b"\x08\x0f" + (MIB - 100).to_bytes(4, "big") + b"\0" * (MIB - 100)
    peak, [(error, _)] = measure([*PLAIN, reply(2, boxed(text_of_nuls))], 1, "json", max_message_bytes=MIB)
    assert error.startswith("usage: a JSON text of more than 2097152 bytes")
    assert peak < 16 * MIB + SLACK


def test_a_dict_of_a_plain_service_counts_with_all_its_values() -> None:
    keys = boxed(repeated(b"", b"\x55", 39)[:1] + (40).to_bytes(4, "big") + b"\x55" * 40)
    big = boxed(b"\x0f" + (MIB - 100).to_bytes(4, "big") + b"x" * (MIB - 100))
    answers = [*PLAIN, reply(2, netref(b"builtins.dict")), reply(3, keys), *(reply(4 + i, big) for i in range(40))]
    peak, [(error, _)] = measure(answers, 1, "plain", max_message_bytes=MIB)
    assert error.startswith("protocol: the result of a call takes more than 8388608 bytes of memory")
    assert peak < 16 * MIB + SLACK


@pytest.mark.parametrize("kind", FLAT)
def test_the_time_of_reading_is_linear(kind: str) -> None:
    head = FLAT[kind][: 5 + len(LIST)]
    item = FLAT[kind][len(head) :]
    count = int.from_bytes(FLAT[kind][1:5], "big") - 1
    sizes = [count // 4, count * 4]
    answers = [
        reply(3 + i, boxed(repeated(LIST, item[: len(item) // count], size))) for i, size in enumerate(sizes * 3)
    ]
    _, measured = measure([*HELPER, *answers], 6)
    assert [error for error, _ in measured] == [""] * 6
    small, big = (min(seconds for _, seconds in measured[i::2]) for i in range(2))
    assert big < 16 * 6 * small + 0.01


def test_a_server_that_asks_and_does_not_read() -> None:
    """Its requests are answered, until 16 MiB of answers wait for it."""
    late = frame(b"\x02\x11\x16\x0a1234567890" + netref())
    for request in (ping(), late):
        server = HostileServer([*PLAIN, request * 3_000_000], deaf=True)
        words = [library_path(), server.address, "{}", 1, "json"]
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *map(str, words)], capture_output=True, cwd=ROOT, timeout=120
        )
        server.close()
        peak, [(error, _)] = json.loads(done.stdout)
        assert error.startswith("protocol: the server asks and does not read: more than 16777216 bytes")
        assert peak < 100 * MIB


def test_a_server_that_is_slow_to_read_meets_no_limit(bridge: Library) -> None:
    """What the client releases itself is as much as it held."""
    objects = b"\x11\x52" + repeated(boxed(LIST), netref(), 400_000)
    with bridge.open(HostileServer([*HELPER, reply(3, objects)], deaf=True).address) as client:
        bridge.c.rpyc_value_free(client.invoke("m", "f"))
        assert client.alive()


def test_a_message_at_the_limit_and_beyond(bridge: Library) -> None:
    for extra, error in ((0, ""), (1, "protocol")):
        size = 1000 - len(b"\x02\x11\x52\x11\x51\x0f....") + extra
        answer = reply(2, boxed(b"\x0f" + size.to_bytes(4, "big") + b"x" * size))
        with bridge.open(HostileServer([*PLAIN, answer]).address, max_message_bytes=1000) as client:
            if not error:
                bridge.c.rpyc_value_free(client.invoke("", "f"))
                continue
            with pytest.raises(BridgeError, match="a message of 1001 bytes exceeds the limit of 1000") as caught:
                client.invoke("", "f")
            assert caught.value.kind == error


def test_depth_at_the_limit_and_beyond(bridge: Library) -> None:
    def nested(depth: int) -> bytes:
        return (b"\x11" + LIST) * depth + b"\0"

    for depth, error in ((8, ""), (9, "nested too deeply")):
        server = HostileServer([*HELPER, reply(3, boxed(nested(depth)))])
        with bridge.open(server.address, max_depth=9) as client:
            if not error:
                bridge.c.rpyc_value_free(client.invoke("m", "f"))
                continue
            with pytest.raises(BridgeError, match=error):
                client.invoke("m", "f")
