"""goray-gen: from the annotated declarations of a C++ app to its dispatch table and its Python package."""
