"""The parts of `goray.package`, one concept each."""
