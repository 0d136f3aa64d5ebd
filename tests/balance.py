"""The distribution of tests over the workers of `pytest -n 3`."""

from xdist.scheduler import LoadScopeScheduling

_TOGETHER = (
    "tests/journeys/test_up.py",
    "tests/journeys/test_up_network.py",
    "tests/journeys/test_slow_connections.py",
    "tests/journeys/test_closed_doors.py",
    "tests/journeys/test_chaos.py",
)
"""The files whose stories share one `doria up`. They take longest, so they begin first."""


class Balanced(LoadScopeScheduling):  # type: ignore[misc] # the library has no types
    """Gives the stories of `doria up` to one worker, and each other test to the worker that is free."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of the tests that stay together; the largest group begins first."""
        return "up" if nodeid.startswith(_TOGETHER) else nodeid
