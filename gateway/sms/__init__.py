"""SMS that come in: whose they are, what they ask for, and the answer."""
