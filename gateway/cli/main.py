"""`doria`: the operator's commands."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gateway import logs
from gateway.cli.doctor import examine
from gateway.communities import loading
from gateway.communities.directory import CommunityRecord
from gateway.communities.file import EXAMPLES, CommunityFileError, load_example
from gateway.communities.file import parse as parse_community
from gateway.communities.file import read as read_community
from gateway.errors import Refused
from gateway.incidents import board, disclosure, stats
from gateway.messaging import delays
from gateway.services import Services
from gateway.settings import DataFolder, SettingsError
from gateway.storage.migrate import migrate
from gateway.storage.sealing import UnsealError
from menus.domain import references
from menus.text import phones

P = ParamSpec("P")


def answered(command: Callable[P, None]) -> Callable[P, None]:
    """Print the refusal of a command as one line, with exit status 1."""

    @wraps(command)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (Refused, SettingsError) as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except CommunityFileError as error:
            for fault in error.faults:
                click.echo(str(fault), err=True)
            sys.exit(1)
        except UnsealError:
            click.echo(
                "what is kept there was sealed with another SECRET_KEY: give it, or add it to OLD_SECRET_KEYS", err=True
            )
            sys.exit(1)
        except SQLAlchemyError as error:
            click.echo(f"the database does not answer ({type(error).__name__}); `doria doctor` says more", err=True)
            sys.exit(1)

    return safe


DATA = click.option("--data", metavar="DIR", help="The data folder (DORIA_DATA, else .doria).")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


NEW = click.option("--new", is_flag=True, help="Make the folder, its database and its key where there are none.")


def services_of(data: str | None) -> Services:
    """Return the services of a data folder or of the environment; raise Refused if nothing is stored yet."""
    folder = DataFolder.find(data)
    missing = _missing_file(folder)
    if missing == folder.database:
        message = f"nothing is kept in {folder.path} yet; start `doria up --data {folder.path}` first"
        raise Refused(message)
    if missing is not None:
        message = f"there is no database at {missing}, which DATABASE_URL names"
        raise Refused(message)
    return opened(folder)


def _missing_file(folder: DataFolder) -> Path | None:
    """Return the SQLite file of a command if it does not exist; None if it exists, and for a PostgreSQL database."""
    given = os.environ.get("DATABASE_URL", "")
    if given and not given.startswith("sqlite"):
        return None
    try:
        named = make_url(given).database if given else str(folder.database)
    except ArgumentError:
        return None
    return Path(named).absolute() if named and named != ":memory:" and not Path(named).exists() else None


def _to_write(data: str | None, *, new: bool, may_make: bool = False) -> Services:
    """Return the services of a command that writes, and print which database it writes to.

    Raise Refused if there is no database, unless a `new` one is asked for or the command `may_make` one that the
    environment names.
    """
    folder = DataFolder.find(data)
    if new:
        folder.make_secrets()
    else:
        missing = None if may_make and os.environ.get("DATABASE_URL") else _missing_file(folder)
        if missing is not None:
            message = (
                f"there is no database at {missing}; give the data folder of `doria up` with --data,"
                " or make a new one with --new"
            )
            raise Refused(message)
    services = opened(folder)
    click.echo(f"database: {_place(services)}")
    return services


def _place(services: Services) -> str:
    """Return the address of a database, without its user and password."""
    url = services.database.url
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").absolute())
    host = url.host or str(url.query.get("host", "localhost"))
    return f"{url.get_backend_name()} {host}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def opened(folder: DataFolder) -> Services:
    """Return the services of a data folder, closed when the command ends."""
    services = Services(folder.settings())
    click.get_current_context().call_on_close(services.close)
    return services


@click.group()
@click.version_option(package_name="doria")
def main() -> None:
    """Doria: a USSD and SMS gateway for neighbourhoods that look after their own safety."""
    logs.configure("doria")


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on (PORT, else 8000); 0 for any.")
@DATA
@click.option("--community", "files", type=click.Path(exists=True, dir_okay=False, path_type=Path), multiple=True)
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="Workers on the red lane.")
@answered
def up(port: int | None, data: str | None, files: tuple[Path, ...], workers: int) -> None:
    """Run everything on this machine until Ctrl-C."""
    from gateway.processes.up import UpOptions  # noqa: PLC0415 - other commands start faster without it
    from gateway.processes.up import up as run  # noqa: PLC0415 - as above

    sys.exit(run(UpOptions(DataFolder.find(data), port, files, workers)))


@main.command("migrate")
@NEW
@DATA
@answered
def migrate_command(data: str | None, new: bool) -> None:  # noqa: FBT001 - click calls by name
    """Bring the database to the newest shape."""
    services = _to_write(data, new=new, may_make=True)
    migrate(services.database)
    loading.keep_people_in_force(services.uow)
    click.echo("the database is up to date")


@main.group()
def community() -> None:
    """Check or load a community file."""


FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        message = f"{file}: should be UTF-8 text"
        raise Refused(message) from None


@community.command()
@FILE
@DATA
@answered
def check(file: Path, data: str | None) -> None:
    """Say every fault of a community file; nothing is stored."""
    _ = data
    found = read_community(_read(file))
    click.echo(f"{file}: {found.name} is in order ({len(found.people)} people, {len(found.ladders)} ladders)")


@community.command()
@FILE
@NEW
@DATA
@answered
def load(file: Path, data: str | None, new: bool) -> None:  # noqa: FBT001 - click calls by name
    """Store a community file as the version in force."""
    text = _read(file)
    # A file with faults, or with a page that does not fit, makes neither a folder nor a key.
    read_community(text)
    services = _to_write(data, new=new)
    migrate(services.database)
    loading.keep_people_in_force(services.uow)
    found = loading.load(services.uow, services.reading, services.keyring, text, reader=parse_community)
    click.echo(f"{found.name} is loaded")


@main.command("menus")
@click.option(
    "--community", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Else the example."
)
@click.option("--language", help="One language alone, such as sw.")
@DATA
@answered
def menus_command(file: Path | None, language: str | None, data: str | None) -> None:
    """Print every page a phone can show, with its length: for translators and printers."""
    _ = data
    from gateway.cli.menu_listing import menus_of  # noqa: PLC0415 - only this command walks all pages

    text = _read(file) if file else load_example(EXAMPLES[0])
    found = parse_community(text)
    if language is not None and language not in found.languages:
        message = f"{found.name} speaks {', '.join(found.languages)}, not {language}"
        raise Refused(message)
    for line in menus_of(found, language):
        click.echo(line)


@main.command()
@AS_JSON
@click.option("--open", "open_only", is_flag=True, help="Only open ones.")
@DATA
@answered
def incidents(as_json: bool, open_only: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """List what is on the board, newest first."""
    with services_of(data).reading() as session:
        rows = [entry.as_json() for entry in board.board_entries(session, open_only=open_only)]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    for row in rows:
        answered_by = ", ".join(
            f"{track}: {facts['answered_by_role'] or 'waiting, rung ' + str(facts['rung'])}"
            for track, facts in row["tracks"].items()
        )
        click.echo(
            f"{row['reference']}  {row['status']:<10} {row['level']:<9} {row['category']:<15} "
            f"{row['zone'] or '-':<14} {row['opened_at'][:16]}  {answered_by}"
        )
    if not rows:
        click.echo("no incidents")


@main.command()
@click.argument("reference")
@AS_JSON
@DATA
@answered
def incident(reference: str, as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Show one incident."""
    if not references.is_valid(reference):
        message = f"{reference} is mistyped: its last digit does not check"
        raise Refused(message)
    with services_of(data).reading() as session:
        found = board.board_entries(session, reference=reference)
        events = board.history(session, found[0].incident) if found else []
    if not found:
        message = f"there is no incident {reference}"
        raise Refused(message)
    row = {**found[0].as_json(), "place": found[0].place, "ob_number": found[0].incident.ob_number}
    if as_json:
        click.echo(json.dumps({**row, "events": events}, indent=2))
        return
    for key, value in row.items():
        if key != "tracks":
            click.echo(f"{key:<10} {value}")
    for track, facts in row["tracks"].items():
        click.echo(f"{track:<10} " + ", ".join(f"{name} {value}" for name, value in facts.items() if value))
    for event in events:
        click.echo(f"{event['at'][:19]}  {event['kind']} {event['facts']} {event.get('words', '')}".rstrip())


