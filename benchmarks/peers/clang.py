"""Clang, which reads the same header as the generator."""

from __future__ import annotations

from benchmarks.goals import at_most
from benchmarks.measure.peer import Peer
from benchmarks.measure.samples import Side

PEER = Peer(title="clang++ -fsyntax-only", goals={"scan": at_most(1.25, plus=0.150)})


def generator() -> Side:
    from benchmarks.ours.generator import scanned_header, syntax_only

    return {"scan": syntax_only(scanned_header())}
