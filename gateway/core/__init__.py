"""The core of every room: the unit of work, wakeups for the workers, and the liveness of processes."""
