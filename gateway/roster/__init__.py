"""The roster: people on and off duty, warnings of roster gaps, and number checks."""
