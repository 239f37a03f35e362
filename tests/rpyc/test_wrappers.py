"""goray-gen rpyc: generated clients build and call a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from goray_gen.cli.main import main
from goray_gen.errors import GenError
from goray_gen.rpyc.generate import generate
from goray_gen.rpyc.read import read_service

from tests.conftest import ROOT, run
from tests.rpyc.bridge import Library
from tests.rpyc.conftest import VERSIONS, Server, environment

SERVICE = '''
"""A shop."""
from __future__ import annotations
from typing import Optional, Union

def total(prices: dict[str, float], *, tax: float = 0.5) -> float:
    """Adds up."""
    return sum(prices.values()) * (1 + tax)

def pair(x: Optional[int], flag: bool) -> tuple[int, str]:
    return (x or 0, str(flag))

def loose(x, y=2):
    return [x, y]

def many(first: int, *rest: int) -> list[int]:
    return [first, *rest]

def either(x: Union[int, str]) -> str:
    return type(x).__name__

def nothing(delete: str) -> None:
    assert delete == "x"

def placed(a: int, b: int = 2, c: int = 3, /, d: int = 4, *, e: int = 5) -> list[int]:
    return [a, b, c, d, e]

def digest(data: bytes, parts: list[bytes] = [], *, salt: bytes = b"") -> bytes:
    return salt + data[::-1] + b"".join(parts)

def _private(): ...
'''

CPP = """
#include "shop.rpyc.h"
#include <cstdlib>
#include <cstring>
#include <iostream>
int main() {
  shop_rpyc::Client shop{goray::rpyc::Client(std::getenv("RPYC_ADDRESS"))};
  std::cout << shop.total({{"a", 1.0}, {"b", 2.0}}) << " " << shop.total({{"a", 2.0}}, 1.0) << " "
            << std::get<1>(shop.pair(std::nullopt, true)) << " " << shop.loose("x").Json() << " "
            << shop.many(1, 2, 3).size() << " " << shop.either("s") << shop.either(1) << "\\n";
  shop.nothing("x");
  for (const auto& placed : {shop.placed(1), shop.placed(1, 20), shop.placed(1, 20, 30, std::nullopt, 50),
                             shop.placed(1, {}, {}, 40)}) {
    for (auto number : placed) std::cout << number << " ";
  }
  auto bytes = [](const char* text) {
    auto* first = reinterpret_cast<const std::byte*>(text);
    return std::vector(first, first + std::strlen(text));
  };
  auto digest = shop.digest(bytes("abc"), std::nullopt, bytes("s"));
  std::cout << std::string(reinterpret_cast<const char*>(digest.data()), digest.size()) << "\\n";
  try {
    shop.placed(1, std::nullopt, 30);
  } catch (const goray::rpyc::UsageError& error) {
    std::cout << error.what() << "\\n";
  }
}
"""

GO = """package main

import (
	"fmt"
	"os"
	"sync"
)

