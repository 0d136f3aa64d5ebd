"""The job that measures the queue: it records how long it waited."""

import time

LATENCIES: list[float] = []


def arrive(sent_at: float) -> None:
    """Record the seconds between the queueing of this job and its start."""
    LATENCIES.append(time.time() - sent_at)
