"""The pages of barazas and decisions."""
