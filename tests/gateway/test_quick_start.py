"""Tests of a quick start: when the garbage collector rests, and what it passes over."""

import gc
import subprocess
import sys

import pytest

from gateway.quick_start import quick_start

_TELLS = """
import gc, sys
sys.argv = ["doria", "--version"]
from {module} import {name}
print(gc.isenabled(), gc.get_freeze_count() > 100_000)
"""


def test_the_collector_rests_during_a_start_and_works_again_after_it() -> None:
    with quick_start():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ImportError), quick_start():
        raise ImportError
    assert gc.isenabled(), "after a start that failed, too"


@pytest.mark.parametrize(("module", "name"), [("gateway.cli.__main__", "main"), ("workers.__main__", "main")])
def test_a_process_passes_over_what_it_imported(module: str, name: str) -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _TELLS.format(module=module, name=name)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "True True\n"