@main.command()
@click.argument("reference")
@click.option("--why", required=True, help="What the number is needed for; it is written down.")
@DATA
@answered
def reveal(reference: str, why: str, data: str | None) -> None:
    """Show the number of somebody who asked to be called, and their words; that it was looked at is written down."""
    with services_of(data).uow() as uow:
        found = disclosure.reveal(uow, reference, why)
    if found is None:
        message = f"there is no report {reference}"
        raise Refused(message)
    if found.phone is None and not found.words:
        message = "nobody who reported this asked to be called; no number and no words are kept"
        raise Refused(message)
    click.echo(found.phone or "no number: nobody asked to be called")
    if found.words:
        click.echo(found.words)
    if found.call:
        click.echo(f"call: {found.call}")


@main.command()
@AS_JSON
@DATA
@answered
def outbox(as_json: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Show messages by state and lane, the oldest due, what waits or failed, and why."""
    services = services_of(data)
    with services.reading() as session:
        counts = stats.count(session, services.clock())
        waits = delays.delays(session, services.clock())
    waiting: Counter[str] = Counter()
    for delay in waits:
        waiting[delay.cause] += delay.number
    lanes: dict[str, dict[str, int]] = {}
    for (lane, state), number in sorted(counts.messages.items()):
        lanes.setdefault(lane, {})[state] = number
    found = {
        "lanes": lanes,
        "oldest_due_seconds": round(counts.oldest_due, 1),
        "failed": counts.failures,
        "retrying": counts.retries,
        "possibly_twice": counts.twice,
        "waiting": waiting,
    }
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for lane, states in lanes.items():
        click.echo(f"{lane:<7} " + "  ".join(f"{state} {number}" for state, number in states.items()))
    click.echo(f"oldest due: {counts.oldest_due:.0f} s")
    zones = {record.id: record.community.timezone for record in services.directory.communities()} if waits else {}
    for delay in waits:
        zone = zones.get(delay.community_id)
        until = f" until {delay.until.astimezone(zone):%H:%M}" if delay.ends_quiet and zone else ""
        click.echo(f"waits: {delay.number} x {delay.cause}{until}")
    for reason, number in counts.failures.items():
        click.echo(f"failed: {number} x {reason}")
    for reason, number in counts.retries.items():
        click.echo(f"tried again: {number} x {reason}")
    if counts.twice:
        click.echo(f"possibly twice: {counts.twice}")


@main.command()
@DATA
@answered
def doctor(data: str | None) -> None:
    """Check everything Doria stands on; each line is ok, or what to do."""
    findings = examine(services_of(data))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_ok else 'FAIL'} {finding.name}: {finding.say}")
    if not all(finding.is_ok for finding in findings):
        sys.exit(1)


@main.command()
@click.argument("code")
@click.option("--from", "phone", required=True, help="The phone that dials, such as +254711000001 (an example).")
@click.option("--url", help="Where the gateway answers (else this machine, on the port of `doria up`).")
@DATA
@answered
def dial(code: str, phone: str, url: str | None, data: str | None) -> None:
    """Dial a USSD code from a phone in this terminal."""
    from gateway.cli.phone import Phone  # noqa: PLC0415 - only this command needs it

    folder = DataFolder.find(data)
    settings = folder.settings(needs_key=False)
    address = url or f"http://127.0.0.1:{settings.port}"
    communities, answering = _who_answers(code, data)
    # An unknown code is taken for a Kenyan one.
    home = answering.community.country if answering else phones.HOME
    stems = tuple(stem for record in communities for stem in record.community.ussd_codes)
    Phone(address, settings.webhook_token.get_secret_value(), code, phone, home).talk(stems)


def _who_answers(code: str, data: str | None) -> tuple[tuple[CommunityRecord, ...], CommunityRecord | None]:
    """Return the known communities, and the one that answers a code."""
    try:
        directory = services_of(data).directory
        return directory.communities(), directory.by_ussd_code(code)
    except (Refused, SQLAlchemyError):
        return (), None


if __name__ == "__main__":
    main()
