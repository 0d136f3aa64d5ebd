"""The distribution of tests over the workers of `pytest -n 2`."""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

_TOGETHER = {
    "tests/journeys/test_up.py": "up",
    "tests/journeys/test_up_network.py": "up",
    "tests/journeys/test_page_of_phones.py": "up",
    "tests/journeys/test_slow_connections.py": "up",
    "tests/journeys/test_closed_doors.py": "up",
    "tests/journeys/test_memory.py": "up",
    "tests/journeys/test_chaos.py": "up",
    "tests/journeys/test_up_faults.py": "faults",
    "tests/journeys/test_up_backup.py": "restarts",
    "tests/journeys/test_up_restart.py": "restarts",
    "tests/journeys/test_slow_redis.py": "slow redis",
    "tests/journeys/test_crowds.py": "crowds",
    "tests/gateway/storage/test_first_release.py": "first release",
    "tests/gateway/storage/test_query_plans.py": "plans",
    "tests/menus/ussd/test_all_screens.py": "all screens",
    "tests/installs/test_wheel.py": "wheel",
}
"""The files whose tests share a `doria up`, a database or a walk over all pages, and the name of their group.

They take longest. The groups are the largest, so they begin first.
"""


class Balanced(LoadScopeScheduling):  # type: ignore[misc] # the library has no types
    """Gives each group of tests to one worker, and each other test to the worker that is free."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of the tests that stay together; the largest group begins first."""
        return _TOGETHER.get(nodeid.partition("::")[0], nodeid)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Forget a group whose tests are all done: the library would count its tests again after each further test."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]
