"""The entry points of web servers: `edge`, or `app` for a WSGI server, with the settings of the environment."""

import sys
from functools import partial

from gateway import logs
from gateway.app import create_app
from gateway.errors import Refused
from gateway.http import admission, webhooks
from gateway.http.edge import Edge
from gateway.processes import orphan_guard
from gateway.services import from_environment
from gateway.settings import SettingsError

THREADS = 8
"""Threads that answer in each process. More threads would only wait for one another."""

logs.configure("web")
orphan_guard.end_with_parent()
try:
    _services = from_environment(is_web=True)
except (SettingsError, Refused) as error:
    sys.exit(str(error))
app = create_app(_services)
edge = Edge(
    app.wsgi_app,
    partial(admission.reads_body, _services.settings),
    threads=THREADS,
    away=webhooks.AWAY,
    hop_timeout=_services.hop_timeout,
)
