"""A forked process for the test of the nursery: it writes down what it finds, and ends as it is told."""

import json
import os
import signal
import sys
import time
from pathlib import Path


def found() -> dict[str, object]:
    """Return what may differ between a fork and a process that was started by its command."""
    umask = os.umask(0)
    # The folder itself is open while it is listed.
    files = [path.name for path in Path("/proc/self/fd").iterdir() if path.exists()]
    return {
        "arguments": sys.argv[1:],
        "given": os.environ.get("GIVEN"),
        "taken": os.environ.get("TAKEN"),
        "umask": umask,
        "leads": os.getsid(0) == os.getpid(),
        "files": sorted(map(int, files)),
        "input": sys.stdin.read(),
        "signals": [signal.getsignal(one) == signal.SIG_DFL for one in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)],
        "blocked": list(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    }


if __name__ == "__main__":
    print(json.dumps(found()), flush=True)  # noqa: T201 - the test reads it
    if sys.argv[1:] == ["stay"]:
        time.sleep(600)
    sys.exit("it ends with words" if sys.argv[1:] == ["words"] else 3)
