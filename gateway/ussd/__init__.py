"""USSD hops: the session, and the memory of it in Redis."""
