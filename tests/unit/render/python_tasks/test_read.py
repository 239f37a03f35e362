"""Files of `--python-tasks` -> what they decorate: names, modules, parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from goray_gen.cli.python_files import PythonFiles, read_python_files, rendered
from goray_gen.errors import GenError
from goray_gen.python_tasks.model import PythonTasks


def read(folder: Path, *given: str, **texts: str) -> PythonFiles:
    """`texts`: of the files, `pkg__steps` is `pkg/steps.py`; `given`: what the command line names, default: all."""
    files = {folder / f"{name.replace('__', '/')}.py": text for name, text in texts.items()}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return read_python_files([*given] or [str(path) for path in files], folder)


def tasks_of(folder: Path, *given: str, **texts: str) -> PythonTasks:
    tasks = read(folder, *given, **texts).tasks
    assert tasks
    return tasks


@pytest.mark.parametrize(
    "code",
    [
        "import ray\n@ray.remote\ndef f(): ...",
        "import ray\n@ray.remote(num_cpus=1)\ndef f(): ...",
        "import ray as r\n@r.remote\ndef f(): ...",
        "from ray import remote\n@remote\ndef f(): ...",
        "from ray import remote as task\n@task(num_cpus=1, max_retries=0)\ndef f(): ...",
        "import ray\ntask = ray.remote\n@task\ndef f(): ...",
        "import ray\nbig = ray.remote(num_cpus=8)\n@big\ndef f(): ...",
        "import functools, ray\n@functools.cache\n@ray.remote\ndef f(): ...",
        "if True:\n    import ray\n    @ray.remote\n    def f(): ...",
    ],
)
def test_decorators_of_ray(tmp_path: Path, code: str) -> None:
    assert [(task.name, task.wire) for task in tasks_of(tmp_path, app=code).tasks] == [("f", "app:f")]


@pytest.mark.parametrize(
    "code",
    [
        "import ray\ndef remote(f): return f\n@remote\ndef f(): ...",
        "from ray import remote\nfrom mine import remote\n@remote\ndef f(): ...",
        "import goray\n@goray.local\ndef f(): ...",
        "import ray\ndef outer():\n    @ray.remote\n    def f(): ...",
        "import ray\n@ray.remote\ndef f(): ...\ndef f(): ...",
        "remote = remote\n@remote\ndef f(): ...",
    ],
)
def test_other_decorators(tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path, app=code).has_errors
    assert "[GR1401]" in capsys.readouterr().err


RAY = "import ray\n@ray.remote\ndef f(): ...\n"
GORAY = "import goray\n@goray.remote\ndef g(): ...\n"


def test_names_on_the_wire(tmp_path: Path) -> None:
    """A package is known by its `__init__.py`; what the command line says counts for both decorators."""
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").touch()
    assert [task.wire for task in tasks_of(tmp_path, pkg__steps=RAY + GORAY).tasks] == ["pkg.steps:f", "g"]
    assert [task.wire for task in tasks_of(tmp_path, folder__steps=RAY + GORAY).tasks] == ["steps:f", "g"]
    path = str(tmp_path / "folder" / "steps.py")
    assert [task.wire for task in tasks_of(tmp_path, f"a.b={path}").tasks] == ["a.b:f", "a.b:g"]


def test_two_files_of_one_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks_of(tmp_path, a__steps=GORAY, b__steps=GORAY.replace("def g", "def h"))
    assert read(tmp_path, b__steps=GORAY, a__steps=RAY).has_errors
    told = capsys.readouterr().err
    assert (
        "a/steps.py:3:5: error: `f` is found by its module alone, and two of the files are the module `steps`" in told
    )


def test_what_is_nested_too_deeply(tmp_path: Path) -> None:
    aliases = "\n".join(f"A{i + 1} = list[A{i}]" for i in range(2000))
    with pytest.raises(GenError, match="nested too deeply"):
        read(tmp_path, app=f"import ray\nA0 = int\n{aliases}\n@ray.remote\ndef f(a: A2000): ...\n")


def test_what_is_named(tmp_path: Path) -> None:
    with pytest.raises(GenError, match=r"--python-tasks none.py: no such file"):
        read_python_files(["none.py"], tmp_path)
    with pytest.raises(GenError, match=r"--python-tasks .*: not a file"):
        read_python_files([str(tmp_path)], tmp_path)
    file = tmp_path / "a=b.py"
    file.write_text(GORAY)
    assert tasks_of(tmp_path, str(file)).files == ("a=b.py",)
    assert tasks_of(tmp_path, str(file), str(tmp_path / "." / "a=b.py")).files == ("a=b.py",)


def test_a_types_own_file(tmp_path: Path) -> None:
    """A file that only defines types of another one is no mistake."""
    shapes = "from typing import TypedDict\nclass Point(TypedDict):\n    x: int\nAlias = Point\n"
    steps = "import ray\nimport shapes as s\n@ray.remote\ndef f(a: s.Alias) -> s.Point: ...\n"
    tasks = tasks_of(tmp_path, steps=steps, shapes=shapes)
    assert [struct.name for struct in tasks.structs] == ["Point"]
    assert tasks.tasks[0].result == tasks.tasks[0].parameters[0].type


def test_structs_come_after_what_they_hold(tmp_path: Path) -> None:
    code = """
