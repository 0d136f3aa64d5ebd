"""USSD hops: the session, and what is remembered of it."""
