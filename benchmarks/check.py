"""A few figures against wide limits, for CI: best of several interleaved rounds, which holds on a loaded machine."""

from __future__ import annotations

from benchmarks.goals import Goal, at_most, faster
from benchmarks.measure.peer import OURS, load
from benchmarks.run import Plan, measure_group
from benchmarks.setup.environments import chosen, prepare

ROUNDS = 15
LIMITS: dict[tuple[str, str], Goal] = {
    ("add", "nanobind"): at_most(6),
    ("add_keyword", "nanobind"): at_most(6),
    ("add_released", "nanobind"): at_most(6),
    ("hello", "nanobind"): at_most(6),
    ("method", "nanobind"): at_most(10),
    ("add", "goray_cpp_library"): faster(20),
    ("by_name", "goray_cpp_library"): faster(2),
    ("callback", "goray_cpp_library"): faster(0.5),
    ("nested_dict", "goray_cpp_library"): faster(1.5),
}


def main() -> None:
    """Ends the program with an error if a limit is exceeded."""
    peers = {OURS: load(OURS), **chosen(sorted({peer for _, peer in LIMITS}))}
    pythons = prepare(peers)
    for peer in peers.values():
        peer.build(pythons[peer.environment])
    plan = Plan(["in_process"], sorted({case for case, _ in LIMITS}), [], ROUNDS, 10)
    samples = measure_group("in_process", plan, peers, pythons)
    failed: list[str] = []
    for (case, name), limit in LIMITS.items():
        ours, theirs = min(samples[case][OURS]), min(samples[case][name])
        bound = "at least" if limit.kind == "faster" else "at most"
        text = f"{case}, {name}: {limit.figure(ours, theirs):.2f}, {bound} {limit.limit:g}"
        print(f"benchmarks: {text}")
        if not limit.met(limit.figure(ours, theirs), theirs):
            failed.append(text)
    if failed:
        raise SystemExit("benchmarks: error: beyond the limit of benchmarks/check.py: " + "; ".join(failed))
