"""The same by Ray Data, which gives batches of tiles to the C++ class; needs `pip install 'ray[data]'`."""

from __future__ import annotations

import numpy as np
import ray
import relief
from main import HEIGHTS, RADIUS, SPACING
from ray.data import ActorPoolStrategy

ROWS = 17
"""Of a tile, without its margin: 340 are 20 tiles."""


def main() -> None:
    heights = np.load(HEIGHTS)["elevation"].astype("float32")
    starts = range(0, len(heights) - 2 * RADIUS, ROWS)
    tiles = [{"row": row, "heights": heights[row : row + ROWS + 2 * RADIUS]} for row in starts]
    survey = ray.data.from_items(tiles).map_batches(
        relief.Surveyor, fn_constructor_args=(SPACING,), compute=ActorPoolStrategy(size=2), batch_size=5
    )
    found = sorted(survey.take_all(), key=lambda tile: int(tile["row"]))
    rough = np.vstack([tile["heights"] for tile in found])
    assert np.array_equal(rough, relief.tasks.Roughness(heights, SPACING, RADIUS))
    print(f"{len(found)} tiles, the same {rough.shape[0]} x {rough.shape[1]} values")


if __name__ == "__main__":
    ray.init()
    main()
