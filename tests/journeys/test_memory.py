"""The memory of an idle `doria up`, so that it fits a small machine beside other work."""

from tests.up import Lasting

MOST = 450
"""Megabytes. It took 363 when it was measured, and 782 when each process imported Doria by itself."""


def test_doria_up_takes_less_than_450_megabytes(lasting: Lasting) -> None:
    assert lasting.running().memory < MOST
