"""Domain rules: communities, categories, levels, on-duty rosters and escalation ladders, without any wording."""
