"""The user's Python functions and classes that a library may call, and the file that defines them."""
