"""Stories and properties that Doria keeps to."""
