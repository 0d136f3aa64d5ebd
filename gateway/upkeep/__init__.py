"""What the clock looks after: retention, the balance, the probe."""
