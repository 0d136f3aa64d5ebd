"""Settings of the stores: the database and Redis."""

from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, Field, field_validator

_OF_POSTGRESQL = {
    # Doria writes: a server that only reads is of no use.
    "target_session_attrs": ("any", "read-write", "primary"),
    "load_balance_hosts": ("disable", "random"),
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "gssencmode": ("disable", "prefer", "require"),
    "channel_binding": ("disable", "prefer", "require"),
}
"""Options in the address of a PostgreSQL with a few known words. With another one no process could ever connect."""


class StoreSettings(BaseModel):
    """The settings of the database and of Redis."""

    database_url: Annotated[str, Field(description="sqlite:///file or postgresql://user:password@host/name")]
    """The database. `doria up` makes a SQLite file in its data folder when this is not set. A PostgreSQL with
    a standby has two hosts: `postgresql://user:password@/name?host=a:5432&host=b:5432&target_session_attrs=read-write`.
    """
    redis_url: Annotated[str, Field(description="redis://host:port/0 or unix:///path")]
    """The Redis or Valkey server. It carries hints only, so losing it loses nothing. `doria up` starts a server of its
    own when this is not set.
    """
    doria_pool: Annotated[int | None, Field(ge=2, le=200, description="a number from 2 to 200")] = None
    """The most connections to PostgreSQL that each process may hold. Otherwise it may hold as many as its threads need;
    `doria doctor` adds up what each of them tells.
    """
    doria_fsync: Annotated[Literal["full", "normal"], Field(description="full or normal")] = "full"
    """How SQLite writes to the disk. `full` survives a power cut; `normal` is faster and may lose the last moments in
    one.
    """

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        scheme = value.split(":", 1)[0].split("+", maxsplit=1)[0]
        if "," in urlsplit(value).netloc.rpartition("@")[2]:
            # SQLAlchemy would take the list for one host.
            raise ValueError("should name several hosts as @/name?host=a:5432&host=b:5432")  # noqa: EM101, TRY003 - pydantic's way to say a fault
        if scheme in {"postgres", "postgresql"} and "://" in value:
            _check_options(value)
            return "postgresql+psycopg:" + value.split(":", 1)[1]
        if scheme == "sqlite":
            return value
        raise ValueError("should begin with sqlite:// or postgresql://")  # noqa: EM101, TRY003 - as above

    @field_validator("redis_url")
    @classmethod
    def _known_redis(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("should begin with redis://, rediss:// or unix://")  # noqa: EM101, TRY003 - as above
        return value


def _check_options(address: str) -> None:
    """Raise ValueError if an option in the address of a PostgreSQL has a word that is none of its words."""
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        words = _OF_POSTGRESQL.get(name)
        if words is not None and value not in words:
            message = f"{name}={value} should be {', '.join(words[:-1])} or {words[-1]}"
            raise ValueError(message)
