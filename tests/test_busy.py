"""The stopwatch of stories in real time outlives the processes that it watches."""

import subprocess
import sys

from tests.busy import Stopwatch


def test_a_stopwatch_still_reads_when_a_process_has_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    watch = Stopwatch([child.pid])
    child.communicate()
    watch.look()
    assert watch.seconds >= 0
