"""Chaos: faults while reports come in, and what became of each report that was acknowledged: `make chaos`."""