import ray
from typing import TypedDict
class A(TypedDict):
    z: list["Z"]
class M(TypedDict):
    x: int
class Z(M):
    y: int
@ray.remote
def f(m: M, a: A): ...
"""
    structs = tasks_of(tmp_path, app=code).structs
    assert [(struct.name, [field.name for field in struct.fields]) for struct in structs] == [
        ("Z", ["x", "y"]),
        ("A", ["z"]),
        ("M", ["x"]),
    ]


def test_parameters(tmp_path: Path) -> None:
    code = "import goray\n@goray.remote\ndef f(a, /, b=1, *c, d=2, **e): ...\n"
    (task,) = tasks_of(tmp_path, app=code).tasks
    assert [(parameter.name, parameter.has_default) for parameter in task.parameters] == [("a", False), ("b", True)]
    assert (task.variadic, task.left_out) == (True, ("d",))
    assert task.signature == "f(a, /, b=1, *c, d=2, **e)"


def test_all_errors_are_reported_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import ray\n@ray.remote\ndef f(a: A, b: B) -> C: ...\n@ray.remote\nasync def g(): ...\n"
    assert read(tmp_path, app=code).has_errors
    told = capsys.readouterr().err
    assert [line.split(" ")[0].rpartition("/")[2] for line in told.splitlines() if ": error: " in line] == [
        "app.py:3:10:",
        "app.py:3:16:",
        "app.py:3:22:",
        "app.py:5:11:",
    ]
    assert "`goray-gen explain GR1405` says more" in told


@pytest.mark.parametrize("data", [b"\xff\xfe", b"# coding: nonsense\n", b"a = 1\0", b"(" * 5000])
def test_what_is_not_python(tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_bytes(data)
    assert read_python_files([str(tmp_path / "app.py")], tmp_path).has_errors
    assert "[GR1402]" in capsys.readouterr().err


def test_columns_are_bytes_in_any_encoding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for encoding, line in (("utf-8", ""), ("utf-8-sig", ""), ("latin-1", "# coding: latin-1\n")):
        text = f"{line}import ray\n@ray.remote\ndef f(\u00e4: A): ...\n"
        (tmp_path / "app.py").write_bytes(text.encode(encoding))
        assert read_python_files([str(tmp_path / "app.py")], tmp_path).has_errors
        told = capsys.readouterr().err
        assert f"app.py:{3 + bool(line)}:11: error" in told
        assert "\ndef f(\u00e4: A): ...\n         ^\n" in told


def test_hostile_names_and_docstrings_are_text(tmp_path: Path) -> None:
    code = r'''
import goray
from typing import TypedDict
class std(TypedDict):
    int: int
    goray: str
@goray.remote
def py(namespace: std = "*/ \\") -> std:
    """*/ #define x \\"""
@goray.remote
def goray_(class_: int, delete: int = "?" "?/"): ...
@goray.remote
def auto(): ...
@goray.remote
class operator:
    def Task(self): ...
    def template(self, this): ...
'''
    tasks = read(tmp_path, app=code).tasks
    assert tasks
    header = rendered(tasks)
    assert "struct std_ {" in header
    assert 'auto_{"auto"}' in header
    assert 'py_{"py"}' in header
    assert "template_(::goray::ArgumentFor<::goray::Any> this_)" in header
    assert "Task_() const" in header
    assert all("//" in line for line in header.splitlines() if "#define" in line)


@pytest.mark.parametrize(
    "code",
    [
        "class A:\n    def f(self): ...\nclass B(A): ...\n@ray.remote\nclass A(B):\n    def g(self): ...",
        "class A(B):\n    def f(self): ...\n@ray.remote\nclass B(A):\n    def g(self): ...",
    ],
)
def test_a_class_that_is_among_its_own_bases(tmp_path: Path, code: str) -> None:
    """By a name that was defined twice, or in a file that Python would not run."""
    (actor,) = tasks_of(tmp_path, app=f"import ray\n{code}").actors
    assert "g" in [method.name for method in actor.methods]


def test_a_struct_that_is_among_its_own_bases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "import ray\nfrom typing import TypedDict\nclass A(TypedDict):\n    x: int\nclass B(A):\n    y: int\n"
        "class A(B):\n    z: int\n@ray.remote\ndef f(a: A) -> int: ..."
    )
    assert read(tmp_path, app=code).has_errors
    assert "app.py:10:10: error: `A` has no counterpart in C++" in capsys.readouterr().err
