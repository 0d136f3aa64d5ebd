"""What acts later: queue jobs of a few lines, and the clock."""
