"""The record: acts, the tree of each community, the places of recorded rows, and checkpoints."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial, some_rows
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from menus.domain.acts import ActKind
from menus.domain.record import SALT_BYTES, Source

HASH = LargeBinary(32)
SALT = LargeBinary(SALT_BYTES)
ENTRY_SEAL = LargeBinary(16)
KEPT_ACT = "words IS NOT NULL"
"""The condition that an act still holds words."""


class Act(Recorded, Row):
    """An act of a person, or of Doria: it belongs to no incident. It is written once and never changed.

    `person_id` is null for the operator of the computer, and for Doria itself. `words` are the words of a person, such
    as a reason. `is_hidden`: the act tells of private help, of a complaint or of duress.
    """

    __tablename__ = "acts"
    __table_args__ = (
        Index(None, "community_id", "id"),
        waiting_index("acts"),
        some_rows("ix_acts_person_id", "person_id", where="person_id IS NOT NULL"),
        some_rows("ix_acts_kept", "at", where=KEPT_ACT),
        {"sqlite_autoincrement": True},
    )
    recording: ClassVar[Recording] = Recording(
        Source.ACTS,
        facts=("id", "community_id", "at", "kind", "person_id", "is_hidden", "facts"),
        words=("words",),
        hidden="is_hidden",
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    at: Mapped[datetime]
    kind: Mapped[ActKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    is_hidden: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]]
    words: Mapped[str | None] = mapped_column(Sealed("acts.words"))


class RecordTree(Row):
    """The tree of a community: how many leaves it has, its root, and the hashes of its right edge, joined.

    `seed` is the private seed of the key that signs checkpoints, in hexadecimal digits, and `public` its public key.
    `carried_over_at` is when every row of earlier releases had its place. `seal` is a keyed hash of the state of the
    tree, with a key made of the seed. The row is there from the moment on that the community is: a community without
    one has lost it.
    """

    __tablename__ = "record_trees"
    __table_args__ = (some_rows("ix_record_trees_carrying", "began_at", where="carried_over_at IS NULL"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes] = mapped_column(HASH)
    frontier: Mapped[bytes] = mapped_column(LargeBinary)
    seed: Mapped[str] = mapped_column(Sealed("record_trees.seed"))
    public: Mapped[bytes] = mapped_column(HASH)
    began_at: Mapped[datetime]
    carried_over_at: Mapped[datetime | None]
    seal: Mapped[bytes] = mapped_column(HASH)


class RecordEntry(Row):
    """The place of a recorded row in the tree of its community: its leaf is the one with the number `seq`, from 0.

    `salt` makes the hash of its facts; `word_salt`, with a key of the tree, that of its words. `words_hash` is null if
    the row had no words when it got its place. If its words were erased, `word_salt` is null and `erased_by` is the
    act. `seal` is a keyed hash of the place and the leaf. `is_hidden` is how the row was placed, whatever became of its
    incident later.
    """

    __tablename__ = "record_entries"
    __table_args__ = (UniqueConstraint("source", "row_id"),)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    source: Mapped[Source]
    row_id: Mapped[int] = mapped_column(BigInteger)
    is_hidden: Mapped[bool]
    salt: Mapped[bytes] = mapped_column(SALT)
    word_salt: Mapped[bytes | None] = mapped_column(SALT)
    words_hash: Mapped[bytes | None] = mapped_column(HASH)
    leaf: Mapped[bytes] = mapped_column(HASH)
    seal: Mapped[bytes] = mapped_column(ENTRY_SEAL)
    erased_by: Mapped[int | None] = mapped_column(ForeignKey("acts.id"))


class RecordCheckpoint(Row):
    """A checkpoint of a tree: its size and root at a moment, with the signed `note` that says them.

    `day` is the local date of the one that leaves each night; null for one that somebody asked for.
    """

    __tablename__ = "record_checkpoints"
    __table_args__ = (UniqueConstraint("community_id", "day"), Index(None, "community_id", "size"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    at: Mapped[datetime]
    day: Mapped[date | None]
    size: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes] = mapped_column(HASH)
    note: Mapped[str]
