"""HTTP: webhooks, health, metrics, and the door to the simulated network."""
