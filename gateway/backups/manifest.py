"""The manifest of a backup: what it is a copy of, and what is needed to restore it."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

FORMAT = 1
"""The form of the file. A later release that changes it counts on."""


class Part(BaseModel):
    """One part of a backup: its size in bytes, and the SHA-256 of its bytes in hexadecimal digits."""

    model_config = ConfigDict(frozen=True)

    bytes: int
    sha256: str


class Facts(BaseModel):
    """The facts of a copied database.

    `revision` is that of its schema, `engine` what it ran on, and `keys` the ids of the keys that it is sealed with.
    `communities` holds the keys of its communities.
    """

    model_config = ConfigDict(frozen=True)

    engine: Literal["sqlite", "postgresql"]
    revision: str
    keys: tuple[str, ...]
    communities: tuple[str, ...]


class Manifest(Facts):
    """The manifest. `release` is the Doria that took the backup, and `taken_at` the time of its database.

    `parts` holds each part by its name: `database`, and `keys` if the keys are inside, under a passphrase. The file
    of a backup with `has_checksum` ends with a checksum of all its bytes before. Earlier releases wrote none.
    """

    format: int = FORMAT
    release: str
    taken_at: AwareDatetime
    has_checksum: bool = False
    parts: dict[str, Part] = {}

    @property
    def has_keys(self) -> bool:
        """Return whether the keys are inside."""
        return "keys" in self.parts

    @property
    def moment(self) -> str:
        """The time of the backup as people read it, in UTC."""
        return f"{self.taken_at:%Y-%m-%d %H:%M} UTC"


def read(text: bytes) -> Manifest | None:
    """Return the manifest of its JSON; None if it is none that this release can read."""
    try:
        found = Manifest.model_validate_json(text)
    except ValidationError:
        return None
    return found if found.format == FORMAT and "database" in found.parts else None


def of(facts: Facts, release: str, taken_at: datetime) -> Manifest:
    """Return the manifest of a copy that has no parts yet."""
    return Manifest(**facts.model_dump(), release=release, taken_at=taken_at)
