"""The outbox and the health of Doria: what waits, what failed, and what is silent, with what to do about it."""
