"""The roster: people on and off duty, warnings of roster gaps, number checks, and who is signed in at the desk."""
