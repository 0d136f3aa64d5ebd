"""Givers: somebody who gives is a number, and the phone that linked itself to it, if one did. No name is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gateway.association.giving import numbers
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Giver
from menus.domain.giving import Band
from menus.domain.lettered import Letter


@dataclass(frozen=True)
class Known:
    """A giver: the id of the row, the number (`G482731`), and what they have said of themselves."""

    id: int
    number: str
    band: Band | None = None


def make(uow: UnitOfWork, record: CommunityRecord) -> Known:
    """Make a giver who has linked no phone: the number stands on a card."""
    serial, number = numbers.take(uow, Letter.GIVER)
    uow.session.add(Giver(id=serial, community_id=record.id, number=number, made_at=uow.now))
    uow.session.flush()
    return Known(serial, number)


def find(session: Session, record: CommunityRecord, number: str) -> Known | None:
    """Return the giver with a number, as it is kept; None if the community has none."""
    ours = (Giver.community_id == record.id, Giver.number == number)
    row = session.execute(select(Giver.id, Giver.number, Giver.band).where(*ours)).first()
    return None if row is None else Known(*row)


def of_phone(session: Session, record: CommunityRecord, hashes: Sequence[bytes]) -> Known | None:
    """Return the giver who has linked a phone (its hashes); None if nobody has."""
    ours = (Giver.community_id == record.id, Giver.phone_hash.in_(hashes))
    row = session.execute(select(Giver.id, Giver.number, Giver.band).where(*ours).order_by(Giver.id)).first()
    return None if row is None else Known(*row)


def link(uow: UnitOfWork, record: CommunityRecord, phone: str, language: str) -> Known:
    """Return the giver of a phone (E.164); make one that is linked to it if there is none.

    The number of the phone is kept sealed: receipts go to it, in that language.
    """
    uow.lock_key(uow.keyring.phone(phone))
    known = of_phone(uow.session, record, uow.keyring.phones(phone))
    if known is not None:
        return known
    made = make(uow, record)
    row = uow.session.get_one(Giver, made.id)
    row.phone_hash, row.phone, row.language = uow.keyring.phone(phone), phone, language
    uow.session.flush()
    return made


def says(uow: UnitOfWork, giver: Known, band: Band) -> Known:
    """Keep what a giver has said of themselves."""
    own = update(Giver).where(Giver.id == giver.id).values(band=band)
    uow.session.execute(own.execution_options(synchronize_session="fetch"))
    return Known(giver.id, giver.number, band)


def phone_of(session: Session, giver_id: int) -> tuple[str, str | None] | None:
    """Return the phone (E.164) to which the receipts of a giver go, and its language; None if none is linked."""
    row = session.get_one(Giver, giver_id)
    return None if not row.phone else (row.phone, row.language)


def linked(session: Session, hashes: Sequence[bytes]) -> int:
    """Return in how many communities a phone (its hashes) has a number of a giver."""
    return session.scalar(select(func.count()).select_from(Giver).where(Giver.phone_hash.in_(hashes))) or 0


def erase(uow: UnitOfWork, hashes: Sequence[bytes], asked_at: datetime) -> int:
    """Erase what ties givers to a phone (its hashes): their receipts stay, without them. Return how many.

    A number that the phone got after its owner asked for this (at a moment, aware) is not meant.
    """
    theirs = (Giver.phone_hash.in_(hashes), Giver.made_at <= asked_at)
    rows = uow.session.scalars(select(Giver).where(*theirs)).all()
    for row in rows:
        row.phone_hash = row.phone = row.language = row.band = None
    uow.session.flush()
    return len(rows)
