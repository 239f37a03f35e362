"""interface.json, read: the app's interface in dataclasses, and its hashes."""
