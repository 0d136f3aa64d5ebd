"""What answers over HTTP: webhooks, health, metrics, and the door to the simulated network."""
