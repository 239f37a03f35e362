"""On what the figures were measured."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path

from benchmarks.setup.environments import VERSIONS


def load() -> str:
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def facts(python: Path) -> dict[str, str]:
    """`python`: ours, whose packages' versions are told."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
    meminfo = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    versions = subprocess.check_output([python, "-c", VERSIONS, "goray-cpp", "ray", "numpy"], text=True).split()
    return {
        "CPU": model[1] if model else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int(meminfo[1]) / 2**20:.0f} GiB" if meminfo else "unknown",
        "kernel": platform.release().split("-")[0],
        "Python": platform.python_version(),
        "compiler": first_line("g++", "--version"),
        "Clang": first_line("clang++-19", "--version"),
        "Go": first_line("go", "version"),
        "goray-cpp": versions[0],
        "Ray": versions[1],
        "numpy": versions[2],
    }


def first_line(*command: str) -> str:
    try:
        return subprocess.check_output(command, text=True).splitlines()[0]
    except (OSError, subprocess.CalledProcessError):
        return "none"
