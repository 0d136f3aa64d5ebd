"""Upkeep that the clock runs: retention, the balance check and the probe."""
