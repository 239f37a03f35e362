"""The command `goray-gen`: one module a subcommand, and the scanner that it runs."""
