"""A library used by name: the app, the default one, its tasks and actor classes, and the environment of its job."""
