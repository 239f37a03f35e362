"""The JSON form of Ray's scheduling strategies, for callers who have no Python objects: libraries.

"DEFAULT", "SPREAD", null
{"node_affinity": {"node_id": "<hex>", "soft": false}}
{"placement_group": {"name" or "id": "...", "bundle_index": -1, "capture_child_tasks": false}}
{"node_labels": {"hard": {"zone": {"in": ["a", "b"]}}, "soft": {"gpu": {"exists": true}}}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from gorayffi.errors import did_you_mean

from goray._ray.api import ray

_NAMES = ("DEFAULT", "SPREAD")


def resolve(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """`options` with a strategy in JSON replaced by Ray's object for it.

    Args:
        name: of the task or actor, for errors.

    Raises:
        TypeError, ValueError: the strategy is not one of the forms above, or its placement group does not exist.
    """
    strategy = options.get("scheduling_strategy")
    if isinstance(strategy, str) and strategy not in _NAMES:
        hint = did_you_mean(strategy, _NAMES)
        raise ValueError(f"{name}: scheduling_strategy '{strategy}' is not one of {', '.join(_NAMES)}{hint}")
    if not _is_object(strategy):
        return dict(options)
    where = f"{name}: scheduling_strategy"
    if len(strategy) != 1:
        raise ValueError(f"{where}: expected one of {', '.join(_FORMS)}, got {_shown(strategy)}")
    ((form, content),) = strategy.items()
    if form not in _FORMS:
        raise ValueError(f"{where} has no form '{form}'{did_you_mean(form, _FORMS) or _one_of(_FORMS)}")
    where = f"{where}.{form}"
    if not _is_object(content):
        raise TypeError(f"{where}: expected an object, got {_shown(content)}")
    return {**options, "scheduling_strategy": _FORMS[form](where, content)}


def _node_affinity(where: str, content: Mapping[str, Any]) -> Any:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    given = _members(where, content, {"node_id": str, "soft": bool}, required="node_id")
    _check_hex(f"{where}.node_id", given["node_id"])
    return NodeAffinitySchedulingStrategy(given["node_id"], soft=given.get("soft", False))


def _placement_group(where: str, content: Mapping[str, Any]) -> Any:
    from ray.util.scheduling_strategies import PlacementGroupSchedulingStrategy

    types = {"name": str, "id": str, "bundle_index": int, "capture_child_tasks": bool}
    given = _members(where, content, types)
    if ("name" in given) == ("id" in given):
        raise ValueError(f"{where} needs either 'name' or 'id', got {_shown(content)}")
    if "name" in given:
        try:
            group: Any = ray.util.get_placement_group(given["name"])
        except ValueError as error:
            raise ValueError(f"{where}: there is no placement group '{given['name']}' in this namespace") from error
    else:
        _check_hex(f"{where}.id", given["id"])
        group = placement_group(given["id"])
    return PlacementGroupSchedulingStrategy(
        group,
        placement_group_bundle_index=given.get("bundle_index", -1),
        placement_group_capture_child_tasks=given.get("capture_child_tasks", False),
    )


def placement_group(group: str) -> Any:
    """Ray's object for the placement group with this hexadecimal id."""
    from ray.util.placement_group import PlacementGroup

    return PlacementGroup(ray.PlacementGroupID(bytes.fromhex(group)))


def _node_labels(where: str, content: Mapping[str, Any]) -> Any:
    from ray.util.scheduling_strategies import NodeLabelSchedulingStrategy

    given = _members(where, content, {"hard": dict, "soft": dict})
    hard, soft = (_conditions(f"{where}.{key}", given.get(key, {})) for key in ("hard", "soft"))
    if not hard and not soft:
        raise ValueError(f"{where} needs a condition in 'hard' or in 'soft'")
    return NodeLabelSchedulingStrategy(hard, soft=soft)


_FORMS: dict[str, Callable[[str, Mapping[str, Any]], Any]] = {
    "node_affinity": _node_affinity,
    "node_labels": _node_labels,
    "placement_group": _placement_group,
}
_OPERATORS = ("in", "not_in", "exists", "does_not_exist")


def _conditions(where: str, content: Mapping[str, Any]) -> dict[str, Any]:
    from ray.util import scheduling_strategies

    ray_operators: Any = scheduling_strategies
    conditions: dict[str, Any] = {}
    for label, condition in content.items():
        place = f"{where}['{label}']"
        if not _is_object(condition) or len(condition) != 1:
            raise TypeError(f"{place}: expected one of {', '.join(_OPERATORS)} with its value, got {_shown(condition)}")
        ((operator, value),) = condition.items()
        if operator not in _OPERATORS:
            raise ValueError(
                f"{place}: no operator '{operator}'{did_you_mean(operator, _OPERATORS) or _one_of(_OPERATORS)}"
            )
        if operator in ("in", "not_in"):
            if not _is_names(value):
                raise TypeError(f"{place}.{operator}: expected a list of strings, got {_shown(value)}")
            conditions[label] = (ray_operators.In if operator == "in" else ray_operators.NotIn)(*value)
        elif value is not True:
            raise TypeError(f"{place}.{operator}: expected true, got {_shown(value)}")
        else:
            conditions[label] = ray_operators.Exists() if operator == "exists" else ray_operators.DoesNotExist()
    return conditions


def _members(where: str, content: Mapping[str, Any], types: Mapping[str, type], required: str = "") -> dict[str, Any]:
    for key, value in content.items():
        if key not in types:
            raise ValueError(f"{where} has no member '{key}'{did_you_mean(key, types) or _one_of(types)}")
        if type(value) is not types[key]:
            raise TypeError(f"{where}.{key}: expected {_TYPE_NAMES[types[key]]}, got {_shown(value)}")
    if required and required not in content:
        raise ValueError(f"{where}: '{required}' is missing")
    return dict(content)


_TYPE_NAMES: dict[type, str] = {str: "a string", bool: "a boolean", int: "an integer", dict: "an object"}


def _check_hex(where: str, text: str) -> None:
    try:
        bytes.fromhex(text)
    except ValueError:
        raise ValueError(f"{where}: '{text}' is not a hexadecimal id") from None


def _one_of(known: Any) -> str:
    return f"; it has {', '.join(known)}"


def _is_object(value: object) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_names(value: Any) -> bool:
    return bool(value) and type(value) in (list, tuple) and all(isinstance(item, str) for item in value)


def _shown(value: object) -> str:
    return repr(dict(value) if _is_object(value) else value)[:80]
