"""Settings of the keys: what encrypts, and the secret parts of addresses."""

import json
import re
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr, field_validator

SHORTEST_SECRET = 32
_ADDRESSABLE = re.compile(r"[A-Za-z0-9._~-]+")


class KeySettings(BaseModel):
    """The keys and tokens."""

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

    people_key: Annotated[SecretStr | None, Field(description=f"at least {SHORTEST_SECRET} characters")] = None
    """The key that encrypts, beside SECRET_KEY, who a course of a second chance is about. Two custodians enter and open
    that at the desk; without this key courses go on by their codes alone. `doria rekey` does not change it. `doria up`
    makes one and keeps it in `secrets.json`.
    """

    @field_validator("old_secret_keys", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        try:
            return json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("should be a JSON list") from None  # noqa: EM101, TRY003 - pydantic's way to say a fault

    @field_validator("secret_key", "webhook_token", "metrics_token", "people_key")
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
