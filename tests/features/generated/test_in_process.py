"""Generated packages called in this process."""

from __future__ import annotations

import concurrent.futures
import enum
import inspect
import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import gorayffi
import pytest
from goray_gen.model.interface import Callable
from goray_gen.model.load import load

from tests.conftest import ROOT, run


def interface(name: str) -> Any:
    return load(ROOT / "tests" / "golden" / name / "interface.json")


def test_import_loads_neither_ray_nor_the_library() -> None:
    code = (
        "import calc, sys; calc.tasks.Divide; print('ray' in sys.modules, 'libcalc' in open('/proc/self/maps').read())"
    )
    assert run(sys.executable, "-c", code) == "False False\n"


def test_import_loads_no_slow_part_of_the_standard_library() -> None:
    slow = "asyncio ctypes dataclasses datetime difflib inspect json logging pathlib pickle socket traceback urllib"
    code = (
        f"import sys; sys.path[:0] = {sys.path}; before = set(sys.modules); import calc; "
        f"print(set('{slow}'.split()) & sys.modules.keys() - before)"
    )
    assert run(sys.executable, "-I", "-S", "-c", code) == "set()\n"


def test_a_method_looks_the_same_before_and_after_its_first_call() -> None:
    code = (
        "import calc, inspect\n"
        "def look():\n    it = calc.Counter.Incr\n    return inspect.signature(it), it.__doc__, it.__qualname__\n"
        "before = look(); counter = calc.Counter(1); early = counter.Incr; print(before == look())\n"
        "print(counter.Incr(by=2), before == look(), type(calc.Counter.__dict__['Incr']).__name__, early())"
    )
    assert run(sys.executable, "-c", code) == "True\n3 True Method 4\n"


def test_a_method_before_its_first_call_pickles_and_needs_an_object() -> None:
    code = (
        "import calc, pickle\n"
        "print(pickle.loads(pickle.dumps(calc.Counter.Incr)) is calc.Counter.Incr)\n"
        "try:\n    object.__new__(calc.Counter).Incr()\nexcept RuntimeError as error:\n    print(error)"
    )
    told = "Counter: its C++ object was not made, or is closed already"
    assert run(sys.executable, "-c", code).splitlines() == ["True", told]


def test_a_python_subclass_of_a_local_actor_overrides_and_calls_its_methods() -> None:
    import calc

    class Twice(calc.Counter):  # type: ignore[misc, name-defined]
        def Incr(self, by: int = 1) -> Any:  # noqa: N802
            return super().Incr(2 * by)

    counter = Twice(1)
    assert (counter.Incr(2), calc.Counter(1).Incr(2), counter.Incr()) == (5, 3, 7)


def test_a_call_needs_no_ray() -> None:
    code = "import calc, sys; print(calc.tasks.Divide(7, 2), 'ray' in sys.modules)"
    assert run(sys.executable, "-c", code) == "{'quotient': 3, 'remainder': 1} False\n"


def test_a_call_by_name_needs_no_ray() -> None:
    code = (
        "import calc, goray, os, sys\n"
        "os.environ['GORAY_BIN_PATH'] = calc._app.path\n"
        "made = goray.golang_local_new_actor('NewCounter', 40)\n"
        "print(goray.golang_local_run_task('Divide', 7, 2), made.Incr(2), 'ray' in sys.modules)"
    )
    assert run(sys.executable, "-c", code) == "{'quotient': 3, 'remainder': 1} 42 False\n"


def test_arguments_by_keyword_and_default() -> None:
    import calc

    assert calc.tasks.Divide(7, 2) == {"quotient": 3, "remainder": 1}
    assert calc.tasks.Divide(b=2, a=7) == {"quotient": 3, "remainder": 1}
    assert calc.tasks.Divide(7) == {"quotient": 7, "remainder": 0}
    assert calc.tasks.Echo(1, "a", None) == [1, "a", None]
    assert calc.tasks.Nothing() is None


def test_default_that_only_cpp_knows() -> None:
    import names

    assert names.tasks.Computed() == "xxx"
    assert names.tasks.Computed("ab", 2) == "abab"
    assert names._remote.Computed() == "xxx"
    assert names._remote.Computed("ab") == "ab"
    for call in (names.tasks.Computed, names._remote.Computed):  # here, and as a worker calls it
        with pytest.raises(TypeError, match=r"Computed\(\) needs the argument 'text' when 'times' is given"):
            call(times=2)


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        ((), {}, "missing 1 required argument: 'a'"),
        ((1, 2, 3), {}, "Divide"),
        ((1,), {"c": 2}, "unexpected keyword argument 'c'"),
        (("7",), {}, "argument 'a'"),
    ],
)
def test_wrong_arguments_are_type_errors(args: tuple[Any, ...], kwargs: dict[str, Any], text: str) -> None:
    import calc

    with pytest.raises(TypeError, match=text):
        calc.tasks.Divide(*args, **kwargs)


