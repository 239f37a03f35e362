# Each target sets up what it needs first (scripts/setup); the second time there is nothing to do.
SHELL := /bin/bash
BIN := .venv/bin
# Ray's token file and log about it are of no use on one machine.
export RAY_AUTH_MODE := disabled

.DEFAULT_GOAL := help
.PHONY: help setup build api bench bench-quick bench-check check-deep demo test test-pythons test-torch lint tidy format pictures clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## install missing Debian packages and make .venv
	@scripts/setup

build: setup  ## build goray-cpp and install it into .venv
	@scripts/build

demo: build  ## search the standard library with RE2 on a local Ray
	@PATH="$(CURDIR)/$(BIN):$$PATH" examples/grep/run

test: setup  ## run all checks, and all tests but those of check-deep
	@scripts/build --tests
	@$(MAKE) --no-print-directory lint
	ctest --test-dir build/release --output-on-failure -j2
	$(BIN)/python -m pytest -m "not deep" $(PYTEST_ARGS)

check-deep: setup  ## run clang-tidy, and the tests that repeat others with more data, or for a peer's sake
	@scripts/build --tests
	@scripts/tidy
	$(BIN)/python -m pytest -m deep $(PYTEST_ARGS)

test-pythons: setup  ## run the tests of features and typing on each Python that is present
	@scripts/test_pythons

test-torch: setup  ## run the test with torch, which takes 5 GB of disk in build/torch-env
	@scripts/build --tests
	$(BIN)/python -m pytest -n0 tests/features/generated/arrays/with_torch.py

lint:  ## clang-format, ruff, mypy, pyright, layers, includes
	@scripts/lint

tidy: setup  ## clang-tidy; takes six minutes
	@scripts/build --tests
	@scripts/tidy

format:  ## format C++ and Python
	@scripts/lint --fix

api: setup  ## write docs/reference/api anew
	@$(BIN)/python -m scripts.api

pictures: setup  ## draw docs/design/*.svg anew
	@scripts/draw

bench: build  ## measure everything beside its peers, and write docs/benchmarks.md; 15 minutes, on a quiet machine
	@$(BIN)/python -m benchmarks --docs $(BENCH_ARGS)

bench-quick: build  ## the calls and a few rows on Ray, in two minutes; writes build/bench.json only
	@$(BIN)/python -m benchmarks --quick $(BENCH_ARGS)

bench-check: build  ## compare a few figures with wide limits
	@$(BIN)/python -m benchmarks --check

clean:  ## remove what was built, but not .venv
	rm -rf build
