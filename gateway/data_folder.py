"""The data folder of `doria up`: its database, its Redis, its log and its secrets."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.exc import SQLAlchemyError

from gateway import secret_files
from gateway.errors import Refused
from gateway.running import Running
from gateway.settings import SECRETS, Settings, SettingsError, read_settings

_KEPT = (
    "doria.db*",
    "secrets*",
    "running.json",
    "up.lock",
    "restart.lock",
    "doria.log*",
    "network.db*",
    "appendonly*",
    "*.aof",
    "*.rdb",
    "redis-set-aside-*",
    "in-force",
)
"""The files that Doria and its Redis keep in the data folder. Somebody may have put other files beside."""
UNDER_UP = "DORIA_UP"
"""The environment variable of processes that `doria up` starts: they read missing settings from its data folder."""
_PEOPLE_KEY = "people_key"
_SECRETS = ("secret_key", "webhook_token", "metrics_token", _PEOPLE_KEY)
"""The secrets that `doria up` makes if nobody gives them, and keeps in its folder."""
_PLACEHOLDERS = tuple(name for name in _SECRETS if name != _PEOPLE_KEY)
"""The secrets that must have a value. One of PEOPLE_KEY that is lost with its process would lose what it sealed."""


@dataclass(frozen=True)
class DataFolder(Running):
    """The folder in which `doria up` keeps everything: database, Redis, secrets, logs."""

    @classmethod
    def find(cls, given: str | None) -> "DataFolder":
        """Return the folder of `--data`, `DORIA_DATA` or `.doria`, made absolute."""
        return cls(Path(given or os.environ.get("DORIA_DATA") or ".doria").absolute())

    @property
    def redis_socket(self) -> Path:
        """The socket of the embedded Redis; the path of a socket may have about 100 characters at most."""
        inside = self.path / "redis.sock"
        if len(str(inside)) < 100:  # noqa: PLR2004 - sockaddr_un holds 104 bytes on some systems
            return inside
        mark = hashlib.sha256(str(self.path).encode()).hexdigest()[:16]
        return Path("/tmp") / f"doria-{mark}.sock"  # noqa: S108 - a socket with a name of its own, in a short path

    def close_to_others(self) -> None:
        """Let the owner alone read the folder and what Doria keeps in it, also what was made before, or put back.

        Files that this process makes later are the owner's alone, too. Other files, and what belongs to somebody else,
        are left as they are.
        """
        os.umask(0o077)
        kept = [path for name in _KEPT for path in self.path.glob(name)]
        inside = [path for folder in kept if folder.is_dir() for path in folder.rglob("*")]
        for path in (self.path, *kept, *inside):
            if path.is_dir() or path.is_file():
                with suppress(PermissionError, FileNotFoundError):
                    path.chmod(0o700 if path.is_dir() else 0o600)

    @property
    def database(self) -> Path:
        """The SQLite file, whether it exists or not."""
        return self.path / "doria.db"

    @property
    def _made(self) -> Path:
        return self.path / "database.made"

    @property
    def is_new(self) -> bool:
        """Return whether the folder has had no database of its own, nor another one, yet."""
        return not (is_given("DATABASE_URL") or self._made.exists())

    def note_database(self) -> None:
        """Note that the folder has a database of its own, so that no other is made in its place if it is lost."""
        if not is_given("DATABASE_URL"):
            self._made.touch()

    def refuse_without_database(self) -> None:
        """Raise Refused if the folder had a database of its own, and it is gone: an empty one would look healthy."""
        if is_given("DATABASE_URL") or self.database.exists() or not self._made.exists():
            return
        message = (
            f"{self.database} is gone: put it back from a copy, or wait for its disk;"
            f" to begin with an empty database, delete {self._made}"
        )
        raise Refused(message)

    @property
    def log_file(self) -> Path:
        """The file that every process of `doria up` writes its log to."""
        return self.path / "doria.log"

    @property
    def _kept(self) -> Path:
        return self.path / "secrets.json"

    def secrets(self) -> dict[str, str]:
        """Return the secrets of the folder, none if there is no file; raise Refused if the file cannot be read."""
        try:
            kept = json.loads(self._kept.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            kept = None
        if not isinstance(kept, dict) or not all(isinstance(value, str) for value in kept.values()):
            message = f"{self._kept} cannot be read; put it back from a copy, for it holds the key of the database"
            raise Refused(message)
        return kept

    def make_secrets(self) -> None:
        """Make the missing secrets; raise Refused if a database lacks its key."""
        kept = self.secrets()
        missing = [name for name in _SECRETS if name not in kept and not is_given(name.upper())]
        if not missing:
            return
        if "secret_key" in missing and self._has_database():
            raise Refused(self._lacks_key())
        self.make()
        self._keep({**kept, **_made_up(missing)})

    def _keep(self, kept: dict[str, str]) -> None:
        draft = self._kept.with_suffix(f".{os.getpid()}.new")
        draft.touch(mode=0o600)
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps(kept))
                file.flush()
                # Without its key nobody reads the database: a power cut must not leave the one without the other.
                os.fsync(file.fileno())
            draft.rename(self._kept)
        finally:
            # On a full disk nothing of it is left.
            draft.unlink(missing_ok=True)
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def put_secrets(self, given: Mapping[str, str]) -> None:
        """Keep secrets that came with a backup; raise Refused if the folder keeps a key already."""
        kept = self.secrets()
        if "secret_key" in kept:
            message = f"{self._kept} holds another key already; move it away first"
            raise Refused(message)
        self.make()
        self._keep({**kept, **given})

    def drop_key_before(self, newest: str) -> bool:
        """Delete the kept key of the database if it is not the newest one any more, and those before the newest.

        Return whether there was one.
        """
        kept = self.secrets()
        old = kept.pop("old_secret_keys", None)
        if kept.get("secret_key", newest) != newest:
            old = kept.pop("secret_key")
        if old is None:
            return False
        self._keep(kept)
        return True

    def _has_database(self) -> bool:
        """Return whether the database is there already: no other key could read it.

        Raise Refused if its server does not answer: nobody knows then.
        """
        url = database_url()
        if not url:
            return self.database.exists()
        try:
            named = make_url(re.sub(r"^postgres(ql)?:", "postgresql+psycopg:", url))
            if named.get_backend_name() == "sqlite":
                return Path(named.database or "").is_file()
            if named.get_backend_name() != "postgresql":
                return False
            engine = create_engine(named, connect_args={"connect_timeout": 5}, hide_parameters=True)
            try:
                return inspect(engine).has_table("alembic_version")
            finally:
                engine.dispose()
        except SQLAlchemyError:
            message = "the database that DATABASE_URL names does not answer; give its SECRET_KEY, or start it first"
            raise Refused(message) from None

    def _lacks_key(self) -> str:
        if is_given("DATABASE_URL"):
            return (
                f"DATABASE_URL is given without SECRET_KEY, and {self._kept} keeps none: give the key that seals"
                " that database; for a new database `doria community load --new FILE` makes one"
            )
        return (
            f"{self.database} is there, but its key is not: put {self._kept} back from a copy, or give SECRET_KEY;"
            " a new key could not read it"
        )

    def settings(self, *, needs_key: bool = True) -> Settings:
        """Return the settings of the environment, completed by those of this folder.

        Nothing is made. Raise Refused if `needs_key` is set and nobody knows the key of the database.
        """
        kept = self.secrets()
        # The placeholder for an unknown secret lives as long as this process and encrypts nothing.
        # The settings of a running Doria were noted as values. A file that this environment names comes before them.
        noted = {name: text for name, text in self.facts().items() if name not in SECRETS or not is_given(name)}
        found = read_settings(
            {**noted, **os.environ},
            database_url=f"sqlite:///{self.database}",
            redis_url=f"unix://{self.redis_socket}",
            **{**_made_up(_PLACEHOLDERS), **kept},
        )
        if needs_key and "secret_key" not in kept and not is_given("SECRET_KEY"):
            raise Refused(self._lacks_key())
        return found


def is_given(name: str) -> bool:
    """Return whether the environment gives a setting, by its value or by a file."""
    return secret_files.is_given(os.environ, name)


def database_url() -> str:
    """Return the DATABASE_URL of the environment or of its file, empty if none is given; raise SettingsError."""
    try:
        return secret_files.value(os.environ, "DATABASE_URL")
    except secret_files.SecretFileError as fault:
        raise SettingsError((str(fault),)) from None


def _made_up(names: Iterable[str]) -> dict[str, str]:
    return {name: secrets.token_urlsafe(48) for name in names}
