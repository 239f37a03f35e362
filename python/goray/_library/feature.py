"""What a library must have for a call, and older ones have not."""

from __future__ import annotations

import gorayffi
from gorayffi.errors import LibraryError


def require_feature(library: gorayffi.Library, feature: str, words: str) -> None:
    """Raises LibraryError for a library of a version without `feature`; `words` say what that is, in the plural."""
    declared = library.declared or {}
    if feature not in declared.get("features", ()):
        raise LibraryError(
            f"the library {library.path} was built with goray-cpp {declared.get('version', 'of an unknown version')}, "
            f"which has no {words}: rebuild it with this version"
        )
