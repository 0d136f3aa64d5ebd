"""Stories of the desk."""
