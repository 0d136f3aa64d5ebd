"""The gateway: webhooks, storage, use cases, the carrier and the simulated network."""
