"""The simulated time, as a visitor of the page of phones moves it: by a span, to the next rung, or to the morning."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import requests
from flask import Response, jsonify, request

from gateway.communities import values
from gateway.core.simulated_time import ahead, simulate
from gateway.core.unit_of_work import UnitOfWork
from gateway.http.simulator_happened import community_of, unknown_community
from gateway.http.support import current_services
from gateway.incidents import happenings
from gateway.logs import logger
from gateway.sms import fetching

MORNING = time(6)
"""When the morning begins, in the community's own time."""
_NEXT_RUNG, _MORNING = "next-rung", "morning"
_EXPECTED = f'expected {{"forward": "3m"}}, {{"to": "{_NEXT_RUNG}"}} or {{"to": "{_MORNING}"}}'
_TIMEOUT = (0.5, 1.0)
log = logger()


def simulated_time() -> tuple[Response, int]:
    """Return the simulated time of all of Doria; a POST moves it forward first."""
    services = current_services()
    refusal = _move(_given()) if request.method == "POST" else None
    if refusal is not None:
        return refusal
    with services.reading() as session:
        now = services.clock.begin(session).now
    return jsonify(now=now.isoformat(timespec="milliseconds")), 200


def until_morning(now: datetime, timezone: ZoneInfo) -> timedelta:
    """Return how long it is until the next morning in a time zone; `now` is aware."""
    local = now.astimezone(timezone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, timezone).astimezone(now.tzinfo) - now


def _given() -> object:
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        # Lists in lists, too deep for the parser.
        return None


def _move(data: object) -> tuple[Response, int] | None:
    given = data if isinstance(data, dict) else {}
    try:
        forward = values.duration(given.get("forward")) if "forward" in given else _until(given)
    except ValueError:
        return jsonify(error=f"{_EXPECTED}: {values.DURATION_ACCEPTED}"), 400
    except LookupError:
        return unknown_community()
    if forward is None:
        return jsonify(error="no rung is due: no incident waits for an answer"), 409
    _fetch_before()
    seconds = current_services().do(lambda uow: _simulated(uow, forward))
    _tell_network(seconds)
    return None


def _fetch_before() -> None:
    """Fetch the texts that the network has, as the clock does now and then.

    The network knows nothing of simulated time. A text fetched after the move would be as fresh as before it, and Doria
    may have forgotten meanwhile that the same text came by the webhook.
    """
    services = current_services()
    if services.text_inbox is not None:
        fetching.fetch(services.do, services.directory, services.text_inbox)


def _until(given: dict[str, object]) -> timedelta | None:
    """Return how long it is to a moment that was asked for by name; None if there is no such moment.

    Raise ValueError for another name, and LookupError for an unknown community.
    """
    services, name = current_services(), given.get("to")
    record = community_of(given.get("community"))
    if record is None:
        raise LookupError
    with services.reading() as session:
        now = services.clock.begin(session).now
        if name == _MORNING:
            return until_morning(now, record.community.timezone)
        if name != _NEXT_RUNG:
            raise ValueError
        due = happenings.next_rung_at(session, record if given.get("community") else None, now)
    return None if due is None else due - now


def _simulated(uow: UnitOfWork, forward: timedelta) -> float:
    simulate(uow, forward)
    return ahead(uow).total_seconds()


def _tell_network(seconds: float) -> None:
    """Tell the simulated network how far the time is ahead, for the clock beside its texts."""
    base = current_services().settings.doria_simulator_url or ""
    try:
        requests.post(f"{base.rstrip('/')}/simulator/clock", json={"ahead": seconds}, timeout=_TIMEOUT)
    except requests.RequestException as error:
        log.info("simulator.not_told", error=type(error).__name__)
