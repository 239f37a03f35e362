"""One file a peer; CONTRIBUTING.md says what is in it."""
