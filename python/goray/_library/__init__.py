"""The libraries of this process: what each holds of Python's, where workers find it, and its crash reports."""
