"""Police stations: joint barazas and visits with one, and what it says to its card."""
