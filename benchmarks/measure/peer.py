"""What a peer's file holds, and how it is found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Literal

from benchmarks.goals import Goal

Environment = Literal["ours", "bindings", "published"]
PEERS = Path(__file__).parents[1] / "peers"
OURS = "ours"


def no_build(_: Path) -> None:
    """For what needs none."""


@dataclass(frozen=True)
class Peer:
    """`PEER` of a peer's file, whose functions `in_process()`, `on_ray()` and `generator()` give samples by case.

    `environment`: whose Python runs it. `packages`: from PyPI, `name==version`, in that environment. `goals`: by case;
    they are the peer's rows. `series`: keys of series of which it has points. `build`: makes what it calls.
    """

    title: str
    goals: Mapping[str, Goal]
    environment: Environment = "ours"
    packages: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    build: Callable[[Path], None] = field(default=no_build)


def module(name: str) -> ModuleType:
    """The file of the peer `name`."""
    return importlib.import_module(f"benchmarks.{OURS}" if name == OURS else f"benchmarks.peers.{name}")


def load(name: str) -> Peer:
    peer = module(name).PEER
    assert isinstance(peer, Peer)
    return peer


def names() -> list[str]:
    """All peers, by name; a file whose name begins with `_` is shared by several."""
    return sorted(info.name for info in pkgutil.iter_modules([str(PEERS)]) if not info.name.startswith("_"))
