"""`doria backup` and `doria restore`: one file with the database, and the way back into an empty place."""

import json
import os
import sys
from pathlib import Path

import click
from sqlalchemy import make_url

from gateway.association.second_chance import people_key
from gateway.backups import archive, key_box, restoring, taking
from gateway.backups.archive import Backup
from gateway.backups.manifest import Manifest
from gateway.cli.printing import say
from gateway.cli.shared import DATA, answered, opened, services_of
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.services import Services
from gateway.settings import Settings
from gateway.storage.database import Database
from gateway.storage.migrate import is_current, newest
from gateway.storage.sealing import Keyring, key_id
from gateway.upkeep import restored

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command("backup")
@_FILE
@click.option("--with-keys", is_flag=True, help="Put the keys inside as well, under a passphrase.")
@DATA
@answered
def backup(file: Path, data: str | None, with_keys: bool) -> None:  # noqa: FBT001 - click calls by name
    """Copy the database into FILE while Doria runs. The keys are not inside, unless you ask for it."""
    services = services_of(data)
    box = None
    if with_keys:
        box = key_box.lock(_secrets(DataFolder.find(data), services.settings), _new_passphrase(services.settings))
    made = taking.take(services.database, file.absolute(), services.clock(), key_box=box)
    say(f"{file}: {made.parts['database'].bytes:,} bytes of the database at {made.moment}")
    say(f"it holds {', '.join(made.communities) or 'no community'}, schema {made.revision}, Doria {made.release}")
    for one in made.keys:
        if made.has_keys:
            say(f"it needs key {one}, which is inside under the passphrase: whoever has both reads everything")
        else:
            say(f"it needs key {one}, which is not inside: keep a copy of the key in another place")
    _say_people_key(services, is_inside=made.has_keys)


def _say_people_key(services: Services, *, is_inside: bool) -> None:
    """Say what becomes of the names of second chances, if there are any: they are sealed under PEOPLE_KEY as well."""
    with services.reading() as session:
        count = people_key.sealed(session)
    if not count:
        return
    where = "is inside, too" if is_inside and services.settings.people_key is not None else "is not inside"
    say(f"names of second chances: {count}, sealed under PEOPLE_KEY as well, which {where}")


@click.command("restore")
@_FILE
@DATA
@answered
def restore(file: Path, data: str | None) -> None:
    """Restore the database of a backup into an empty place, whole or not at all. Nothing is started or sent."""
    folder = DataFolder.find(data)
    settings = folder.settings(needs_key=False)
    url = make_url(settings.database_url)
    with archive.opened(file) as found:
        manifest = found.manifest
        restoring.refuse_unfit(manifest, file, url.get_backend_name())
        target = Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None
        if target is not None:
            restoring.refuse_taken(target)
        given = _keys_for(found, file, folder, settings)
        with folder.alone():
            folder.close_to_others()
            if given:
                folder.put_secrets(given)
                settings = folder.settings()
            _fill(found, target, settings)
            folder.note_database()
    services = opened(folder)
    say(f"restored: {target or url.render_as_string(hide_password=True)}, as it was at {manifest.moment}")
    _settle(services, manifest, folder)


def _fill(found: Backup, target: Path | None, settings: Settings) -> None:
    secrets = (settings.secret_key, *settings.old_secret_keys)
    ring = Keyring(tuple(secret.get_secret_value() for secret in secrets))
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        restoring.into_sqlite(found, target, ring, settings.doria_fsync)
        return
    database = Database(settings.database_url, ring)
    try:
        restoring.into_postgres(found, database)
    finally:
        database.close()


def _settle(services: Services, manifest: Manifest, folder: DataFolder) -> None:
    """Settle what waited then, and say so; a database of an older schema is settled when it is migrated."""
    if is_current(services.database):
        say_settled(services.do(lambda uow: restored.settle(uow, services.directory)))
    else:
        say(f"its schema is {manifest.revision}: `doria up` or `doria migrate` brings it to {newest()}")
    say(f"nothing was started: `doria up --data {folder.path}` does that")


