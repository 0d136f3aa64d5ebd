"""What the queue is measured with: a job that says when it began."""

import time

LATENCIES: list[float] = []


def arrive(sent_at: float) -> None:
    """Note how long it took to get here."""
    LATENCIES.append(time.time() - sent_at)
