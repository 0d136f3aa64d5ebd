"""Stories of insight: what many incidents tell together."""