def test_values_have_their_python_types() -> None:
    import values
    from values import Light

    assert values.tasks.Switch(Light.OFF) is Light.ON
    assert values.tasks.All([Light.ON, Light.OFF]) == [Light.ON, Light.OFF]
    assert all(type(light) is Light for light in values.tasks.All([Light.ON, Light.OFF]))
    assert values.tasks.Next() == {Light.OFF: Light.ON, Light.ON: None}
    assert repr(values.tasks.Nested()) == "(<Light.ON: 4>, [(1, <Light.OFF: 0>), (2, <Light.ON: 4>)])"
    assert values.tasks.Maybe(None) is None
    assert values.tasks.Maybe() is Light.ON
    assert values.tasks.One() == (1,)
    assert values.tasks.Empty() is None
    assert values.tasks.Flags({-1: True}) == {-1: True}
    assert values.tasks.Sum(1, "a", None) == 3
    assert values.tasks.SamePlain({"width": 1, "data": memoryview(b"ab")}) == {"width": 1.0, "data": b"ab"}


def test_an_enum_that_cpp_combines_is_a_set_of_flags() -> None:
    import values
    from values import Access, Bits, Signed

    assert values.tasks.Grant(Access.READ, Access.NONE) is Access.READ
    assert values.tasks.Grant(Access.READ, Access.WRITE) is Access.ALL
    assert values.tasks.Grant() is Access.READ | Access.WRITE
    assert values.tasks.Grant(more=Access(0)) == Access.READ
    assert type(values.tasks.Grant(Access.NONE, Access.NONE)) is Access
    assert values.tasks.Unchecked(2) == {Access.ALL: Access.WRITE}
    with pytest.raises(ValueError, match=r"Grant\(\) argument 'access': 4 has bits that are none of Access \(NONE = 0"):
        values.tasks.Grant(Access(4) if sys.version_info < (3, 11) else 4)
    with pytest.raises(ValueError, match=r"result.*: 9 has bits that are none of Access"):
        values.tasks.Unchecked(9)
    assert (issubclass(Bits, enum.IntFlag), issubclass(Signed, enum.IntFlag)) == (False, False)
    assert values.tasks.NoFlags(Bits.A, Signed.LOWEST) == (Bits.A, Signed.LOWEST)


def test_nested_structs_are_converted_at_every_depth() -> None:
    import values
    from values import Light

    inner = {"place": (2, "in"), "others": []}
    lamp = {"light": Light.OFF, "place": (1, "out"), "others": [inner]}
    room = values.tasks.SameRoom({"lamps": {"a": lamp}, "next": {"lamps": {"b": lamp}}})
    got = room["lamps"]["a"]
    assert room["spare"] is None
    assert room["next"] is not None
    assert room["next"]["next"] is None
    assert room["next"]["lamps"] == {"b": got}
    assert type(room["next"]["lamps"]["b"]["light"]) is Light
    assert got["light"] is Light.OFF
    assert got["place"] == (1, "out")
    assert got["others"] == [{"light": Light.ON, "place": (2, "in"), "others": []}]
    assert type(got["others"][0]["light"]) is Light


def test_names_that_python_uses_otherwise() -> None:
    import names

    assert names.tasks.lambda_(self_=1) == 6
    assert names.tasks.list([1], name=2) == [1, 2]
    task = {"from": 1, "None": [2], "__private": 3}
    assert names.tasks.Object(task) == {"from": 1, "list": 1, "None": [2], "__private": 3}
    assert names.tasks.Ref() is names.Level.True_
    assert names.tasks.Sum({"a": 1}, {"a": 2}) == 3
    assert names.tasks.Quote() == "a\"b'c\\d\n"
    box = names.Box()
    assert (box.list(), box.kill_(), box.pass_()) == ([1], 7, 1)
    assert names.lambda_().pass_() == names.golang_local_new_actor("lambda").pass_() == 1


