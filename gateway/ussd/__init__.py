"""USSD: the session behind each hop, and what Redis remembers of it."""
