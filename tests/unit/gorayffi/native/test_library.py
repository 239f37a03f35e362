"""Loading: which file is which library, and what is said of files that are none."""

from __future__ import annotations

import ctypes
import json
import os
import pickle
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import gorayffi
import pytest
from gorayffi import LibraryError, LibraryNotFoundError, NativeError, ProtocolError

RunPython = Callable[..., subprocess.CompletedProcess[str]]


def test_the_same_file_is_one_library_by_path_link_and_hard_link(fake_library_path: Path, tmp_path: Path) -> None:
    library = gorayffi.load_library(str(fake_library_path))
    symlink, hard_link = tmp_path / "symlink.so", tmp_path / "hard_link.so"
    symlink.symlink_to(fake_library_path)
    os.link(fake_library_path, hard_link)
    assert gorayffi.load_library(fake_library_path) is library
    assert gorayffi.load_library(symlink) is library
    assert gorayffi.load_library(hard_link) is library
    assert library.path == str(fake_library_path.resolve())
    assert ctypes.CDLL(str(fake_library_path)).Registered() == 1


def test_a_relative_path_is_a_path(fake_library_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fake_library_path.parent)
    assert gorayffi.load_library(fake_library_path.name).path == str(fake_library_path.resolve())


def test_a_copy_is_another_library_with_handlers_of_its_own(fake_library_path: Path, tmp_path: Path) -> None:
    copy = shutil.copy(fake_library_path, tmp_path / "copy.so")
    one = gorayffi.load_library(fake_library_path, {0: lambda _: (b"\x01", 0)})
    two = gorayffi.load_library(copy, {0: lambda _: (b"\x02", 0)})
    assert (one.call(4, 0, "callback 0", ()), two.call(4, 0, "callback 0", ())) == (1, 2)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError, match=r"cannot load the library .*missing\.so: no such file; build it"):
        gorayffi.load_library(tmp_path / "missing.so")
    with pytest.raises(FileNotFoundError):
        gorayffi.load_library(tmp_path / "missing.so")


@pytest.mark.parametrize("content", [b"", b"\x7fEL", b"print('hello')\n" * 10])
def test_not_a_library(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.so"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"text\.so: it is not a shared library"):
        gorayffi.load_library(path)


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot load the library"):
        gorayffi.load_library(tmp_path)


def test_a_library_for_another_processor(fake_library_path: Path, tmp_path: Path) -> None:
    content = bytearray(fake_library_path.read_bytes())
    content[18:20] = (0xF3).to_bytes(2, "little")  # e_machine: RISC-V
    path = tmp_path / "foreign.so"
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"another processor \(ELF machine 243, this Python runs on \d+\)"):
        gorayffi.load_library(path)


