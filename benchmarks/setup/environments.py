"""The Pythons of the peers: ours, one with bindings, one with the published packages, named as ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measure.peer import Environment, Peer, load, names
from tests.interop.make_env import make, make_environment

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "bench"
VERSIONS = "from importlib.metadata import version; import sys; print(*(version(name) for name in sys.argv[1:]))"


def prepare(peers: Mapping[str, Peer]) -> dict[Environment, Path]:
    """The Python of each environment, with the packages of all `peers`."""
    bindings = {package for peer in peers.values() if peer.environment == "bindings" for package in peer.packages}
    pythons: dict[Environment, Path] = {"ours": Path(sys.executable)}
    if bindings:
        pythons["bindings"] = make_environment(BUILD / "env", sorted(bindings))
    if any(peer.environment == "published" for peer in peers.values()):
        pythons["published"] = make()
    for name, peer in peers.items():
        check_packages(name, peer, pythons[peer.environment])
    return pythons


def check_packages(name: str, peer: Peer, python: Path) -> None:
    """Ends the program if a package of the peer is missing or is another version."""
    for package in peer.packages:
        wanted, _, version = package.partition("==")
        found = subprocess.run([python, "-c", VERSIONS, wanted], capture_output=True, text=True)
        if found.returncode or found.stdout.strip() != version:
            raise SystemExit(
                f"benchmarks: error: the peer {name} needs the pip package {package} in {python.parents[1]}, which has "
                f"{found.stdout.strip() or 'none'}; remove that folder, `make bench` makes it anew"
            )


def variables(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a peer's process: the root of the repository is the only path it needs."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "", "RAY_AUTH_MODE": "disabled", **(extra or {})}


def chosen(only: Sequence[str] = ()) -> dict[str, Peer]:
    """The peers by name, all or those that are named."""
    unknown = set(only) - set(names())
    if unknown:
        raise SystemExit(
            f"benchmarks: error: no such peer: {', '.join(sorted(unknown))}; there are {', '.join(names())}"
        )
    return {name: load(name) for name in names() if not only or name in only}
