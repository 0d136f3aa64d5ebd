"""The upper limits of an HTTP answer on this machine: a view that does nothing, and one that asks Redis once.

`app` and `trip` are WSGI applications; `edge` and `trip_edge` are the same behind Doria's own edge.
"""

import os
import threading

from flask import Flask
from redis import Redis

from gateway.http.edge import Edge
from gateway.settings import read_settings

THREADS = 8
_settings = read_settings(os.environ)
_own = threading.local()
app, trip = Flask("empty"), Flask("trip")


@app.get("/health/live")
@trip.get("/health/live")
def live() -> str:
    """Tell that the server answers."""
    return ""


@app.post("/at/<token>/ussd")
def nothing(token: str) -> str:
    """Answer at once."""
    _ = token
    return ""


@trip.post("/at/<token>/ussd")
def one_trip(token: str) -> str:
    """Answer with a value of Redis, over a connection of this thread."""
    if not hasattr(_own, "redis"):
        _own.redis = Redis.from_url(_settings.redis_url, decode_responses=True, single_connection_client=True)
    return str(_own.redis.get(f"bench:{token}"))


def _behind_edge(flask: Flask) -> Edge:
    return Edge(flask.wsgi_app, _settings, threads=THREADS, away="", hop_timeout=10.0)


edge, trip_edge = _behind_edge(app), _behind_edge(trip)
