"""The entry points of web servers: `edge`, or `app` for a WSGI server, with the settings of the environment."""

import sys

from gateway.quick_start import quick_start

with quick_start():
    from gateway import logs
    from gateway.app import create_app
    from gateway.core import counts, pools
    from gateway.core.heartbeats import Heartbeat
    from gateway.core.time_steps import PATIENCE, StepFollower
    from gateway.errors import Refused
    from gateway.http.edge import Edge
    from gateway.http.hops import AWAY, Hops
    from gateway.processes import orphan_guard
    from gateway.services import from_environment
    from gateway.settings import SettingsError

_READ_AHEAD = 20.0
"""Seconds that a web process may read communities before it takes requests. 10,000 people take 2 s (measured)."""

logs.configure("web")
orphan_guard.end_with_parent()
try:
    _services = from_environment("web", is_web=True)
except (SettingsError, Refused) as error:
    sys.exit(str(error))
# A hop that needs no database must not wait for the time either.
StepFollower(_services.uow, _services.timekeeper, PATIENCE).keep_checking()
counts.OF_PROCESS.keep_flushing(_services.redis)
_services.directory.read_ahead(_READ_AHEAD)
app = create_app(_services)
edge = Edge(
    app.wsgi_app,
    _services.settings,
    threads=pools.ANSWERING,
    away=AWAY,
    hop_timeout=_services.hop_timeout,
    hops=Hops(_services, is_timed=True),
)
# Its first heartbeat says that it can answer: the process that it replaces ends then.
Heartbeat(_services.uow, "web", connections=_services.told_connections).keep_beating()
