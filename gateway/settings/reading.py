"""Reading of the settings: once from the environment; all faults are reported together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from pydantic import SecretStr, ValidationError

from gateway import secret_files
from gateway.settings.settings import Settings


def _holds_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(_holds_secret(part) for part in get_args(annotation))


SECRETS = tuple(
    name.upper()
    for name, field in Settings.model_fields.items()
    if _holds_secret(field.annotation) or name in {"database_url", "redis_url"}
)
"""The settings that may be given by a file: the secrets, and the two addresses that may hold a password."""


@dataclass(eq=False)
class SettingsError(Exception):
    """Settings that cannot be used; `faults` are lines such as `PORT: should be a number from 0 to 65535`."""

    faults: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.faults)


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


def _fault(where: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not where:
        return message
    name = str(where[0])
    field = Settings.model_fields.get(name)
    expected = f"; expected {field.description}" if field is not None and field.description else ""
    return f"{name.upper()}: {message}{expected}"
