"""Soak: minutes of load that nobody should send, while residents report: `make soak`."""
