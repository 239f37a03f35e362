"""Peers that are older or know less: what they cannot have is refused with a remedy, all else works. And ids."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import gorayffi
import pytest
import ray
from goray import App
from gorayffi import ExtType
from gorayffi.consts import Go2PyCmd

from tests.conftest import ROOT
from tests.interop.peer import Peer

PEER = ROOT / "tests" / "unit" / "gorayffi" / "fake_library_interface.c"


@pytest.fixture
def older(tmp_path: Path) -> App:
    """A library in C that declares what libraries of older versions declared."""
    declared = json.dumps({"language": "cpp", "features": ["json_failures", "passengers"]})
    defined = {"MAJOR": 1, "MINOR": 0, "SIZE": 32, "REFUSES": 0, "JSON": json.dumps(declared)}
    path = tmp_path / "libolder.so"
    flags = [f"-D{name}={value}" for name, value in defined.items()]
    subprocess.run(["cc", "-shared", "-fPIC", "-o", path, PEER, *flags], check=True)
    return App(path)


def test_an_older_library_is_refused_references(older: App, ray_session: None) -> None:  # noqa: ARG001
    refused = r"older goray-cpp.*rebuild"
    with pytest.raises(TypeError, match=refused):
        older.run_task("Zero", [ray.put(1)])
    with pytest.raises(TypeError, match=refused):
        ray.get(older.task("Zero").remote([ray.put(1)]))


def test_an_older_library_is_told_of_no_feature_that_it_could_misread(older: App) -> None:
    answer, _ = older.library.execute(100, 0, b"")
    assert json.loads(answer)["features"] == [
        "arrays",
        "arrow",
        "callables",
        "interrupts",
        "json_failures",
        "opaque",
        "references",
        "shared_arrays",
        "split_results",
        "streams",
    ]


def test_an_older_library_is_refused_callables(tmp_path: Path) -> None:
    declared = json.dumps({"language": "cpp", "version": "0.0.9", "features": ["json_failures", "references"]})
    defined = {"MAJOR": 1, "MINOR": 0, "SIZE": 32, "REFUSES": 0, "JSON": json.dumps(declared)}
    path = tmp_path / "libwithout.so"
    flags = [f"-D{name}={value}" for name, value in defined.items()]
    subprocess.run(["cc", "-shared", "-fPIC", "-o", path, PEER, *flags], check=True)
    with pytest.raises(
        TypeError, match=r"a function cannot be passed to .*, which was built with goray-cpp 0\.0\.9: rebuild"
    ):
        App(path).run_task("Zero", print)


def fake_host(library: Path, what: str) -> tuple[bytes, int]:
    """What the library answers a host that is not ours; see fake_host.py."""
    command = [sys.executable, "-m", "tests.interop.fake_host", library, what]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    code, answer = done.stdout.split()
    return bytes.fromhex(answer), int(code)


def test_a_library_refuses_an_older_host_references(cpp_library: Path) -> None:
    answer, code = fake_host(cpp_library, "a reference in the result")
    assert code == 5
    assert "older goray-cpp" in json.loads(answer)["Message"]


def test_a_library_takes_nothing_of_an_older_host_for_a_reference(cpp_library: Path) -> None:
    answer, code = fake_host(cpp_library, "an extension like a table")
    assert (gorayffi.unpack(answer), code) == ([[ExtType(80, b"GRPT" + bytes(9)), [ExtType(80, bytes(4))]]], 0)


EXTENSIONS = [
    ExtType(80, b""),
    ExtType(80, b"mine"),
    ExtType(80, bytes(4)),
    ExtType(80, b"GRPT"),
    ExtType(80, b"GRPT" + bytes(9)),
]


@pytest.mark.parametrize("value", EXTENSIONS, ids=repr)
def test_a_go_application_s_own_extension_comes_back(value: ExtType, go_library: Path, ray_session: None) -> None:  # noqa: ARG001
    app = App(go_library)
    for values in ([value], [1, value], [[value], {"x": value}]):
        assert app.run_task("Echo", *values) == values
        assert ray.get(app.task("Echo").remote(*values)) == values
        assert app.run_task("Shared", values) == [values, values]


def test_ids_fit_a_double_and_cannot_be_guessed(cpp_library: Path, ray_session: None) -> None:  # noqa: ARG001
    peer = Peer(App(cpp_library))
    name = "has many handles"
    actor = peer.actor("Counter", 1, name=name, num_cpus=0)
    handles = [peer.json(Go2PyCmd.CMD_GET_ACTOR, name=name)["py_local_id"] for _ in range(50)]
    ids = [peer.put(0).id for _ in range(500)]
    ids += [peer.method(actor, "Incr", 1).id for _ in range(20)]
    ids += [peer.task("Nothing").id for _ in range(20)]
    for made in (ids, [actor, *handles]):
        assert len(set(made)) == len(made)
        assert all(0 < each < 2**53 for each in made)
        assert max(made) > 2**40, "random ones would be larger"
