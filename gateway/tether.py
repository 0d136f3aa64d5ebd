"""A tether: a child process ends when its parent is gone, so that a killed supervisor leaves no orphan."""

import os
import threading
import time


def tie() -> None:
    """End this process soon after its parent has ended, if a supervisor asked for it (DORIA_TETHER)."""
    if os.environ.get("DORIA_TETHER") != "1":
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.3)
        os._exit(1)

    threading.Thread(target=watch, name="tether", daemon=True).start()
