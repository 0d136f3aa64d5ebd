"""Insight: what can be learned from many incidents together. It reads them, and changes none."""
