"""The desk as a server starts it: `granian gateway.desk.wsgi:desk --interface wsgi`."""

import os
import sys

from gateway.quick_start import quick_start

with quick_start():
    from gateway import logs
    from gateway.core import counts
    from gateway.core.heartbeats import Heartbeat
    from gateway.core.time_steps import PATIENCE, StepFollower
    from gateway.desk.app import create_desk
    from gateway.errors import Refused
    from gateway.services import from_environment
    from gateway.settings import SettingsError

NICE = 5
"""The degree by which the desk steps back for others when processors are scarce (as `nice` counts). A guess."""

logs.configure("desk")
try:
    _services = from_environment("desk")
except (SettingsError, Refused) as error:
    sys.exit(str(error))
if not _services.database.on_sqlite:
    # Before there are threads. On SQLite a writer holds the whole database: everybody would wait with one that waits.
    os.nice(NICE)
StepFollower(_services.uow, _services.timekeeper, PATIENCE).keep_checking()
counts.OF_PROCESS.keep_flushing(_services.redis)
desk = create_desk(_services)
# Its first heartbeat says that it can answer: the process that it replaces ends then.
Heartbeat(_services.uow, "desk", connections=_services.told_connections).keep_beating()
