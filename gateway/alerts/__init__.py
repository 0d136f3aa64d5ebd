"""Who is told of an incident, and in which words."""