@pytest.mark.parametrize("tenths", range(10))
def test_a_library_cut_short(run_python: RunPython, fake_library_path: Path, tmp_path: Path, tenths: int) -> None:
    """In a process of its own: the dynamic loader would end it by SIGBUS."""
    whole = fake_library_path.read_bytes()
    for size in {40 + len(whole) * tenths // 10, len(whole) * (tenths + 1) // 10 - 1}:
        path = tmp_path / f"cut_{size}.so"
        path.write_bytes(whole[:size])
        done = run_python(f"import gorayffi\ngorayffi.load_library({str(path)!r})")
        assert (
            f"the file is cut off: it has {size} bytes, and its headers name more; copy or build it again"
            in done.stderr
        )


@pytest.mark.parametrize("offset", [32, 40, 54, 56, 60])
def test_a_library_whose_header_names_too_much(
    run_python: RunPython, fake_library_path: Path, tmp_path: Path, offset: int
) -> None:
    data = bytearray(fake_library_path.read_bytes())
    data[offset : offset + 2] = b"\xff\xff"
    (tmp_path / "damaged.so").write_bytes(data)
    done = run_python(f"import gorayffi\ngorayffi.load_library({str(tmp_path / 'damaged.so')!r})")
    assert "LibraryError" in done.stderr


@pytest.mark.parametrize("missing", ["Execute", "FreeMemory", "RegisterCallback"])
def test_a_missing_export_is_named(tmp_path: Path, missing: str) -> None:
    exports = {"Execute", "FreeMemory", "RegisterCallback"} - {missing}
    path = tmp_path / "partial.so"
    source = "".join(f"void {name}(void) {{}}\n" for name in sorted(exports))
    subprocess.run(["cc", "-shared", "-fPIC", "-xc", "-", "-o", path], input=source, text=True, check=True)
    with pytest.raises(LibraryError, match=rf"partial\.so: it does not export {missing}\(\)"):
        gorayffi.load_library(path)


def test_an_unresolved_symbol_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "unresolved.so"
    source = "void NoSuchThing(void); void Execute(void) { NoSuchThing(); }"
    subprocess.run(["cc", "-shared", "-fPIC", "-xc", "-", "-o", path], input=source, text=True, check=True)
    with pytest.raises(LibraryError, match="NoSuchThing"):
        gorayffi.load_library(path)


def test_the_257th_library_is_refused(run_python: RunPython, tmp_path: Path) -> None:
    code = f"""
import shutil
for number in range(257):
    try:
        gorayffi.load_library(shutil.copy(PEER, f"{tmp_path}/{{number}}.so"))
    except gorayffi.LibraryError as error:
        print(number, error)
"""
    done = run_python(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("256 ")
    assert "256 libraries already" in done.stdout


def test_a_library_that_loads_another_one_while_it_is_loaded(
    run_python: RunPython, build: Callable[..., Path], fake_library_path: Path
) -> None:
    """Its code runs without a lock of ours: neither its own thread nor others' wait for it."""
    path = build({}, NESTED=json.dumps(str(fake_library_path)))
    done = run_python(f"""
import threading
loaded = []
threads = [threading.Thread(target=lambda: loaded.append(gorayffi.load_library({str(path)!r}))) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(loaded), len(set(map(id, loaded))), gorayffi.load_library(PEER).call(4, 0, "args", (1,)))
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "8 1 1\n", "")


def test_a_library_is_ready_for_whoever_gets_it(run_python: RunPython) -> None:
    """Threads that load one file at once all get a library that knows its callback."""
    done = run_python("""
import shutil, tempfile, threading
folder = tempfile.mkdtemp()
for number in range(30):
    path = shutil.copy(PEER, f"{folder}/{number}.so")
    start = threading.Barrier(4)
    def load():
        start.wait()
        library = gorayffi.load_library(path, {0: lambda data: (data, 0)})
        assert library.call(4, 0, "callback 0", (5,)) == 5
    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
shutil.rmtree(folder)
print("done")
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "done\n", "")


def test_a_path_with_a_nul_is_refused(fake_library_path: Path) -> None:
    with pytest.raises(LibraryError, match="its path has a NUL in it"):
        gorayffi.load_library(f"{fake_library_path}\0.txt")


def test_a_library_does_not_pickle(fake_library: gorayffi.Library) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(fake_library)


def test_repr(fake_library: gorayffi.Library, fake_library_path: Path) -> None:
    assert repr(fake_library) == f"<gorayffi.Library {fake_library_path.resolve()}>"


def test_a_path_that_is_not_utf8_is_a_path(fake_library_path: Path, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/lib\xff.so")
    shutil.copy(fake_library_path, path)
    assert gorayffi.load_library(path).path == path
    assert r"lib\xff.so" in repr(gorayffi.load_library(path))
    with pytest.raises(LibraryNotFoundError, match=r"lib\\udcff\.so\.no: no such file"):
        gorayffi.load_library(path + ".no")
    with pytest.raises(UnicodeEncodeError):
        gorayffi.load_library("\ud800")


def test_a_callable_s_name_may_be_any_text(fake_library: gorayffi.Library) -> None:
    with pytest.raises(gorayffi.NativeError):
        fake_library.call(4, 0, "\udc80 \0", ())
    assert fake_library.call_encoded(4, 0, "\udc80", b"", [], [])[1] != 0


@pytest.mark.parametrize("order", ["main first", "sub first"])
def test_a_sub_interpreter_is_refused_and_breaks_nothing(run_python: RunPython, order: str) -> None:
    """By Python's test module of the same name, which 3.13 no longer has."""
    pytest.importorskip("_xxsubinterpreters")
    use = "library = gorayffi.load_library(PEER)\nassert library.call(4, 0, 'args', (1, 2)) == [1, 2]\n"
    code = f"""
import sys, _xxsubinterpreters as interpreters
{use if order == "main first" else ""}
other = interpreters.create()
try:
    interpreters.run_string(other, "import sys; sys.path[:] = " + repr(sys.path) + "\\nimport gorayffi")
except interpreters.RunFailedError as error:
    print(error)
interpreters.destroy(other)
{use}
function = gorayffi.Function(library, 4, "args", ["a"], {{}})
assert function(5) == 5
"""
    done = run_python(code)
    assert (done.returncode, done.stderr) == (0, "")
    assert "gorayffi works in a process's main interpreter only, and this is a sub-interpreter" in done.stdout


def test_items_of_a_stream(fake_library: gorayffi.Library) -> None:
    assert [fake_library.next_item(3, "Count") for _ in range(3)] == [1, 2, 3]
    with pytest.raises(StopIteration):
        fake_library.next_item(3, "Count")
    with pytest.raises(StopIteration):
        fake_library.next_item(0, "Count")


@pytest.mark.parametrize(
    ("stream", "error", "text"),
    [
        (9, NativeError, "out of the body"),
        (10, ProtocolError, "Count"),
        (12, NativeError, "no such stream"),
        (-1, OverflowError, "negative"),
        (2**54, OverflowError, "index"),
    ],
)
def test_items_that_are_not_there(
    fake_library: gorayffi.Library, stream: int, error: type[Exception], text: str
) -> None:
    with pytest.raises(error, match=text):
        fake_library.next_item(stream, "Count")


def test_an_item_is_one_value(fake_library: gorayffi.Library) -> None:
    assert fake_library.next_item(11, "Count") == [1, 2]
