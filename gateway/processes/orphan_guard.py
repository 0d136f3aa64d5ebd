"""The orphan guard: a process ends when its parent or its supervisor is gone. A killed supervisor leaves no orphan.

It also looks whether the log file of `doria up` has begun anew.
"""

import os
import threading
import time

from gateway.machine import is_there
from gateway.processes import log_file

ORPHAN_GUARD = "DORIA_ORPHAN_GUARD"
"""The environment variable that holds the process id of the supervisor."""


def end_with_parent() -> None:
    """End this process soon after its parent or its supervisor has ended, if there is one.

    The guard watches both: a process that begins while its parent ends gets another parent, and would not notice.
    """
    supervisor = os.environ.get(ORPHAN_GUARD)
    if not supervisor:
        return
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent and is_there(int(supervisor)):
            log_file.follow_given()
            time.sleep(0.3)
        os._exit(1)

    threading.Thread(target=watch, name="orphan-guard", daemon=True).start()
