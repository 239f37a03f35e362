"""The limits that Python's side of the boundary checks, as `goray/wire/limits.h` has them for C++.

What happens at each is in docs/reference/limits.md.
"""

from __future__ import annotations

from typing import Final

CAUSES: Final = 64
"""What led to a failure, level by level; of more the middle is left out."""

MESSAGE_SIZE: Final = 1900
"""Characters of a message of ours; of a longer one the middle is left out. A user's own text is not cut."""

SHOWN_SIZE: Final = 200
"""Characters of a name or a value inside a message."""

SUGGESTED_SIZE: Final = 64
"""Characters of a name for which a similar one is searched."""
