"""What hears, keeps and hands on: webhooks, storage, use cases, the carrier and the simulated network."""
