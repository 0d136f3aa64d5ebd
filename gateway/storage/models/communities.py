"""Communities, their files, their people, and who is on duty."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import (
    ForeignKey,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from gateway.storage.states import CodeKind
from menus.domain.record import Source


class CommunityRow(Row):
    """A community, and the version of its file that is in force.

    `stamp` rises whenever the file or the people change: no two communities have one stamp, but for 0. `short`,
    `country` and `is_example` are as the file says. `kept_as` names the version of the file whose codes and people were
    kept, and how it was read.
    """

    __tablename__ = "communities"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    stamp: Mapped[int] = mapped_column(Serial, server_default="0", index=True)
    short: Mapped[str | None]
    country: Mapped[str | None]
    is_example: Mapped[bool | None]
    kept_as: Mapped[str | None]


class CommunityCode(Row):
    """A code by which one community alone is reached, with the file in force."""

    __tablename__ = "community_codes"
    kind: Mapped[CodeKind] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)


class CommunityVersion(Recorded, Row):
    """A version of a community file, as it was loaded. The text of a replaced version is erased some time later.

    `loaded_by` is who loaded it, and `why` for what reason, as they said; both are erased with the text.
    """

    __tablename__ = "community_versions"
    __table_args__ = (
        UniqueConstraint("community_id", "version"),
        waiting_index("community_versions", at="loaded_at"),
    )
    recording: ClassVar[Recording] = Recording(
        Source.COMMUNITY_VERSIONS,
        facts=("id", "community_id", "version", "body_hash", "loaded_at"),
        words=("body", "loaded_by", "why"),
        at="loaded_at",
        kind=None,
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Sealed("community_versions.body"))
    body_hash: Mapped[bytes] = mapped_column(Hash)
    loaded_at: Mapped[datetime]
    loaded_by: Mapped[str | None] = mapped_column(Sealed("community_versions.loaded_by"))
    why: Mapped[str | None] = mapped_column(Sealed("community_versions.why"))


class PersonRow(Row):
    """A person with a role in a community; the row stays when a later file no longer names them.

    `last_wrote_at` is when the number last wrote, or became known. `asked_at` is when it was last asked for an OK that
    has not come. `doubted_at` is when coordinators were notified of that.
    `left_at` is since when the file in force does not name them. Some time later `phone` is empty, `phone_hash` random.
    `moved_at` is when a file gave them a new number or named them no longer, until the clock has done what follows.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("community_id", "phone_hash"), Index(None, "phone_hash"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    phone_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str] = mapped_column(Sealed("people.phone"))
    last_wrote_at: Mapped[datetime | None] = mapped_column("heard_at", key="last_wrote_at")
    asked_at: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]


class PhoneChange(Row):
    """The request that a person gets another number, by SMS: it waits for two codes, and ends soon either way.

    `phone` is the new number. Its holder proves with `code` that they have it (`proven_at`); `wrong` counts the wrong
    codes from there. `confirmed_by` is the person who confirmed it with a code of their own. The row is deleted some
    days later: until then it counts to the limits of requests.
    """

    __tablename__ = "phone_changes"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    phone: Mapped[str] = mapped_column(Sealed("phone_changes.phone"))
    phone_hash: Mapped[bytes] = mapped_column(Hash, index=True)
    code: Mapped[str]
    wrong: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    proven_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ended_at: Mapped[datetime | None]


OPEN_PAUSE = "resumed_at IS NULL"
KEPT_PAUSE = "why IS NOT NULL AND resumed_at IS NOT NULL"


class PauseRow(Row):
    """A pause of a community: from `paused_at` on it takes no new report, until `resumed_at`.

    `paused_by` and `resumed_by` are null for the operator of the computer. `why` is erased some time after the pause.
    `texts_told` is how many texts of residents coordinators have been told of in the pause, at `told_at`.
    """

    __tablename__ = "pauses"
    __table_args__ = (
        Index(
            "uq_pauses_open",
            "community_id",
            unique=True,
            sqlite_where=text(OPEN_PAUSE),
            postgresql_where=text(OPEN_PAUSE),
        ),
        Index(None, "community_id", "id"),
        some_rows("ix_pauses_kept", "resumed_at", where=KEPT_PAUSE),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    paused_at: Mapped[datetime]
    paused_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    why: Mapped[str | None] = mapped_column(Sealed("pauses.why"))
    resumed_at: Mapped[datetime | None]
    resumed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    texts_told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]


class DutyRow(Row):
    """The last ON or OFF of a person; `instead_of` is the person whose place they take."""

    __tablename__ = "duties"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    is_on: Mapped[bool]
    at: Mapped[datetime]
    instead_of: Mapped[int | None] = mapped_column(Serial)
