"""How rough the ground of Jacksboro, Tennessee, is: by Eigen in this process and in Ray tasks, and by numpy.

`relief.png` shows it.
"""

from __future__ import annotations

import struct
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import ray
from numpy.typing import NDArray
from relief import tasks

HEIGHTS = Path(__file__).with_name("jacksboro.npz")
SPACING = 92.6  # of three seconds of arc, in metres
RADIUS = 2
Grid = NDArray[np.float32]


def roughness_by_numpy(heights: Grid) -> Grid:
    """What `tasks.Roughness` does."""
    size = 2 * RADIUS + 1
    windows = np.lib.stride_tricks.sliding_window_view(heights.astype("float64"), (size, size))
    z = windows.reshape(*windows.shape[:2], -1)
    y, x = (axis.ravel() * SPACING for axis in np.mgrid[0:size, 0:size])
    points = np.stack([np.broadcast_to(y, z.shape), np.broadcast_to(x, z.shape), z], axis=2)
    points = points - points.mean(axis=3, keepdims=True)
    spread = points @ points.swapaxes(2, 3) / size**2
    return np.sqrt(np.maximum(0, np.linalg.eigvalsh(spread)[..., 0])).astype("float32")


def roughness_on_ray(heights: Grid, strips: int = 8) -> Grid:
    """A task for each strip of rows, which looks at its part of the grid in Ray's object store."""
    inner = np.array_split(np.arange(len(heights) - 2 * RADIUS), strips)
    parts = [ray.put(heights[rows[0] : rows[-1] + 2 * RADIUS + 1]) for rows in inner]
    return np.vstack(ray.get([tasks.Roughness.remote(part, SPACING, RADIUS) for part in parts]))


def shade(heights: Grid) -> Grid:
    """How much light each point gets of a low sun in the north-west, 0 to 1."""
    down, right = np.gradient(heights, SPACING / 2)  # the heights are shown twice as high
    return np.clip((1 + down + right) / np.sqrt(3 * (1 + down**2 + right**2)), 0, 1)


def write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows, columns, _ = pixels.shape
    lines = np.hstack([np.zeros((rows, 1), "uint8"), pixels.reshape(rows, -1)]).tobytes()
    header = chunk(b"IHDR", struct.pack(">2I5B", columns, rows, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))


def timed(name: str, function: Any, *args: Any) -> Any:
    start = time.perf_counter()
    result = function(*args)
    print(f"{name}: {time.perf_counter() - start:.2f} s", file=sys.stderr)
    return result


def main() -> None:
    heights = np.load(HEIGHTS)["elevation"].astype("float32")
    print(f"{heights.shape[0]} x {heights.shape[1]} heights, {heights.min():.0f} to {heights.max():.0f} m")

    rough = timed("C++ in this process", tasks.Roughness, heights, SPACING, RADIUS)
    for name, other in (("Ray tasks", roughness_on_ray), ("numpy", roughness_by_numpy)):
        assert np.allclose(rough, timed(name, other, heights), atol=1e-3), name
    row, column = np.unravel_index(rough.argmax(), rough.shape)
    print(f"roughest: {rough.max():.1f} m from a plane, at row {row + RADIUS}, column {column + RADIUS}")
    print("C++ in this process, C++ on Ray and numpy agree")

    light = shade(heights)[RADIUS:-RADIUS, RADIUS:-RADIUS]
    red = np.clip(rough / 30, 0, 1)
    pixels = 255 * np.sqrt(light)[..., None] * np.stack([np.ones_like(red), 1 - red, 1 - red], axis=2)
    write_png(Path("relief.png"), pixels.astype("uint8"))
    print("relief.png: the ground under a low sun, red where it is rough")


if __name__ == "__main__":
    ray.init()
    main()
