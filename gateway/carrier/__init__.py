"""The way out: what a carrier takes and answers, and Africa's Talking behind it."""
