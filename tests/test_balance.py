"""Tests of the distribution of tests over workers."""

from types import SimpleNamespace

from tests.balance import Balanced

UP = [f"tests/journeys/test_up.py::{number}" for number in range(3)]
FAULTS = [f"tests/journeys/test_up_faults.py::{number}" for number in range(2)]
OTHERS = [f"tests/menus/test_other.py::{number}" for number in range(20)]


class Node:
    """A worker that keeps what it was given to run."""

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.shutting_down = False
        self.waiting: list[int] = []
        self.ran: list[str] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        """Take tests to run, by their places in the collection."""
        self.waiting += indices

    def shutdown(self) -> None:
        """Take no more tests."""
        self.shutting_down = True


def test_stories_of_one_doria_up_go_to_one_worker_and_every_test_runs_once() -> None:
    tests = [*OTHERS[:10], *FAULTS, *UP, *OTHERS[10:]]
    nodes = [Node("a"), Node("b"), Node("c")]
    config = SimpleNamespace(getvalue=lambda _name: ["3*popen"], option=SimpleNamespace(loadscopereorder=True))
    balanced = Balanced(config)
    for node in nodes:
        balanced.add_node(node)
        balanced.add_node_collection(node, tests)
    balanced.schedule()
    while any(node.waiting for node in nodes):
        for node in nodes:
            if node.waiting:
                done = node.waiting.pop(0)
                node.ran.append(tests[done])
                balanced.mark_test_complete(node, done)
        assert sum(len(groups) for groups in balanced.assigned_work.values()) <= 4 * len(nodes), "what is done is gone"
    assert sorted(test for node in nodes for test in node.ran) == sorted(tests)
    assert nodes[0].ran[:3] == UP
    assert nodes[1].ran[:2] == FAULTS
    assert balanced.tests_finished
