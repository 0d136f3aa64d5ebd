"""Upkeep by the clock: retention, the account's balance, the probe."""
