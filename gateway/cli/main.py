"""`doria`: the operator's commands."""

import os
import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from gateway import logs
from gateway.cli.backup_commands import backup, restore, say_settled
from gateway.cli.books_command import books_command
from gateway.cli.community_commands import community, menus_command
from gateway.cli.decision_commands import decision
from gateway.cli.demo_command import demo
from gateway.cli.desk_commands import desk_command
from gateway.cli.drill_command import drill
from gateway.cli.erase_command import erase
from gateway.cli.export_command import export_command
from gateway.cli.figures_command import figures_command
from gateway.cli.incident_commands import incident, incidents, reveal
from gateway.cli.look_commands import looks
from gateway.cli.outbox_command import outbox
from gateway.cli.pack_command import pack_command
from gateway.cli.pause_commands import pause, resume
from gateway.cli.payment_commands import payments_command
from gateway.cli.people_commands import people_command
from gateway.cli.printing import say
from gateway.cli.record_commands import record_command
from gateway.cli.rekey_command import rekey_command
from gateway.cli.shared import DATA, NEW, answered, services_of, services_to_write
from gateway.cli.upgrade_commands import restart, upgrade
from gateway.communities import loading
from gateway.communities.directory import CommunityRecord
from gateway.data_folder import DataFolder, is_given
from gateway.demo import folder as year_folder
from gateway.errors import Refused
from gateway.storage import keys
from gateway.storage.migrate import migrate
from gateway.upkeep import restored
from menus.text import languages, phones

OWN_PROCESS = "own process"
"""The object of a click context whose process was started for this command alone, so that it may be forked."""


@click.group()
@click.version_option(package_name="doria")
@click.pass_context
def main(context: click.Context) -> None:
    """Doria: a USSD and SMS gateway for neighbourhoods that look after their own safety."""
    # Another process that runs a command keeps the level of its own log.
    is_alone = context.obj == OWN_PROCESS and context.invoked_subcommand != up.name
    logs.configure("doria", is_command=is_alone)
    if added := os.environ.get("DORIA_LOCALES"):
        # Some commands read a community file without any other setting.
        languages.look_in(Path(added))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on (PORT, else 8000); 0 for any.")
@DATA
@click.option(
    "--community",
    "files",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A community file to put in force at the start; may be given several times. Without one, an empty folder gets"
    " the example.",
)
@click.option(
    "--desk-port",
    type=click.IntRange(0, 65535),
    help="The port of the desk (DORIA_DESK_PORT, else the next free one); 0 for any.",
)
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="Workers on the red lane.")
@click.pass_obj
@answered
def up(
    obj: object, port: int | None, desk_port: int | None, data: str | None, files: tuple[Path, ...], workers: int
) -> None:
    """Run everything on this machine until Ctrl-C."""
    from gateway.processes import nursery  # noqa: PLC0415 - other commands start faster without it
    from gateway.processes.up import UpOptions  # noqa: PLC0415 - as above
    from gateway.processes.up import up as run  # noqa: PLC0415 - as above

    forks = nursery.begin() if obj == OWN_PROCESS else None
    folder = DataFolder.find(data)
    year_folder.refuse_unfinished(folder)
    sys.exit(run(UpOptions(folder, port, files, workers, forks, desk_port)))


@main.command("migrate")
@NEW
@DATA
@answered
def migrate_command(data: str | None, new: bool) -> None:  # noqa: FBT001 - click calls by name
    """Bring the database to the newest shape."""
    services = services_to_write(data, new=new, may_make=True)
    migrate(services.database)
    keys.note(services.database)
    loading.keep_people_in_force(services.uow)
    say_settled(services.do(lambda uow: restored.settle(uow, services.directory)))
    say("the database is up to date")


@main.command()
@DATA
@answered
def doctor(data: str | None) -> None:
    """Check everything Doria stands on. A line says ok, FAIL and what to do, or -- and why it was not tried."""
    from gateway.cli.doctor import examine  # noqa: PLC0415 - other commands start faster without it

    folder = DataFolder.find(data)
    services = services_of(data, checks_key=False)
    # With REDIS_URL the processes may run by themselves: nobody misses `doria up`.
    is_missed = not is_given("REDIS_URL") and not folder.is_running()
    findings = examine(services, without_up=folder.path if is_missed else None)
    for finding in findings:
        say(finding.line)
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
    # An unknown code is mistyped: the number is one of the first community, and of Kenya if there is none.
    read_by = answering or next(iter(communities), None)
    home = read_by.community.country if read_by else phones.HOME
    stems = tuple(stem for record in communities for stem in record.community.ussd_codes)
    Phone(address, settings.webhook_token.get_secret_value(), code, phone, home).talk(stems)


def _who_answers(code: str, data: str | None) -> tuple[tuple[CommunityRecord, ...], CommunityRecord | None]:
    """Return the known communities, and the one that answers a code."""
    try:
        directory = services_of(data).directory
        return directory.communities(), directory.by_ussd_code(code)
    except (Refused, SQLAlchemyError):
        return (), None


for command in (
    community,
    people_command,
    menus_command,
    incidents,
    incident,
    reveal,
    looks,
    erase,
    outbox,
    rekey_command,
    record_command,
    pack_command,
    export_command,
    desk_command,
    books_command,
    payments_command,
    figures_command,
    pause,
    resume,
    decision,
    demo,
    drill,
    backup,
    restore,
    upgrade,
    restart,
):
    main.add_command(command)
