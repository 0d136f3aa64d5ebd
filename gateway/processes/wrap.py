"""`python -m gateway.processes.wrap COMMAND`: runs a foreign program, and ends it when the parent is gone."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType


def main(command: list[str]) -> int:
    """Run the command until it ends, the parent is gone or a signal says stop; return its exit status."""
    # Take the id from the supervisor: a process that begins while the supervisor ends already has another parent.
    parent = int(os.environ.get("DORIA_ORPHAN_GUARD") or os.getppid())
    child = subprocess.Popen(command)  # noqa: S603 - the supervisor's own command

    def end(_signal: int, _frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, end)
    while child.poll() is None:
        if os.getppid() != parent:
            child.terminate()
        time.sleep(0.2)
    return child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
