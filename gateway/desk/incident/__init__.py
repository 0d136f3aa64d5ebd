"""The page of one incident at the desk: what is known of it, and the acts on it."""
