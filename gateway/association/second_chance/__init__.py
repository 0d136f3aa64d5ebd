"""Second chance: courses of warning, family and elders after a petty matter, known by codes alone."""
