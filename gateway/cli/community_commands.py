"""`doria community` and `doria menus`: check, load, show and compare a community file, and print its pages."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from gateway.cli.community_views import lines as lines_of
from gateway.cli.decision_commands import NAMED, resting_on
from gateway.cli.printing import agrees, is_terminal, say, say_file, say_json, say_lines
from gateway.cli.shared import AS_JSON, DATA, NEW, answered, services_of, services_to_write
from gateway.communities import history as versions_of
from gateway.communities import loading, papers
from gateway.communities.advice import advice, of_neighbours, tight_zones
from gateway.communities.file import EXAMPLES, load_example, text_of
from gateway.communities.file import parse as parse_community
from gateway.communities.file import read as read_community
from gateway.communities.loading import Signed
from gateway.communities.records import body_of
from gateway.errors import Refused
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import migrate
from menus.domain import community_changes, decisions, mode_in_force
from menus.domain.community import Community

UNCHANGED = "no person, code, zone or ladder has changed"


@click.group()
def community() -> None:
    """Check, load, show or compare a community file."""


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
KEY = click.argument("key")
YES = click.option("--yes", is_flag=True, help="Do not ask whether to store it.")
WHY = click.option("--why", metavar="TEXT", help="What for; it is kept with the version.")
BY = click.option("--by", metavar="NAME", help="Who does it; it is kept with the version.")


def _advise(lines: Iterator[str]) -> None:
    for line in lines:
        say(f"warning: {line}", err=True)


def _new(text: str) -> Community:
    """Return what a new file says; raise CommunityFileError for its faults."""
    # A check opens no database. The clock of this machine is enough to tell a slip of the year.
    return read_community(text, now=datetime.now(UTC))


@community.command()
@FILE
@DATA
@answered
def check(file: Path, data: str | None) -> None:
    """Say every fault of a community file; nothing is stored."""
    _ = data
    found = _new(text_of(file))
    say(f"{file}: {found.name} is in order ({len(found.people)} people, {len(found.ladders)} ladders)")
    _advise(advice(found))
    _advise(papers.advice(found, datetime.now(UTC)))
    _advise(tight_zones(found))


@community.command()
@FILE
@NEW
@YES
@WHY
@BY
@NAMED
@DATA
@answered
def load(
    file: Path, data: str | None, why: str | None, by: str | None, decision: str | None, *, new: bool, yes: bool
) -> None:
    """Store a community file as the version in force, and say what it changes. On a terminal you are asked first.

    A change of leaders, roles, mode, stage, what is given, or of papers by which patrols are sent names the decision of
    the association that it rests on. The first file of a community needs none.
    """
    text = text_of(file)
    # A file with faults, or with a page that does not fit, makes neither a folder nor a key.
    wanted = _new(text)
    services = services_to_write(data, new=new)
    migrate(services.database)
    keys.note(services.database)
    loading.keep_people_in_force(services.uow)
    before = loading.in_force(services.reading, wanted.key)
    rests_on = resting_on(services, before, wanted, decision)
    changes = [] if before is None else community_changes.lines(before, wanted) or [UNCHANGED]
    asks = not yes and is_terminal()
    if asks:
        say_lines(changes or [f"new: {wanted.name} ({len(wanted.people)} people)"])
        refuse_unless_agreed()
    # The file must still change just that to which somebody has agreed, or for which no decision is needed.
    seen = before if asks or rests_on is None else loading.ANYTHING
    signed_by = signed(by, decisions.reason(rests_on, why or "") or None)
    loading.load(services.uow, services.reading, services.keyring, text, parse_community, signed_by, seen)
    say(f"{wanted.name} is loaded")
    if not asks:
        say_lines(changes)
    _advise(advice(wanted))
    _advise(papers.advice(wanted, services.clock()))
    _advise(of_neighbours(wanted, (record.community for record in services.directory.communities())))


def refuse_unless_agreed() -> None:
    """Ask whether to store what was said; raise Refused for a no."""
    if not agrees("store it?"):
        message = "nothing was stored"
        raise Refused(message)


def signed(by: str | None, why: str | None) -> Signed:
    """Return who does something and why, as the options say it; an empty text says nothing."""
    return Signed((by or "").strip() or None, (why or "").strip() or None)


def text_in_force(services: Services, key: str) -> str:
    """Return the text of the file in force of a community; raise Refused if there is no such community."""
    with services.reading() as session:
        body, known = body_of(session, key), versions_of.keys(session)
    if body is None:
        message = f"there is no community {key}; in force: {', '.join(known) or 'none'}"
        raise Refused(message)
    return body


@community.command()
@KEY
@DATA
@answered
def show(key: str, data: str | None) -> None:
    """Show what is in force in a community: its zones, people, shifts and ladders. Numbers stand in `people list`."""
    services = services_of(data)
    found = parse_community(text_in_force(services, key))
    with services.reading() as session:
        newest = versions_of.versions(session, key)[0]
    say_lines(lines_of(found))
    say(f"version {newest.number}, since {newest.at.astimezone(found.timezone).isoformat(timespec='seconds')}")
    if mode_in_force.in_force(found, services.clock()) is not found.mode:
        say("refer-only now, for no certificate is valid")


@community.command()
@KEY
@DATA
@answered
def export(key: str, data: str | None) -> None:
    """Print the community file in force, byte for byte; send it into a file with `> FILE`."""
    say_file(text_in_force(services_of(data), key))


@community.command()
@KEY
@AS_JSON
@DATA
@answered
def history(key: str, as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """List the versions of a community file, newest first: when each came, who loaded it, and why."""
    services = services_of(data)
    zone = parse_community(text_in_force(services, key)).timezone
    with services.reading() as session:
        versions = versions_of.versions(session, key)
    rows = [
        {
            "version": one.number,
            "at": one.at.astimezone(zone).isoformat(timespec="seconds"),
            "by": one.by,
            "why": one.why,
            "is_kept": one.is_kept,
        }
        for one in versions
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        who = f"by {row['by']}" if row["by"] else "nobody said who"
        erased = "" if row["is_kept"] else "  (its text is erased)"
        say(f"{row['version']:>4}  {row['at']}  {who}{': ' + str(row['why']) if row['why'] else ''}{erased}")


@community.command()
@KEY
@FILE
@DATA
@answered
def diff(key: str, file: Path, data: str | None) -> None:
    """Say what a community file would change; nothing is stored."""
    before, wanted = parse_community(text_in_force(services_of(data), key)), _new(text_of(file))
    if wanted.key != before.key:
        message = f"{file} is the file of {wanted.key}, and not of {before.key}"
        raise Refused(message)
    say_lines(community_changes.lines(before, wanted) or [UNCHANGED])


@click.command("menus")
@click.option(
    "--community",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The community file; without it the example.",
)
@click.option("--language", help="One language alone, such as sw.")
@DATA
@answered
def menus_command(file: Path | None, language: str | None, data: str | None) -> None:
    """Print every page a phone can show, with its length: for translators and printers."""
    _ = data
    from gateway.cli.menu_listing import menus_of  # noqa: PLC0415 - only this command walks all pages

    text = text_of(file) if file else load_example(EXAMPLES[0])
    found: Community = parse_community(text)
    if language is not None and language not in found.languages:
        message = f"{found.name} speaks {', '.join(found.languages)}, not {language}"
        raise Refused(message)
    for line in menus_of(found, language):
        say_lines(line.split("\n"))
