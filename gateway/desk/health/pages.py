"""The page of the outbox and of Doria's health: red things stand on top, each with what to do."""

from datetime import datetime, timedelta
from functools import partial

from flask import Blueprint, Response

from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.health import lines, processes, providers
from gateway.desk.health.lines import HealthLine, Value, line
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import delivery_figures
from gateway.incidents.delivery_figures import DeliveryFigures
from menus.domain import account
from menus.domain import health as rules
from menus.domain.money import Money
from menus.domain.roles import Role

pages = Blueprint("health", __name__)
READERS = (Role.COORDINATOR, Role.OVERSIGHT)
_SUBJECT = "health"
_MINUTE = timedelta(minutes=1)


@pages.get("/desk/health")
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show the outbox, and how every part of Doria is."""
    services = current_services()
    with services.reading() as session:
        figures = delivery_figures.read(session, viewer.now, viewer.record.id, is_shown=True)
        found = [
            *processes.heartbeats(session, viewer),
            _outbox(figures),
            *_paused(viewer),
            *providers.lines(session, viewer, services),
            processes.probes(session, viewer, services),
            processes.backup(session, viewer, services),
            processes.record(session, viewer),
        ]
    red, others = lines.red_first([*found, *processes.machine(services)])
    say = Words(viewer.language, _SUBJECT)
    return answers.page(
        _SUBJECT,
        "desk/health.html",
        viewer,
        red=red,
        others=others,
        figures=figures,
        told=partial(_told, say, viewer),
        late=partial(_late, say),
        crowd=rules.CROWD,
    )


def _outbox(figures: DeliveryFigures) -> HealthLine:
    oldest = timedelta(seconds=figures.oldest_due)
    is_late = oldest > rules.TEXT_LATE
    return line("outbox", "outbox.late" if is_late else "outbox.good", is_red=is_late, age=oldest)


def _paused(viewer: Viewer) -> list[HealthLine]:
    since = viewer.record.paused_at
    return [] if since is None else [line("paused", "paused.since", is_red=True, at=since)]


def _told(say: Words, viewer: Viewer, one: HealthLine) -> str:
    """Return how a part is, in words: moments by the clock on the wall, ages as people think of them."""
    return say(f"is.{one.said}", **{name: _as_words(say, viewer, value) for name, value in one.values.items()})


def _as_words(say: Words, viewer: Viewer, value: Value) -> str | int:
    if isinstance(value, datetime):
        return moments.at(viewer, value)
    if isinstance(value, timedelta):
        return _late(say, value.total_seconds())
    if isinstance(value, Money):
        return say("money.little" if account.is_little(value) else "money.about", money=account.about(value))
    return value if isinstance(value, str | int) else ", ".join(say(f"worker.{lane}") for lane in value)


def _late(say: Words, seconds: float) -> str:
    """Return how long something waits."""
    past = timedelta(seconds=seconds)
    return say("age.seconds", seconds=max(0, round(seconds))) if past < _MINUTE else moments.age(say, past)
