"""Chaos, the short version: reports come in while parts die, and every acknowledged one alerts somebody."""

from collections.abc import Iterator

import pytest

from tests.chaos.faults import SHORT, Fault
from tests.chaos.run import run
from tests.up import Running, start

A_SECOND = 5.0
"""Reports a second: few, because the tests share two processors. `make chaos` sends four times as many."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a `doria up` in which no report joins another."""
    made = start(tmp_path_factory.mktemp("chaos") / "data", waits="10m", DORIA_JOIN_WINDOW="0s")
    yield made
    made.stop()


@pytest.mark.parametrize("fault", SHORT, ids=lambda fault: fault.name.replace(" ", "-"))
def test_no_acknowledged_report_is_lost(running: Running, fault: Fault) -> None:
    verdict = run(running, fault, a_second=A_SECOND)
    assert verdict.acknowledged >= 20
    assert verdict.kept == verdict.acknowledged
    assert verdict.alerted == verdict.acknowledged
