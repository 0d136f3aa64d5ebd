"""The parts that several commands share: options, the services of a data folder, and refusals as one line."""

import errno
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gateway.cli.printing import say, say_lines
from gateway.communities.file import CommunityFileError
from gateway.data_folder import DataFolder, database_url, is_given
from gateway.errors import Refused
from gateway.services import Services
from gateway.settings import SettingsError
from gateway.storage import keys
from gateway.storage.sealing import UnsealError
from gateway.storage.why import why

P = ParamSpec("P")
_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}
"""The errors of a disk that is full, read only, or not for this user."""
_FULL = "make room, or give another place with --data"
_REMEDIES = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL, errno.EROFS: "give another place with --data"}
_CLOSED = "this user may not write there: run the command as the owner of the folder, or give another place with --data"


def answered(command: Callable[P, None]) -> Callable[P, None]:
    """Print the refusal of a command as one line, with exit status 1."""

    @wraps(command)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (Refused, SettingsError) as error:
            say_lines(str(error).split("\n"), err=True)
            sys.exit(1)
        except CommunityFileError as error:
            for fault in error.faults:
                say(str(fault), err=True)
            sys.exit(1)
        except UnsealError as error:
            say(f"a sealed value cannot be read: {error}", err=True)
            sys.exit(1)
        except SQLAlchemyError as error:
            say(f"the database does not answer ({why(error)}); `doria doctor` says more", err=True)
            sys.exit(1)
        except OSError as error:
            if error.errno not in _OF_THE_DISK:
                raise
            place = error.filename or "the disk"
            say(f"{place}: {error.strerror}; {_REMEDIES.get(error.errno, _CLOSED)}", err=True)
            sys.exit(1)

    return safe


DATA = click.option("--data", metavar="DIR", help="The data folder (DORIA_DATA, else .doria).")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


NEW = click.option("--new", is_flag=True, help="Make the folder, its database and its key where there are none.")


def services_of(data: str | None, *, checks_key: bool = True) -> Services:
    """Return the services of a data folder or of the environment; raise Refused if nothing is stored yet."""
    folder = DataFolder.find(data)
    missing = _missing_file(folder)
    if missing == folder.database:
        message = f"nothing is kept in {folder.path} yet; start `doria up --data {folder.path}` first"
        raise Refused(message)
    if missing is not None:
        message = f"there is no database at {missing}, which DATABASE_URL names"
        raise Refused(message)
    return opened(folder, checks_key=checks_key)


def _missing_file(folder: DataFolder) -> Path | None:
    """Return the SQLite file of a command if it does not exist; None if it exists, and for a PostgreSQL database."""
    given = database_url()
    if given and not given.startswith("sqlite"):
        return None
    try:
        named = make_url(given).database if given else str(folder.database)
    except ArgumentError:
        return None
    return Path(named).absolute() if named and named != ":memory:" and not Path(named).exists() else None


def services_to_write(data: str | None, *, new: bool, may_make: bool = False) -> Services:
    """Return the services of a command that writes, and print which database it writes to.

    Raise Refused if there is no database, unless a `new` one is asked for or the command `may_make` one that the
    environment names.
    """
    folder = DataFolder.find(data)
    if new:
        folder.make_secrets()
    else:
        missing = None if may_make and is_given("DATABASE_URL") else _missing_file(folder)
        if missing is not None:
            message = (
                f"there is no database at {missing}; give the data folder of `doria up` with --data,"
                " or make a new one with --new"
            )
            raise Refused(message)
    services = opened(folder)
    say(f"database: {_place(services)}")
    return services


def _place(services: Services) -> str:
    """Return the address of a database, without its user and password."""
    url = services.database.url
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or "").absolute())
    host = url.host or str(url.query.get("host", "localhost"))
    return f"{url.get_backend_name()} {host}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def opened(folder: DataFolder, *, checks_key: bool = True) -> Services:
    """Return the services of a data folder, closed when the command ends.

    Raise Refused if the database is sealed with another key, before anything is written.
    """
    services = Services(folder.settings(), data_folder=folder.path if folder.path.exists() else None)
    click.get_current_context().call_on_close(services.close)
    if checks_key:
        keys.check(services.database)
    return services
