"""The page of the bench: a pure function of bench.json."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.goals import Goal, above_by, at_most, faster, value
from benchmarks.page import write
from benchmarks.page.svg import chart, digits_of
from benchmarks.page.units import amount


def row(title: str, peer: str, ours: float, theirs: float, goal: Goal, unit: str = "s") -> dict[str, Any]:
    def spread(median: float) -> dict[str, float]:
        return {"low": median, "median": median, "high": median}

    return {
        "key": title,
        "title": title,
        "group": "in_process",
        "unit": unit,
        "peer": peer,
        "peer_title": peer,
        "ours": spread(ours),
        "theirs": spread(theirs),
        "figure": spread(goal.figure(ours, theirs)),
        "rounds": 40,
        "goal": asdict(goal),
    }


RESULT: dict[str, Any] = {
    "machine": {"CPU": "a <good> one", "cores": "2"},
    "load": {"before": "0.1 0.1 0.1", "after": "1.0 0.5 0.2"},
    "rounds": 40,
    "rows": [
        row("`won`", "slow", 2e-8, 4e-6, faster(150)),
        row("missed", "near", 9e-8, 1e-7, at_most(0.8)),
        row("lost <&>", "good", 2e-7, 1e-7, at_most(0.85)),
        row("import", "bare", 0.025, 0.020, above_by(0.010)),
        row("allocations", "none", 0, 0, value(0), "allocations"),
    ],
    "points": [
        {"series": "bytes", "point": 1000, "peer": "ours", "low": 1e-6, "median": 2e-6, "high": 3e-6},
        {"series": "bytes", "point": 100_000, "peer": "ours", "low": 1e-6, "median": 4e-6, "high": 3e-6},
        {"series": "bytes", "point": 1000, "peer": "other", "low": 1e-6, "median": 8e-6, "high": 3e-6},
    ],
}


def test_losses_come_first_then_missed_goals() -> None:
    lines = [line for line in write.page(RESULT).splitlines() if line.endswith("| 40 |")]
    assert lines == [
        "| lost <&> | good **wins** | 200 ns | 100 ns | 2.00 | ≤ 0.85 | **missed** | 40 |",
        "| missed | near | 90.0 ns | 100 ns | 0.90 | ≤ 0.80 | **missed** | 40 |",
        "| `won` | slow | 20.0 ns | 4.00 µs | 200 | ≥ 150 | met | 40 |",
        "| import | bare | 25.0 ms | 20.0 ms | +5.00 ms | ≤ +10.0 ms | met | 40 |",
        "| allocations | none | 0 |  | 0 | ≤ 0 | met | 40 |",
    ]
    assert "3 of 5 goals are met; in 1 rows the peer is better" in write.page(RESULT)


def test_series_have_a_column_for_each_peer() -> None:
    page = write.page(RESULT)
    assert "| N | ours | other |" in page
    assert "| 1,000 | 2.00 µs | 8.00 µs |\n| 100,000 | 4.00 µs |  |" in page


def test_the_machine_is_told() -> None:
    assert "| load before and after | 0.1 0.1 0.1 / 1.0 0.5 0.2 |" in write.page(RESULT)


def test_notes_by_hand_are_kept(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    write.write(RESULT, tmp_path)
    page.write_text(page.read_text().replace(write.END, "Most of it is malloc.\n" + write.END))
    write.write(RESULT, tmp_path)
    assert page.read_text().count("Most of it is malloc.\n" + write.END) == 1
    assert page.read_text() == write.page(RESULT, write.notes_of(page.read_text()))
    assert [path.name for path in (tmp_path / "benchmarks").iterdir()] == ["in_process.svg"]


def test_a_chart_is_well_formed_and_inside_of_its_picture() -> None:
    root = ET.fromstring(chart("In <process>", RESULT["rows"]))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    bars = [element for element in root if element.get("class") in ("better", "worse")]
    assert [element.get("class") for element in bars] == ["better", "better", "worse"]
    for element in bars:
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        assert 0 <= x <= x + float(element.attrib["width"]) <= width
        assert 0 <= y <= y + float(element.attrib["height"]) <= height


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (2.34e-8, "s", "23.4 ns"),
        (1.5, "s", "1.50 s"),
        (-0.0041, "s", "-4.10 ms"),
        (1_234_000, "bytes", "1.23 MB"),
        (24415.4, "faults", "24,415"),
    ],
)
def test_amount(number: float, unit: Any, text: str) -> None:
    assert amount(number, unit) == text


def test_small_ratios_keep_their_digits() -> None:
    assert [digits_of(ratio) for ratio in (0.0067, 0.85, 12.34)] == ["0.0067", "0.85", "12.3"]
