"""Stories of the association's own life."""
