"""Background work: queue jobs of a few lines, and the clock."""
