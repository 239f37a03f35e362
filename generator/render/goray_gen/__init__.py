"""goray-gen: from the marked declarations of a C++ app to its dispatch table and its Python package."""
