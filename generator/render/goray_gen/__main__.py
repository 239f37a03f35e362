"""`python -m goray_gen` is `goray-gen`."""

from __future__ import annotations

import sys

from goray_gen.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