def say_settled(settled: restored.Settled | None) -> None:
    """Print what was settled in a restored database, if anything was."""
    if settled is None:
        return
    say(f"texts that waited then and are not sent any more: {settled.texts}; texts in not acted on: {settled.unread}")
    if settled.resting:
        say(f"open incidents whose ladders rest (look at each): {', '.join(settled.resting)}")
    if settled.going_on:
        say(f"open incidents whose ladders go on when Doria starts: {', '.join(settled.going_on)}")


def _keys_for(found: Backup, file: Path, folder: DataFolder, settings: Settings) -> dict[str, str]:
    """Return the secrets of a backup that must be kept to read it, none if its keys are at hand.

    Raise Refused, with the ids of the keys that are missing, if nobody gives them.
    """
    at_hand = (settings.secret_key, *settings.old_secret_keys)
    missing = _lacking(found.manifest, [secret.get_secret_value() for secret in at_hand])
    if not missing:
        return {}
    if not found.manifest.has_keys:
        message = (
            f"{file} needs key {', '.join(missing)}, which is not at hand: put the secrets.json with it into"
            f" {folder.path}, or give it as SECRET_KEY (an earlier key in OLD_SECRET_KEYS)"
        )
        raise Refused(message)
    if os.environ.get("SECRET_KEY") or "secret_key" in folder.secrets():
        message = (
            f"SECRET_KEY or secrets.json of {folder.path} is not key {', '.join(missing)}: leave it out, and the key"
            f" inside {file} is taken"
        )
        raise Refused(message)
    secrets = key_box.unlock(found.read("keys"), _passphrase(settings))
    inside = [secrets.get("secret_key", ""), *_old(secrets)]
    if still := _lacking(found.manifest, inside):
        message = f"{file} needs key {', '.join(still)}, and its own keys lack it; give it in OLD_SECRET_KEYS"
        raise Refused(message)
    return secrets


def _lacking(manifest: Manifest, secrets: list[str]) -> list[str]:
    known = {key_id(secret).hex() for secret in secrets}
    return [one for one in manifest.keys if one not in known]


def _old(secrets: dict[str, str]) -> list[str]:
    found: list[str] = json.loads(secrets.get("old_secret_keys", "[]"))
    return found


def _secrets(folder: DataFolder, settings: Settings) -> dict[str, str]:
    """Return all secrets that a restored Doria needs, in the form of `secrets.json`."""
    found = {**folder.secrets(), "secret_key": settings.secret_key.get_secret_value()}
    found["webhook_token"] = settings.webhook_token.get_secret_value()
    if settings.metrics_token is not None:
        found["metrics_token"] = settings.metrics_token.get_secret_value()
    if settings.people_key is not None:
        found["people_key"] = settings.people_key.get_secret_value()
    if settings.old_secret_keys:
        found["old_secret_keys"] = json.dumps([secret.get_secret_value() for secret in settings.old_secret_keys])
    return found


def _given(settings: Settings) -> str | None:
    """Return the passphrase that the settings give; None if they give none."""
    given = settings.doria_backup_passphrase
    return None if given is None else given.get_secret_value()


def _new_passphrase(settings: Settings) -> str:
    found = _given(settings)
    if found is None:
        _refuse_without_terminal()
        found = click.prompt("Passphrase for the keys", hide_input=True, confirmation_prompt=True, err=True)
    key_box.refuse_weak(found)
    return found


def _passphrase(settings: Settings) -> str:
    found = _given(settings)
    if found is None:
        _refuse_without_terminal()
        found = click.prompt("Passphrase of the keys in this backup", hide_input=True, err=True)
    return found


def _refuse_without_terminal() -> None:
    if not sys.stdin.isatty():
        message = (
            "there is no terminal to ask for the passphrase: give DORIA_BACKUP_PASSPHRASE, or name a file with it in"
            " DORIA_BACKUP_PASSPHRASE_FILE"
        )
        raise Refused(message)
