"""`python -m goray_gen.rpyc` is `goray-gen rpyc`."""

from __future__ import annotations

import sys

from goray_gen.rpyc.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
