"""Communities: their files, and those in force."""
