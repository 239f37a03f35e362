"""What travels inside Ray between libraries and Python: sealed messages, encoded calls and failures."""