def test_actors() -> None:
    import actors
    from actors import Mode

    store = actors.Store("a", mode=Mode.LOUD)
    assert (store.Name(), store.GetMode(), store.Both()) == ("a", Mode.LOUD, ("a", Mode.LOUD))
    assert type(actors.NewStore("b")) is actors.Store
    with pytest.warns(DeprecationWarning, match=r"actors\.OpenStore is deprecated") as caught:
        assert actors.OpenStore().Name() == "open"
    assert caught[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="Store.OldName is deprecated: use Name") as caught:
        store.OldName()
    assert caught[0].filename == __file__
    assert actors.Base().Which() == 2
    assert actors.MakeDerived().Which() == 3
    assert actors.MakeDerived().Common() == 1
    derived = actors.MakeDerived()
    assert (derived(4), derived(4, by=3), derived.__call__(4)) == (8, 12, 8)
    with pytest.raises(TypeError, match=r"__call__\(\) argument 'value': expected int, got str"):
        derived("4")
    local = actors.golang_local_new_actor("MakeDerived")
    assert local.__call__(4) == 8
    with pytest.raises(TypeError, match="Derived has no constructor for Python"):
        actors.Derived()
    with pytest.raises(ValueError, match="no such item") as error:
        store.Fail()
    assert isinstance(error.value, gorayffi.NativeError)
    with pytest.raises(TypeError, match=r"make one by \.remote\(\)"):
        pickle.dumps(store)


def test_string_api() -> None:
    import calc

    assert calc.golang_local_run_task("Divide", 7, 2) == {"quotient": 3, "remainder": 1}
    assert calc.golang_local_new_actor("NewCounter", 3).Incr(4) == 7
    assert calc.golang_task("Divide") is calc.tasks.Divide
    with pytest.raises(LookupError, match=r"calc has no task 'Divid'\. Did you mean 'Divide'"):
        calc.golang_task("Divid")
    with pytest.raises(LookupError, match="calc has no actor 'X'; it has NewCounter"):
        calc.golang_actor_class("X")


@pytest.mark.parametrize("app", ["calc", "names", "values"])
def test_signatures_are_those_of_cpp(app: str) -> None:
    module = __import__(app)
    for task in interface(app).tasks:
        name = task.name + "_" if task.name == "lambda" else task.name
        shown = inspect.signature(getattr(module.tasks, name)).parameters.values()
        assert [(p.kind.name, p.default is not p.empty) for p in shown] == [kind(task, i) for i in range(len(shown))]
        plain = [p.name.rstrip("_") for p in shown]
        assert plain == [p.name.rstrip("_") for p in task.parameters]
        for got, declared in zip(shown, task.parameters, strict=True):
            if declared.default and declared.default.has_value and got.default is not gorayffi.OMITTED:
                assert got.default == declared.default.value


def kind(task: Callable, index: int) -> tuple[str, bool]:
    parameter = task.parameters[index]
    return "VAR_POSITIONAL" if parameter.type.kind == "args" else "POSITIONAL_OR_KEYWORD", parameter.default is not None


def test_deprecated_task_warns_where_it_is_called() -> None:
    import calc

    with pytest.warns(DeprecationWarning, match=r"calc\.tasks\.Div is deprecated: use Divide") as caught:
        calc.tasks.Div(4, 2)
    assert caught[0].filename == __file__
    with pytest.warns(DeprecationWarning, match=r"calc\.tasks\.Div") as caught:
        calc.golang_local_run_task("Div", 4, 2)
    assert caught[0].filename == __file__


def test_missing_library_names_path_node_and_remedy(tmp_path: Path, packages: Path) -> None:
    shutil.copytree(packages / "calc", tmp_path / "calc", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    path = "import sys; sys.path.insert(0, sys.argv[1])"
    code = f"{path}; import calc\ntry: calc.tasks.Nothing()\nexcept OSError as e: print(e)"
    text = run(sys.executable, "-c", code, tmp_path)
    assert f"{tmp_path}/calc/libcalc.so" in text
    assert "on node " in text
    assert "install the package on each node" in text


def test_objects_show_what_they_are() -> None:
    import calc

    assert repr(calc.tasks.Divide) == "<task calc.tasks.Divide(a: int, b: int = 1) -> DivMod>"
    assert calc.tasks.Divide.__doc__ == "Quotient and remainder."
    assert pickle.loads(pickle.dumps(calc.tasks.Divide)) is calc.tasks.Divide


def test_an_object_can_be_closed() -> None:
    import calc

    counter = calc.Counter(1)
    counter.close()
    counter.close()
    with calc.Counter(2) as inside:
        assert inside.Incr() == 3
    for closed in (counter, inside):
        with pytest.raises(RuntimeError, match="its C\\+\\+ object was not made, or is closed already"):
            closed.Incr()


def test_actors_are_made_called_and_closed_by_16_threads_at_once() -> None:
    import calc

    def count(start: int) -> list[int]:
        with calc.Counter(start) as counter:
            return [counter.Incr(1) for _ in range(20)]

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert list(pool.map(count, range(320))) == [list(range(start + 1, start + 21)) for start in range(320)]
