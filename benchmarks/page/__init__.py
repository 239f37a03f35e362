"""bench.json as a page: pure functions."""
