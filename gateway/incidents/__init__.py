"""What responders work on: opened, joined, seen, closed."""
