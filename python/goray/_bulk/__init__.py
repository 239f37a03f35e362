"""`map` on its way through Ray: chunks of items, what workers do with them, and the results in order."""
