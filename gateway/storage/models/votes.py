"""Votes: the list of households, votes, their tellers, the box while it is open, and the ballots without their voters.

No row tells when somebody voted. The rows of a box are all written when it opens, in an order that tells nothing, and
have the same length before and after. No backup holds the box: see `gateway/backups/taking.py`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial
from menus.domain.vote_life import Void, VoteState


class Household(Row):
    """A household on the list, by a keyed hash of its one number. The hash has a purpose of its own.

    So nobody joins the list with reports by comparing two columns.
    """

    __tablename__ = "households"
    __table_args__ = (UniqueConstraint("community_id", "household_hash"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    household_hash: Mapped[bytes] = mapped_column(Hash)


class HouseholdRequest(Row):
    """Somebody asks to be on the list, and names two neighbours by their numbers.

    `code` is what the neighbours send. `first_hash` and `second_hash` are those who were named, `first_vouched` and
    `second_vouched` whether they vouched. A neighbour who was named and is not listed gets no text.
    """

    __tablename__ = "household_requests"
    __table_args__ = (Index(None, "community_id", "household_hash"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    household_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str] = mapped_column(Sealed("household_requests.phone"))
    language: Mapped[str]
    code: Mapped[str]
    first_hash: Mapped[bytes] = mapped_column(Hash)
    second_hash: Mapped[bytes] = mapped_column(Hash)
    first_vouched: Mapped[bool] = mapped_column(default=False)
    second_vouched: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class HouseholdSheet(Row):
    """The numbers of first households that one officer has entered, until another one of another tenure agrees."""

    __tablename__ = "household_sheets"
    __table_args__ = (Index(None, "community_id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    numbers: Mapped[str] = mapped_column(Sealed("household_sheets.numbers"))
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Vote(Row):
    """A vote.

    `questions` and `options` are in each language of the community. `public_key` seals the votes; it is null until each
    teller has a code. `listed`, `voted` and `counts` are what is published; `counts` is null where so few have voted
    that they would tell who chose what, and `listed` is null for a poll, which has no list.
    """

    __tablename__ = "votes"
    __table_args__ = (Index(None, "community_id", "state"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    state: Mapped[VoteState]
    void: Mapped[Void | None]
    is_poll: Mapped[bool]
    questions: Mapped[dict[str, Any]]
    options: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    listed: Mapped[int | None]
    voted: Mapped[int | None]
    counts: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))


class VoteTeller(Row):
    """A teller of a vote. `public_key` is that of their code, which is kept nowhere; null until it was shown to them.

    `is_known`: they have typed the code as they copied it. `shares` are their shares of the key of the vote, sealed for
    their code. `is_lost`: they have said that they lost it.
    """

    __tablename__ = "vote_tellers"
    __table_args__ = (UniqueConstraint("vote_id", "seat"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"))
    seat: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    is_known: Mapped[bool] = mapped_column(default=False)
    shares: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_lost: Mapped[bool] = mapped_column(default=False)


class VoteVoter(Row):
    """A household of the list as it stood when a vote opened. `has_voted` is written when the box is closed."""

    __tablename__ = "vote_voters"
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    household_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    has_voted: Mapped[bool] = mapped_column(default=False)


class Envelope(Row):
    """The envelope of a household in an open box. `sealed` holds random bytes of the same length until it has voted.

    `hop` and `hop_before` are the last hops that put a vote in: a post that the network repeats late puts an older vote
    not over a newer one. All three are null once the box is closed.
    """

    __tablename__ = "envelopes"
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), primary_key=True)
    household_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    has_voted: Mapped[bool]
    hop: Mapped[bytes | None] = mapped_column(Hash)
    hop_before: Mapped[bytes | None] = mapped_column(Hash)


class Ballot(Row):
    """A vote without its voter. Its id is random, and so is its place. `sealed` is null once it is counted."""

    __tablename__ = "ballots"
    __table_args__ = (Index(None, "vote_id"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
