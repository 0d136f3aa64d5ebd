"""`doria incidents`, `incident` and `reveal`: the board, one incident, and what is sealed."""

from datetime import datetime, tzinfo
from typing import Any

import click
from sqlalchemy.orm import Session

from gateway.cli import moments, pause_lines
from gateway.cli.choice import COMMUNITY, SINCE, choose
from gateway.cli.printing import ask, say, say_json, say_lines
from gateway.cli.shared import AS_JSON, DATA, answered, services_of
from gateway.errors import Refused
from gateway.incidents import board, disclosure
from gateway.storage import keys
from gateway.storage.models import Incident
from menus.domain import classes, references


@click.command()
@AS_JSON
@click.option("--open", "open_only", is_flag=True, help="Only open ones.")
@SINCE
@COMMUNITY
@DATA
@answered
def incidents(
    as_json: bool,  # noqa: FBT001 - click calls by name
    open_only: bool,  # noqa: FBT001 - as above
    since: str | None,
    community_key: str | None,
    data: str | None,
) -> None:
    """List what is on the board, newest first, with the times of each community's time zone."""
    services = services_of(data)
    choice = choose(services, since, community_key)
    with services.reading() as session:
        found = board.board_entries(session, open_only=open_only, since=choice.since, community_id=choice.community_id)
        rows = [entry.as_json() for entry in found]
        paused = pause_lines.lines(services, session)
    for each in paused:
        # A program that reads the JSON is not disturbed.
        say(f"{each}: no new report is taken", err=as_json)
    if as_json:
        say_json(rows)
        return
    for entry, row in zip(found, rows, strict=True):
        opened_at = moments.shown(entry.incident.opened_at, choice.zone(entry.incident.community_id))
        answered_by = ", ".join(
            f"{track}: {facts['answered_by_role'] or 'waiting, rung ' + str(facts['rung'])}"
            for track, facts in row["tracks"].items()
        )
        say(
            f"{row['reference']}  {row['status']:<10} {row['level']:<9} {row['category']:<15} "
            f"{row['zone'] or '-':<14} {opened_at}  {'DRILL ' if row['drill'] else ''}{answered_by}"
        )
    if not rows:
        say("no incidents")


@click.command()
@click.argument("reference")
@click.option("--why", help="What the notes of a hidden incident are needed for; it is written down.")
@click.option("--by", help="Your name, with --why; it is written down. Without it you are asked.")
@AS_JSON
@DATA
@answered
def incident(reference: str, why: str | None, by: str | None, as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Show one incident.

    What people with a role wrote about a hidden one (private help, a complaint, an accused group, duress) is shown to
    somebody who gives a reason. Doria records who looked, and why.
    """
    services = services_of(data)
    if not references.is_valid(reference):
        message = f"{reference} is mistyped: its last digit does not check"
        raise Refused(message)
    if why is not None:
        look = _looker(why, by)
        keys.note(services.database)
        with services.uow() as uow:
            disclosure.look_at_notes(uow, reference, look)
            row, events, zone_of = read(uow.session, reference, may_read=True)
    else:
        with services.reading() as session:
            row, events, zone_of = read(session, reference, may_read=False)
    if as_json:
        say_json({**row, "events": events})
        return
    zone = choose(services, None, None).zone(zone_of)
    for key, value in row.items():
        if key != "tracks":
            say(f"{key:<10} {_in_zone(key, value, zone)}")
    for track, facts in row["tracks"].items():
        said = (f"{name} {_in_zone(name, value, zone)}" for name, value in facts.items() if value)
        say(f"{track:<10} " + ", ".join(said))
    for event in events:
        by = f" by {event['by']}:" if "by" in event else ""
        at = moments.shown_to_the_second(datetime.fromisoformat(event["at"]), zone)
        say(f"{at}  {event['kind']} {event['facts']}{by} {event.get('words', '')}".rstrip())


def read(session: Session, reference: str, *, may_read: bool) -> tuple[dict[str, Any], list[dict[str, Any]], int]:
    """Return an incident and its events as JSON, and its community; raise Refused if there is none.

    Of a hidden one the sealed values are left out, unless they `may_read` them.
    """
    found = board.board_entries(session, reference=reference)
    if not found:
        message = f"there is no incident {reference}"
        raise Refused(message)
    entry, shown = found[0], found[0].incident
    may_read = may_read or not shown.is_hidden
    if not may_read and (entry.place or shown.ob_number or board.has_notes(session, shown)):
        # A program that reads the JSON is not disturbed.
        say("place, OB number and notes are sealed: --why TEXT shows them, and it is written down", err=True)
    sealed = {"place": entry.place, "ob_number": shown.ob_number, "ob_station": shown.ob_station}
    sealed = sealed if may_read else dict.fromkeys(sealed)
    events = board.history(session, shown, has_notes=may_read)
    return {**entry.as_json(), **_class(shown), **sealed}, events, shown.community_id


def _class(shown: Incident) -> dict[str, str | None]:
    """Return the class of a closed incident, with the police's class and the ICCS code of it."""
    crime = shown.crime_class
    codes = classes.codes_of(crime) if crime is not None else classes.Codes(None, None)
    return {"class": crime, "police_class": codes.police, "iccs": codes.iccs}


def _looker(why: str, by: str | None) -> disclosure.Look:
    """Return the look of an operator; raise Refused if the name or the reason is missing."""
    looked_by, reason = (by if by is not None else ask("your name")).strip(), why.strip()
    if not looked_by or not reason:
        message = "say who looks (--by NAME) and why (--why TEXT): both are written down"
        raise Refused(message)
    return disclosure.Look(looked_by, reason)


def _in_zone(name: str, value: Any, zone: tzinfo) -> Any:
    """Return a value of the board as people read it: a moment in their time zone, and anything else as it is."""
    if not name.endswith("_at") or not isinstance(value, str):
        return value
    return moments.shown_to_the_second(datetime.fromisoformat(value), zone)


@click.command()
@click.argument("reference")
@click.option("--why", required=True, help="What the number is needed for; it is written down.")
@click.option("--by", help="Your name; it is written down. Without it you are asked.")
@DATA
@answered
def reveal(reference: str, why: str, by: str | None, data: str | None) -> None:
    """Show the number of somebody who asked to be called, and their words. Doria records who looked, and why."""
    services = services_of(data)
    look = _looker(why, by)
    keys.note(services.database)
    with services.uow() as uow:
        found = disclosure.reveal(uow, reference, look)
    if found is None:
        message = f"there is no report {reference}"
        raise Refused(message)
    if found.phone is None and not found.words:
        erased = "the number was erased, as private numbers are"
        never = "nobody asked to be called, or it was erased long ago"
        message = f"no number and no words are kept: {erased if found.is_erased else never}"
        raise Refused(message)
    say(found.phone or f"no number: {'it was erased' if found.is_erased else 'nobody asked to be called'}")
    if found.words:
        # Each text of the reporter is a line; a report by keys alone begins with an empty one.
        say_lines(found.words.strip().split("\n"))
    if found.call:
        say(f"call: {found.call}")
    if found.is_unasked:
        say("nobody asked whether a call is safe: ring once, leave no message, never text")
