"""`doria drill`: call real people through the whole ladder for a made-up incident, and print who answered when."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gateway.cli.pause_commands import community_of
from gateway.cli.printing import ask, say
from gateway.cli.shared import DATA, answered, services_of
from gateway.communities.directory import CommunityRecord
from gateway.core import liveness
from gateway.errors import Refused
from gateway.incidents import drills
from gateway.services import Services
from gateway.storage import keys
from menus.domain.categories import Category
from menus.domain.drill import CATEGORIES, Drill

_LOOKS_EVERY = 0.5
"""Seconds between two looks at what has happened. A guess: the ladder's own steps take minutes."""
_YES = {"y", "yes", "ndio", "ndiyo"}


@click.command("drill")
@click.argument("key")
@click.option(
    "--category",
    type=click.Choice([category.value for category in CATEGORIES]),
    default=Category.GUN_KILLING.value,
    show_default=True,
    help="What the made-up incident is.",
)
@click.option("--zone", help="The key of its zone; else the first zone of the file.")
@click.option(
    "--track",
    type=click.Choice([each.value for each in Drill]),
    default=Drill.PATROL.value,
    show_default=True,
    help="Whom it calls. Police contacts are only called with police or all.",
)
@click.option("--yes", is_flag=True, help="Do not ask. Without a terminal this is needed.")
@DATA
@answered
def drill(key: str, category: str, zone: str | None, track: str, yes: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Call people through the whole ladder for a made-up incident: real rungs, real times, texts marked as a drill."""
    services = services_of(data)
    record = community_of(services, key)
    wish = drills.Wish(Category(category), zone or drills.default_zone(record.community), Drill(track))
    keys.note(services.database)
    _refuse_without_processes(services)
    with services.uow() as uow:
        planned = drills.plan(uow, record, wish)
    for line in _whom(planned):
        say(line)
    if not yes and not _agrees():
        message = "nobody was called"
        raise Refused(message)
    with services.uow() as uow:
        drills.plan(uow, record, wish)
        reference = drills.begin(uow, record, wish)
    # A command that is stopped in another way ends the drill, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say(f"drill {reference} of {record.community.name} has begun; Ctrl-C ends it")
    with _ended(services, record, reference):
        _follow(services, record, reference)


def _refuse_without_processes(services: Services) -> None:
    """Raise Refused if no clock or no worker is at work: the ladder would not climb."""
    with services.reading() as session:
        silent = liveness.silent(session, services.clock())
    if silent:
        message = f"{', '.join(silent)} not seen lately; start Doria first"
        raise Refused(message)


def _whom(planned: list[drills.Called]) -> Iterator[str]:
    """Yield the lines that say whom the drill calls if nobody answers."""
    yield "This drill sends real texts to these people, until somebody answers:"
    for called in planned:
        wait = called.after.total_seconds()
        shown = f"{wait / 60:g} min" if wait % 60 == 0 else f"{wait:g} s"
        when = f"after {shown}" if wait else "at once"
        reached = [drills.named(each.person) for each in called.people if not each.is_kept_back]
        kept = sum(each.is_kept_back for each in called.people)
        also = f"; kept back by the stage: {kept}" if kept else ""
        yield f"  {called.track.value} rung {called.rung}, {when}: {', '.join(reached) or 'nobody now'}{also}"
    yield "If nobody answers, coordinators are told that its ladder is exhausted."


def _agrees() -> bool:
    if not sys.stdin.isatty():
        message = "without a terminal nobody can be asked: give --yes to call them"
        raise Refused(message)
    return ask("call them now? (yes)").casefold() in _YES


@contextmanager
def _ended(services: Services, record: CommunityRecord, reference: str) -> Iterator[None]:
    """End the drill whatever happens, and say how many people were told."""
    try:
        yield
    except KeyboardInterrupt:
        say("stopped")
    finally:
        with services.uow() as uow:
            told = drills.end(uow, record, reference)
        say(f"drill {reference} is over; {told} people were told so" if told else f"drill {reference} is over")


def _follow(services: Services, record: CommunityRecord, reference: str) -> None:
    """Print what happens, until every track was answered or is exhausted."""
    after = 0
    while True:
        with services.reading() as session:
            lines = drills.happened(session, record, reference, after)
            is_over = drills.is_over(session, reference)
        for line in lines:
            after = line.event_id
            say(f"{line.at.astimezone(record.community.timezone):%H:%M:%S}  {line.said}")
        if is_over:
            return
        time.sleep(_LOOKS_EVERY)
