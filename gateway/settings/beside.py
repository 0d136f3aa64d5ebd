"""Settings of the lines beside SMS: addresses on other networks."""

import json
import re
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr, field_validator

_SCHEME = re.compile(r"[a-z][a-z0-9+]*://.")


class BesideSettings(BaseModel):
    """The settings of the lines beside SMS."""

    doria_beside_urls: Annotated[
        Mapping[str, tuple[SecretStr, ...]],
        Field(description='a JSON object such as {"mlango-kubwa": ["tgram://TOKEN/CHAT"]}'),
    ] = {}
    """The addresses on other networks, by the key of the community, that get a line when an incident is unanswered:
    `48273 MAJOR unanswered: send LIST`. It needs the extra `doria[beside]`. They hold passwords.
    """

    @field_validator("doria_beside_urls", mode="before")
    @classmethod
    def _by_community(cls, value: object) -> object:
        try:
            read = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("should be a JSON object") from None  # noqa: EM101, TRY003 - pydantic's way to say a fault
        if read and find_spec("apprise") is None:
            raise ValueError("needs the extra: in the folder of Doria, .venv/bin/python -m pip install '.[beside]'")  # noqa: EM101, TRY003 - as above
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

    @property
    def beside_urls(self) -> dict[str, list[str]]:
        """The addresses on other networks in plain words, by the key of the community."""
        return {key: [url.get_secret_value() for url in urls] for key, urls in self.doria_beside_urls.items()}
