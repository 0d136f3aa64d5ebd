"""Settings of the backups: where those of each night go, and how long they are kept."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr, field_validator


class BackupSettings(BaseModel):
    """The settings of the backups."""

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

    @field_validator("doria_backup_dir")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        # A disk that is away for a while must stop no process: the backup of the night says it.
        return None if value is None else value.absolute()
