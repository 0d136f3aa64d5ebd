"""What every room stands on: the unit of work, wakeups for the workers, who is alive, and money."""
