"""Python's spelling of C++ names."""

from __future__ import annotations

import pytest
from goray_gen.errors import GenError
from goray_gen.lower import names
from goray_gen.lower.spelling import as_in_cpp, snake_case, with_parameters
from goray_gen.model.interface import Interface

from tests.unit.render.sample import INT, VOID, actor, cls, function, interface

SPELLED = {
    "HelloWorld": "hello_world",
    "HTTPGet": "http_get",
    "GetURL": "get_url",
    "SHA256Sum": "sha256_sum",
    "ParseV2": "parse_v2",
    "F": "f",
    "kMax": "k_max",
    "already_so": "already_so",
    "Mixed_Case": "mixed_case",
    "_Own": "_own",
}


@pytest.mark.parametrize("cpp", SPELLED)
def test_snake_case(cpp: str) -> None:
    assert snake_case(cpp) == SPELLED[cpp]


def test_what_is_spelled_anew_and_what_is_not() -> None:
    app = interface(
        function("DoIt"),
        actors=(actor("NewBox", "a::Box"), actor("Lid", "a::Lid"), actor("MakeLid", "a::Lid")),
        classes=(cls("a::Box", function("Remote"), function("OpenIt")), cls("a::Lid")),
    )
    assigned = names.assign(app, snake_case)
    assert assigned.tasks == {"DoIt": "do_it"}
    assert assigned.factories == {"NewBox": "new_box", "Lid": "Lid", "MakeLid": "make_lid"}
    assert assigned.classes == {"a::Box": "Box", "a::Lid": "Lid"}
    assert assigned.methods["a::Box"] == {"Remote": "remote_", "OpenIt": "open_it"}


COLLISIONS = {
    "the tasks `HTTPGet` (": interface(function("HTTPGet"), function("HttpGet")),
    "the factories `NewBox` (": interface(
        actors=(actor("NewBox", "Box"), actor("new_box", "Box")), classes=(cls("Box"),)
    ),
    "the methods of a::Box `DoIt` (": interface(
        actors=(actor("Box", "a::Box"),), classes=(cls("a::Box", function("DoIt"), function("doIt")),)
    ),
    "the parameters `maxSize` and `max_size` of F() are both `max_size` in Python": interface(
        function("F", VOID, ("maxSize", INT), ("max_size", INT))
    ),
}


@pytest.mark.parametrize("said", COLLISIONS)
def test_two_names_that_become_one(said: str) -> None:
    app: Interface = COLLISIONS[said]
    with_parameters(app, as_in_cpp)
    with pytest.raises(GenError) as caught:
        with_parameters(app, snake_case)
    place, _, text = str(caught.value).partition(": ")
    assert text.startswith(said)
    assert place.count(":") == 2
    assert "--python-names" in text
