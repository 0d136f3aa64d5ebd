"""The pulse: whether people feel safe, and whether they trust the association, as they say under More."""
