"""The standing of the nightly backups, for the doctor and for the desk."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.core.notices_once import Notice
from gateway.storage.models import Mark
from gateway.upkeep import nightly_backup
from menus.domain import health


@dataclass(frozen=True)
class BackupStanding:
    """The moments (aware) of the last backup of a night, and of the newest one that failed, if one did."""

    done_at: datetime | None
    failed_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Return whether the last one is too old."""
        return self.done_at is not None and now - self.done_at > health.BACKUP_LATE


def look(session: Session) -> BackupStanding:
    """Return how the backups stand."""
    done, failed = session.get(Mark, nightly_backup.DONE), session.get(Mark, Notice.BACKUP_FAILED)
    return BackupStanding(done.at if done is not None else None, failed.at if failed is not None else None)
