"""`doria upgrade --check` and `doria restart`: what an upgrade will do, and new code for one process after another."""

import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import click

from gateway.backups import archive
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, services_of
from gateway.communities import stored_files
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.services import Services
from gateway.storage.migrate import is_current, knows, newest, revision_of, to_come
from menus.domain import backups

_FRESH = timedelta(hours=24)
"""The age up to which a backup is one of today."""
_LOOK = 0.2
_LONGEST = 600.0
"""Seconds that a restart of all processes may take, one after the other. A guess."""


@click.command("upgrade")
@click.option("--check", is_flag=True, help="Say what is to come, and change nothing.")
@click.option(
    "--backup",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The backup that you have taken.",
)
@DATA
@answered
def upgrade(data: str | None, file: Path | None, check: bool) -> None:  # noqa: FBT001 - click calls by name
    """Say whether this release can take over a database: what will be migrated, and what stands in the way."""
    if not check:
        message = "say --check; `doria migrate` and `doria up` are what changes the database"
        raise click.UsageError(message)
    services = services_of(data)
    revision = revision_of(services.database)
    if revision is not None and not knows(revision):
        message = f"the database is of a newer Doria (schema {revision}; this one has {newest()}): start that release"
        raise Refused(message)
    steps = to_come(revision)
    for step in steps:
        say(f"to come: {step}")
    if not steps:
        say(f"the database has the schema of this release ({newest()}): nothing to do")
    _say_backup(services, file, is_needed=bool(steps))
    unread = {key: fault for key, fault in stored_files.faults(services.database).items() if fault is not None}
    if unread:
        raise Refused(
            "\n".join(f"{key}: this release cannot read the stored file: {why}" for key, why in unread.items())
        )
    say("this release reads the stored file of every community")
    if steps:
        say("then run `doria migrate` and `doria restart`, or stop `doria up` and start it again")


def _say_backup(services: Services, file: Path | None, *, is_needed: bool) -> None:
    now = services.timekeeper()
    if file is not None:
        with archive.opened(file) as found:
            age = now - found.manifest.taken_at
        say(f"{file} is whole, and {'of today' if age <= _FRESH else f'{age.days} days old: take a newer one'}")
        return
    newest_one = _newest_nightly(services, now)
    if newest_one is not None:
        say(f"backup: {newest_one} is of today")
    elif is_needed:
        say("backup: none of today; take one first with `doria backup FILE`")


def _newest_nightly(services: Services, now: datetime) -> Path | None:
    folder = services.settings.doria_backup_dir
    if folder is None or not folder.is_dir():
        return None
    dated = [(at, path) for path in folder.iterdir() if (at := backups.taken_at(path.name)) is not None]
    at, path = max(dated, default=(None, None))
    return path if at is not None and now - at <= _FRESH else None


@click.command("restart")
@DATA
@answered
def restart(data: str | None) -> None:
    """Start each process of a running `doria up` anew, one after the other, with the code that is installed now."""
    folder = DataFolder.find(data)
    # A run that was killed has left its number behind: by now it may be that of another program.
    if not folder.is_running():
        message = f"no doria up runs on {folder.path}"
        raise Refused(message)
    with folder.only_restart():
        _restart(folder, data)


def _restart(folder: DataFolder, data: str | None) -> None:
    """Tell the supervisor to start each process anew, and wait until it has; raise Refused if it cannot or did not."""
    pid, before = folder.supervisor(), folder.restarts()
    if pid is None:
        message = f"doria up on {folder.path} is still starting; run this again once it says ready"
        raise Refused(message)
    if folder.is_restarting():
        # The command that began it was killed. The supervisor goes on by itself.
        message = f"an earlier restart is still at work on {folder.path}: {folder.log_file} says how it ends"
        raise Refused(message)
    if not is_current(services_of(data).database):
        message = "the database has not the schema of this release; run `doria migrate` first"
        raise Refused(message)
    try:
        os.kill(pid, signal.SIGUSR1)
    except ProcessLookupError:
        message = f"no doria up runs on {folder.path}"
        raise Refused(message) from None
    except PermissionError:
        message = f"the doria up of {folder.path} runs as another user; run this command as that user"
        raise Refused(message) from None
    say("each process is started anew, one after the other")
    deadline = time.monotonic() + _LONGEST
    while (ended := folder.restarts()) == before:
        if time.monotonic() > deadline or folder.supervisor() != pid:
            message = f"the restart did not end: {folder.log_file} says why"
            raise Refused(message)
        time.sleep(_LOOK)
    if not ended.endswith("done"):
        message = f"a new process did not begin, so the old ones go on: {folder.log_file} says why"
        raise Refused(message)
    say("every process is new")
