"""The memory of an idle `doria up`, so that it fits a small machine beside other work."""

from tests.up import Lasting

MOST = 450
"""Megabytes without the desk. It took 363 when it was measured, and 782 when each process imported Doria by itself."""
MOST_OF_DESK = 80
"""Megabytes of the desk, beside the others."""


def test_doria_up_takes_less_than_450_megabytes_and_its_desk_80(lasting: Lasting) -> None:
    running = lasting.running()
    desk = running.memory_of_desk
    assert 0 < desk <= MOST_OF_DESK
    assert running.memory - desk < MOST
