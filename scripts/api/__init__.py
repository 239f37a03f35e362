"""Makes `docs/reference/api` of the sources: `python -m scripts.api`. `tests/docs/test_api.py` compares it."""
