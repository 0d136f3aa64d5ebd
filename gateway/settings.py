"""Settings: read once from the environment; all faults are reported together."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from urllib.parse import parse_qsl, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from gateway import secret_files
from menus.domain import money
from menus.domain.money import Money
from menus.text import phones

SHORTEST_SECRET = 32
JOIN_WINDOW = timedelta(minutes=20)
"""The default of DORIA_JOIN_WINDOW. A guess, to be tested."""
ARRIVE_WITHIN = timedelta(minutes=20)
"""The default of DORIA_ARRIVE_WITHIN. A guess, to be tested."""
SAFE_EVERY = timedelta(minutes=15)
"""The default of DORIA_SAFE_EVERY. A guess, to be tested."""
TEXTS_AN_HOUR = 30
"""The default of DORIA_TEXTS_AN_HOUR. A guess, to be tested."""
_SHORTEST_WAIT = timedelta(seconds=1)
_OF_POSTGRESQL = {
    # Doria writes: a server that only reads is of no use.
    "target_session_attrs": ("any", "read-write", "primary"),
    "load_balance_hosts": ("disable", "random"),
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "gssencmode": ("disable", "prefer", "require"),
    "channel_binding": ("disable", "prefer", "require"),
}
"""Options in the address of a PostgreSQL with a few known words. With another one no process could ever connect."""
_ADDRESSABLE = re.compile(r"[A-Za-z0-9._~-]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+]*://.")
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]+)?)([smh]?)")


@dataclass(frozen=True)
class SettingsError(Exception):
    """Settings that cannot be used; `faults` are lines such as `PORT: should be a number from 0 to 65535`."""

    faults: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.faults)


class Settings(BaseSettings):
    """Everything that differs between a laptop, a test and a server. Names are environment names in lower case."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    database_url: Annotated[str, Field(description="sqlite:///file or postgresql://user:password@host/name")]
    """The database. `doria up` makes a SQLite file in its data folder when this is not set. A PostgreSQL with
    a standby has two hosts: `postgresql://user:password@/name?host=a:5432&host=b:5432&target_session_attrs=read-write`.
    """
    redis_url: Annotated[str, Field(description="redis://host:port/0 or unix:///path")]
    """The Redis or Valkey server. It carries hints only, so losing it loses nothing. `doria up` starts a server of its
    own when this is not set.
    """
    secret_key: Annotated[SecretStr, Field(description=f"at least {SHORTEST_SECRET} characters")]
    """The key that encrypts numbers, names and words. Keep a copy: without it the database cannot be read. `doria up`
    makes one and keeps it in `secrets.json`.
    """
    old_secret_keys: Annotated[
        tuple[SecretStr, ...], Field(description='a JSON list such as ["the key before", "the one before that"]')
    ] = ()
    """Earlier keys, newest first; they still decrypt, and numbers are still found by them. `doria rekey` seals
    everything with the newest key; then they may be left out.
    """
    webhook_token: Annotated[SecretStr, Field(description=f"at least {SHORTEST_SECRET} letters, digits, - or _")]
    """The secret part of the callback addresses. It may also hold `.` and `~`. `doria up` makes one and keeps it in
    `secrets.json`.
    """
    metrics_token: Annotated[
        SecretStr | None, Field(description=f"at least {SHORTEST_SECRET} letters, digits, - or _")
    ] = None
    """The token that shows `/metrics` and the reasons of `/health/ready`, as `Authorization: Bearer TOKEN`. It may also
    hold `.` and `~`. Without it nobody sees them. `doria up` makes one and keeps it in `secrets.json`.
    """
    port: Annotated[int, Field(ge=0, le=65535, description="a number from 0 to 65535")] = 8000
    """The port of the web server. `doria up --port` comes first."""
    at_username: str = "sandbox"
    """The user name of the Africa's Talking account. `sandbox` is the sandbox; any other name is the live network."""
    at_api_key: SecretStr = SecretStr("")
    """The API key of the Africa's Talking account."""
    at_sender_id: str | None = None
    """The sender name of texts that need no answer, for a community file without `sender_id`. Alerts and answers come
    from the short code.
    """
    at_base_url: Annotated[str | None, Field(description="http(s)://host[:port]")] = None
    """The root of Africa's Talking, or of a server that answers its API. `doria up` keeps to its own simulated network
    until this is set.
    """
    doria_simulator_url: str | None = None
    """The address of the simulated network. `doria up` sets it for its own processes; leave it alone."""
    doria_drop_after: Annotated[timedelta, Field(description="a duration such as 90s or 3m")] = timedelta(seconds=90)
    """The time after which a silent USSD session counts as dropped."""
    doria_join_window: Annotated[timedelta, Field(description="a duration such as 20m")] = JOIN_WINDOW
    """The time in which further reports of the same thing join an incident, counted from its first report. With `0s`,
    none joins."""
    doria_arrive_within: Annotated[timedelta, Field(description="a duration such as 20m")] = ARRIVE_WITHIN
    """The time a patroller who goes to a major incident has to arrive. Then Doria asks once, and a quarter of this
    time later the next person is called.
    """
    doria_safe_every: Annotated[timedelta, Field(description="a duration such as 15m")] = SAFE_EVERY
    """The time between two questions whether people at an armed incident are safe."""
    doria_reports_an_hour: Annotated[int, Field(ge=1, description="a number from 1")] = 12
    """The reports that one phone may send in an hour. Major reports and private help are always taken."""
    doria_texts_an_hour: Annotated[int, Field(ge=1, description="a number from 1")] = TEXTS_AN_HOUR
    """The texts that one phone gets in an hour. Red texts and answers do not count and do not wait."""
    doria_low_balance: Annotated[
        Money, Field(description="an amount in KES such as 200, or with its currency such as UGX 20000")
    ] = Money(money.HOME, Decimal(200))
    """The balance under which coordinators are warned, and texts of the bulk and normal lanes wait. A balance in
    another currency holds no text back; `doria doctor` says so.
    """
    doria_second_url: Annotated[str | None, Field(description="http(s)://host[:port]")] = None
    """The backup provider: the address of the app SMS Gateway for Android. It is the local server of the phone, such as
    `http://192.168.1.20:8080`, or a server of the app with its path, such as `https://api.sms-gate.app/3rdparty/v1`.
    """
    doria_second_user: str = ""
    """The user name of that server."""
    doria_second_password: SecretStr = SecretStr("")
    """The password of that server."""
    doria_second_signing_key: SecretStr = SecretStr("")
    """The key that the app signs its webhooks with. It is needed beside `DORIA_SECOND_URL`."""
    doria_second_sim: Annotated[int | None, Field(ge=1, le=3, description="a number from 1 to 3")] = None
    """The SIM card of the phone that sends. Texts that another SIM card of it received are not taken."""
    doria_second_device: str | None = None
    """The id of the phone's device in the app, where one account of a server has several. Events of another device are
    not taken.
    """
    doria_beside_urls: Annotated[
        Mapping[str, tuple[SecretStr, ...]],
        Field(description='a JSON object such as {"mlango-kubwa": ["tgram://TOKEN/CHAT"]}'),
    ] = {}
    """The addresses on other networks, by the key of the community, that get a line when an incident is unanswered:
    `48273 MAJOR unanswered: send LIST`. It needs the extra `doria[beside]`. They hold passwords.
    """
    doria_heartbeat_to: Annotated[str | None, Field(description="a phone number such as +254700000199")] = None
    """The phone of the heartbeat: nobody reports from it. Doria dials a made-up report for it, which takes the whole
    way and alerts nobody. A national number is read by the country of the first community.
    """
    doria_heartbeat_every: Annotated[timedelta, Field(description="a duration such as 5m")] = timedelta(minutes=5)
    """The time between two heartbeats. Each costs one text."""
    doria_fetch_every: Annotated[timedelta, Field(description="a duration such as 60s")] = timedelta(seconds=60)
    """The time after which Doria asks Africa's Talking again for texts that no callback brought."""
    doria_web_url: Annotated[str | None, Field(description="http(s)://host[:port]")] = None
    """The address at which the clock finds the web server for the heartbeat. It is needed where the web server runs on
    another machine.
    """
    doria_red_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 2
    """The workers that `python -m workers` keeps on the red lane. `doria up` takes `--workers` instead."""
    doria_normal_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 1
    """The workers that `python -m workers` and `doria up` keep on the normal lane."""
    doria_bulk_workers: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 1
    """The workers that `python -m workers` and `doria up` keep on the bulk lane."""
    doria_web_processes: Annotated[int, Field(ge=1, le=16, description="a number from 1 to 16")] = 2
    """The processes of each web server."""
    doria_pool: Annotated[int | None, Field(ge=2, le=200, description="a number from 2 to 200")] = None
    """The most connections to PostgreSQL that each process may hold. Otherwise it may hold as many as its threads need;
    `doria doctor` adds up what each of them tells.
    """
    doria_locales: Annotated[Path | None, Field(description="a folder")] = None
    """A folder with further languages, each in a folder of its own; see `.docs/languages.md`. It is read once, at the
    start, by every process and every command.
    """
    doria_log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="debug, info, warning or error")
    ] = "info"
    """The least grave lines that are logged."""
    doria_log_megabytes: Annotated[int, Field(ge=1, le=1000, description="a number from 1 to 1000")] = 10
    """The size at which `doria up` begins a new `doria.log`. It begins one each day as well."""
    doria_log_files: Annotated[int, Field(ge=1, le=1000, description="a number from 1 to 1000")] = 20
    """The earlier logs that `doria up` keeps at most."""
    doria_log_days: Annotated[int, Field(ge=1, le=30, description="a number from 1 to 30")] = 14
    """The days after which `doria up` deletes an earlier log."""
    doria_fsync: Annotated[Literal["full", "normal"], Field(description="full or normal")] = "full"
    """How SQLite writes to the disk. `full` survives a power cut; `normal` is faster and may lose the last moments in
    one.
    """
    doria_backup_dir: Annotated[Path | None, Field(description="a folder")] = None
    """The folder for a backup of each night. It should be on another disk than the database. The machine of the clock
    that leads writes it, so give it to every machine with a clock.
    """
    doria_backup_keep: Annotated[int, Field(ge=1, le=30, description="a number of days from 1 to 30")] = 14
    """The days for which the backups of nights are kept. An older one is deleted. No backup should be kept for longer
    than 30 days: it holds what Doria has erased since.
    """

    doria_backup_passphrase: SecretStr | None = None
    """The passphrase of `doria backup --with-keys`, and of restoring such a backup, where nobody can type it. It needs
    15 characters.
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
        raise ValueError("should begin with sqlite:// or postgresql://")  # noqa: EM101, TRY003 - pydantic's way to say a fault

    @field_validator("redis_url")
    @classmethod
    def _known_redis(cls, value: str) -> str:
        if urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("should begin with redis://, rediss:// or unix://")  # noqa: EM101, TRY003 - as above
        return value

    @field_validator("doria_backup_dir")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        # A disk that is away for a while must stop no process: the backup of the night says it.
        return None if value is None else value.absolute()

    @field_validator("doria_locales")
    @classmethod
    def _is_there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("is not there")  # noqa: EM101, TRY003 - as above
        return value

    @field_validator("doria_low_balance", mode="before")
    @classmethod
    def _amount(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = None if "," in value else money.read(value)
        if found is None or found.amount < 0:
            raise ValueError("should be an amount from 0")  # noqa: EM101, TRY003 - as above
        if not money.is_known(found.currency):
            raise ValueError(f"{found.currency} is no currency")  # noqa: EM102, TRY003 - as above
        return found

    @field_validator("doria_heartbeat_to")
    @classmethod
    def _phone(cls, value: str | None) -> str | None:
        # A national number is read by the country of the communities, as soon as they are known.
        if not value:
            return None
        number = phones.from_wire(value, None)
        if number is None and not phones.may_be_national(value):
            raise ValueError("should be a phone number")  # noqa: EM101, TRY003 - as above
        return number or value

    @field_validator("at_base_url", "doria_second_url", "doria_web_url")
    @classmethod
    def _is_root(cls, value: str | None) -> str | None:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
            raise ValueError("should begin with http:// or https://")  # noqa: EM101, TRY003 - as above
        return value.rstrip("/") if value else None

    @field_validator(
        "doria_drop_after",
        "doria_join_window",
        "doria_arrive_within",
        "doria_safe_every",
        "doria_heartbeat_every",
        "doria_fetch_every",
        mode="before",
    )
    @classmethod
    def _duration(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = _DURATION.fullmatch(value.strip())
        if found is None:
            raise ValueError("should be a duration such as 90s or 3m")  # noqa: EM101, TRY003 - as above
        return timedelta(seconds=float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]])

    @field_validator(
        "doria_drop_after", "doria_arrive_within", "doria_safe_every", "doria_heartbeat_every", "doria_fetch_every"
    )
    @classmethod
    def _some_time(cls, value: timedelta) -> timedelta:
        if value < _SHORTEST_WAIT:
            raise ValueError("should be at least 1s")  # noqa: EM101, TRY003 - as above
        return value

    @field_validator("doria_log_level", mode="before")
    @classmethod
    def _in_small_letters(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("old_secret_keys", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("should be a JSON list") from None  # noqa: EM101, TRY003 - as above

    @field_validator("doria_beside_urls", mode="before")
    @classmethod
    def _by_community(cls, value: object) -> object:
        try:
            read = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("should be a JSON object") from None  # noqa: EM101, TRY003 - as above
        if read and find_spec("apprise") is None:
            raise ValueError("needs the extra: pip install 'doria[beside]'")  # noqa: EM101, TRY003 - as above
        return read

    @field_validator("doria_beside_urls")
    @classmethod
    def _are_addresses(cls, value: Mapping[str, tuple[SecretStr, ...]]) -> Mapping[str, tuple[SecretStr, ...]]:
        for key, urls in value.items():
            for place, url in enumerate(urls, 1):
                if not _SCHEME.match(url.get_secret_value()):
                    # The address itself may hold a password.
                    raise ValueError(f"address {place} of {key} should begin like tgram://")  # noqa: EM102, TRY003 - as above
        return value

    @field_validator("secret_key", "webhook_token", "metrics_token")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"should have at least {SHORTEST_SECRET} characters")  # noqa: EM102, TRY003 - as above
        return value

    @field_validator("webhook_token", "metrics_token")
    @classmethod
    def _in_an_address(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _ADDRESSABLE.fullmatch(value.get_secret_value()):
            raise ValueError("should have letters, digits, - . ~ and _ alone")  # noqa: EM101, TRY003 - as above
        return value

    @model_validator(mode="after")
    def _backup_key_given(self) -> Self:
        if self.doria_second_url and not self.doria_second_signing_key.get_secret_value():
            raise ValueError("DORIA_SECOND_SIGNING_KEY: is needed beside DORIA_SECOND_URL")  # noqa: EM101, TRY003 - as above
        return self

    @classmethod
    def settings_customise_sources(  # noqa: D102 - the library's own hook
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # Read only what `read_settings` was given, never the environment of the process.
        _ = settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)

    @property
    def web_url(self) -> str:
        """The address of the web server, for the probe of the clock."""
        return self.doria_web_url or f"http://127.0.0.1:{self.port}"

    @property
    def beside_urls(self) -> dict[str, list[str]]:
        """The addresses on other networks in plain words, by the key of the community."""
        return {key: [url.get_secret_value() for url in urls] for key, urls in self.doria_beside_urls.items()}

    @property
    def hears_android(self) -> bool:
        """Return whether events of the backup phone carry a signature that can be checked."""
        return bool(self.doria_second_signing_key.get_secret_value())


def _check_options(address: str) -> None:
    """Raise ValueError if an option in the address of a PostgreSQL has a word that is none of its words."""
    for name, value in parse_qsl(urlsplit(address).query, keep_blank_values=True):
        words = _OF_POSTGRESQL.get(name)
        if words is not None and value not in words:
            message = f"{name}={value} should be {', '.join(words[:-1])} or {words[-1]}"
            raise ValueError(message)


def read_settings(environment: Mapping[str, str], **given: str) -> Settings:
    """Return the settings of an environment, with `given` for missing ones; SettingsError names every fault.

    A secret may stand in a file, which NAME_FILE names. Without its file it has no fault besides that of the file.
    """
    known = {name: environment[name.upper()] for name in Settings.model_fields if environment.get(name.upper())}
    held, faults = secret_files.values(environment, SECRETS)
    known |= {name.lower(): value for name, value in held.items()}
    told = tuple(fault.partition(":")[0].removesuffix(secret_files.SUFFIX) for fault in faults)
    try:
        found = Settings.model_validate({**given, **known})
    except ValidationError as error:
        details = [one for one in error.errors() if not one["loc"] or str(one["loc"][0]).upper() not in told]
        raise SettingsError(faults + tuple(_fault(one["loc"], one["msg"]) for one in details)) from None
    if faults:
        raise SettingsError(faults)
    return found


def _holds_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(_holds_secret(part) for part in get_args(annotation))


SECRETS = tuple(
    name.upper()
    for name, field in Settings.model_fields.items()
    if _holds_secret(field.annotation) or name in {"database_url", "redis_url"}
)
"""The settings that may be given by a file: the secrets, and the two addresses that may hold a password."""


def _fault(where: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not where:
        return message
    name = str(where[0])
    field = Settings.model_fields.get(name)
    expected = f"; expected {field.description}" if field is not None and field.description else ""
    return f"{name.upper()}: {message}{expected}"
