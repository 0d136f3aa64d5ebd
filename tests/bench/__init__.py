"""Benchmarks: each figure a ratio to its limit, measured in the same run."""
