"""The stop sign: signals set it at any moment, many of them at once, and the process that waits for it ends."""

import os
import signal
import subprocess
import sys
import time

from gateway.processes.stop_sign import StopSign

TIMEOUT = 60.0
WAITS = """
import os, signal
from gateway.processes.stop_sign import StopSign
stop = StopSign()
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, lambda *_: stop.set())
print("waits", flush=True)
while not stop.wait({timeout}):
    pass
# A signal that comes while an interpreter is taken apart has no handler any more.
os._exit(0)
"""
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def test_signals_that_come_at_once_end_a_process_that_waits() -> None:
    # With no pause between two waits most signals come while it does something else than to wait.
    for timeout in (0, 0.2, 60):
        for _ in range(4):
            process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-c", WAITS.format(timeout=timeout)], stdout=subprocess.PIPE
            )
            assert process.stdout is not None
            with process.stdout as said:
                said.readline()
            for number in SIGNALS * 5:
                process.send_signal(number)
            assert process.wait(TIMEOUT) == 0


def test_a_handler_may_set_it_while_it_is_being_set_and_while_somebody_waits() -> None:
    stop = StopSign()
    seen: list[int] = []

    def handler(*_: object) -> None:
        stop.set()
        if not seen:
            seen.append(1)
            # A second signal comes within the handler of the first.
            os.kill(os.getpid(), signal.SIGUSR1)
            stop.set()

    before = signal.signal(signal.SIGUSR1, handler)
    try:
        os.kill(os.getpid(), signal.SIGUSR1)
        began = time.monotonic()
        assert stop.wait(TIMEOUT)
        assert time.monotonic() - began < TIMEOUT / 2
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_it_is_set_for_good_and_a_wait_ends_in_time() -> None:
    stop = StopSign()
    assert not stop.wait(0.01)
    assert not stop.is_set()
    for _ in range(100_000):
        stop.set()
    assert stop.is_set()
    assert stop.wait(TIMEOUT)
    assert stop.wait(TIMEOUT)
