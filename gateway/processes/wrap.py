"""`python -m gateway.processes.wrap COMMAND`: runs a program that is not ours, and ends it when our parent is gone."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType


def main(command: list[str]) -> int:
    """Run the command until it ends, our parent does, or we are told to stop; return its status."""
    # As its supervisor tells: who begins while that is ending has another parent already.
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
