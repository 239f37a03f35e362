"""Whether a generated package and its library were generated from the same declarations."""

from __future__ import annotations

from goray._library.loaded import LoadedLibrary
from goray._library.written_at import written_at
from goray._worker.package_build import PackageBuild


def stale_callables(loaded: LoadedLibrary, build: PackageBuild) -> dict[str, str]:
    """The package's callables that the library lacks or has otherwise, each with the reason and the remedy.

    They are named as `PackageBuild.hashes` has them.
    """
    declared = loaded.library.hashes()
    if declared is None or declared == build.hashes:
        return {}
    return {
        label: _reason(label, label in declared, loaded, build)
        for label, hash_ in build.hashes.items()
        if declared.get(label) != hash_
    }


def _reason(label: str, known: bool, loaded: LoadedLibrary, build: PackageBuild) -> str:
    path = loaded.library.path
    text = f"the library {path} has no {label}, for which the package was generated"
    if known:
        text = f"the package and its library {path} were generated from different declarations of the {label}"
    if written_at(path) != loaded.written:
        return f"{text}; this process loaded the library before it was rebuilt: start Python, or the kernel, anew"
    if build.is_rewritten:
        return f"{text}; this process imported the package before it was rebuilt: start Python, or the kernel, anew"
    if loaded.written < build.imported:
        return f"{text}; the library is the older one: rebuild it"
    return f"{text}; the package is the older one: generate and install it again (cmake --build, or goray-gen)"