func main() {
	client, err := NewRPyCClient(os.Getenv("RPYC_ADDRESS"), 0)
	check(err)
	shop := Shop{client}
	total, err := shop.Total(map[string]float64{"a": 1, "b": 2}, nil)
	check(err)
	tax := 1.0
	taxed, err := shop.Total(map[string]float64{"a": 2}, &TotalOptions{Tax: &tax})
	check(err)
	pair, err := shop.Pair(nil, true)
	check(err)
	loose, err := shop.Loose("x", nil)
	check(err)
	many, err := shop.Many(1, 2, 3)
	check(err)
	kind, err := shop.Either("s")
	check(err)
	check(shop.Nothing("x"))
	b, c, d := int64(20), int64(30), int64(40)
	all := [][]int64{}
	for _, options := range []*PlacedOptions{nil, {B: &b}, {B: &b, C: &c}, {D: &d}} {
		placed, err := shop.Placed(1, options)
		check(err)
		all = append(all, placed)
	}
	_, err = shop.Placed(1, &PlacedOptions{C: &c})
	fmt.Println(all, err)
	salt := Bytes("s")
	digest, err := shop.Digest([]byte("ab\\x00"), &DigestOptions{Parts: &[]Bytes{Bytes("xy"), nil}, Salt: &salt})
	check(err)
	fmt.Printf("%q\\n", digest)
	fmt.Println(total, taxed, pair[1], loose, len(many), kind, client.IsConnected())
	var group sync.WaitGroup
	for i := 0; i < 50; i++ {
		group.Add(1)
		go func(i int) {
			defer group.Done()
			_, err := client.Call("math", "sqrt", -1-i)
			if err == nil || err.Error() != "ValueError: math domain error" {
				panic(fmt.Sprint("wrong error: ", err))
			}
		}(i)
	}
	group.Wait()
	client.Close()
	client.Close()
	_, err = client.Call("math", "sqrt", 16)
	fmt.Println(client.IsConnected(), err)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(SERVICE)
    return tmp_path


@pytest.fixture
def address(shop: Path, shared_server: Callable[..., Server], bridge: Library, version: str) -> str:
    """Of a server that can import shop.py."""
    server = shared_server(version, "slave")
    with bridge.open(server.address) as client:
        client.call("sys", "path.insert", 0, str(shop))
        client.call("sys", "modules.pop", "shop", None)
    return server.address


@pytest.fixture(scope="module")
def library_folder(bridge: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bridge")
    shutil.copy(bridge.c._name, folder)
    shutil.copy(ROOT / "runtime/include/goray/rpyc/rpyc_bridge.h", folder)
    return folder


@pytest.fixture(scope="module", params=["g++", "clang++-19"])
def cpp_program(request: pytest.FixtureRequest, library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One a compiler, for the servers of all versions."""
    shop = tmp_path_factory.mktemp("cpp")
    (shop / "shop.py").write_text(SERVICE)
    assert main(["rpyc", str(shop / "shop.py"), "-o", str(shop / "gen"), "--lang", "cpp"]) == 0
    (shop / "main.cpp").write_text(CPP)
    flags = [
        "-std=c++20",
        "-Wall",
        "-Wextra",
        "-Wpedantic",
        "-Werror",
        f"-I{ROOT / 'runtime/include'}",
        f"-I{shop / 'gen/cpp'}",
    ]
    link = [f"-L{library_folder}", "-lrpyc_bridge", f"-Wl,-rpath,{library_folder}"]
    run(request.param, *flags, shop / "main.cpp", "-o", shop / "main", *link)
    return shop / "main"


def test_cpp(cpp_program: Path, address: str) -> None:
    assert run(cpp_program, env={**os.environ, "RPYC_ADDRESS": address}) == (
        '4.5 4 True ["x", 2] 3 strint\n'
        "1 2 3 4 5 1 20 3 4 5 1 20 30 4 50 1 2 3 40 5 scba\n"
        "argument c needs b before it: Python takes them by position only\n"
    )


@pytest.fixture(scope="module")
def go_program(library_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for the servers of all versions."""
    shop = tmp_path_factory.mktemp("go")
    (shop / "shop.py").write_text(SERVICE)
    arguments = [shop / "shop.py", "-o", shop / "gen", "--lang", "go", "--package", "main", "--bridge", library_folder]
    assert main(["rpyc", *map(str, arguments)]) == 0
    (shop / "gen/go/main.go").write_text(GO)
    (shop / "gen/go/go.mod").write_text("module shop\n\ngo 1.21\n")
    run("go", "build", "-o", "shop", cwd=shop / "gen/go")
    gofmt = Path(run("go", "env", "GOROOT").strip()) / "bin/gofmt"
    assert run(gofmt, "-l", ".", cwd=shop / "gen/go") == ""
    return shop / "gen/go/shop"


def test_go(go_program: Path, address: str) -> None:
    assert run(go_program, env={**os.environ, "RPYC_ADDRESS": address.removeprefix("tcp://")}) == (
        "[[1 2 3 4 5] [1 20 3 4 5] [1 20 30 4 5] [1 2 3 40 5]] "
        "C needs B before it: Python takes them by position only\n"
        '"s\\x00baxy"\n'
        "4.5 4 True [x 2] 3 str true\n"
        "false rpyc is NULL\n"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_python(shop: Path, address: str, version: str) -> None:
    assert main(["rpyc", str(shop / "shop.py"), "-o", str(shop / "gen"), "--lang", "python"]) == 0
    code = f"""
import rpyc, shop_client
s = shop_client.Shop(rpyc.classic.connect("127.0.0.1", {address.rpartition(":")[2]}))
print(s.total({{"a": 1.0, "b": 2.0}}), s.total({{"a": 2.0}}, tax=1.0), s.pair(None, True), s.loose("x"))
print(s.many(1, 2, 3), s.placed(1), s.placed(1, 20), s.placed(1, 20, 30, e=50), s.placed(1, d=40))
print(s.digest(b"abc", salt=b"s"))
"""
    output = run(environment(version), "-c", code, env={**os.environ, "PYTHONPATH": str(shop / "gen/python")})
    assert output == "4.5 4.0 (0, 'True') ['x', 2]\n" + (
        "[1, 2, 3] [1, 2, 3, 4, 5] [1, 20, 3, 4, 5] [1, 20, 30, 4, 50] [1, 2, 3, 40, 5]\nb'scba'\n"
    )


def test_a_service_class(tmp_path: Path) -> None:
    path = tmp_path / "calc.py"
    path.write_text("""
import rpyc
class CalcService(rpyc.Service):
    def exposed_add(self, a: int, b: int) -> int: ...
    @rpyc.exposed
    def sub(self, a: int): ...
    def hidden(self): ...
""")
    service = read_service(path)
    assert (service.name, service.module) == ("calc_service", "")
    assert [function.name for function in service.functions] == ["add", "sub"]
    text = generate(service, tmp_path, ["cpp"], None)[tmp_path / "cpp/calc_service.rpyc.h"]
    assert 'client_.Call<std::int64_t>("", "add", a, b)' in text


def test_nothing_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "boom.py"
    path.write_text("raise SystemExit('imported')\ndef f() -> int: ...\n")
    assert [function.name for function in read_service(path).functions] == ["f"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = 1\n", "nothing to call"),
        ("def f(:\n", ":1: not valid Python"),
        (
            "class AService(Service): ...\nclass BService(Service): ...\n",
            "several service classes (AService, BService)",
        ),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, source: str, message: str) -> None:
    path = tmp_path / "bad.py"
    path.write_text(source)
    with pytest.raises(GenError) as caught:
        read_service(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_keys_that_json_has_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.py"
    path.write_text("def f(names: list[dict[int, str]]) -> dict[int, str]: ...\n")
    assert main(["rpyc", str(path), "-o", str(tmp_path), "--lang", "go"]) == 2
    assert "b.py: f: parameter names: a dict whose keys are not str cannot be sent from Go" in capsys.readouterr().err


def test_check_finds_differences(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(shop / "shop.py"), "-o", str(shop / "gen"), "--lang", "cpp,python"]
    assert main(["rpyc", *arguments, "--check"]) == 1
    assert "shop.rpyc.h: missing" in capsys.readouterr().err
    assert main(["rpyc", *arguments]) == 0
    assert main(["rpyc", *arguments, "--check"]) == 0
