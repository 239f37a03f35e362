"""From one sample to medians over rounds of all peers."""
