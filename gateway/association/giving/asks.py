"""Asks: what a second person must agree to before it counts. It is settled once, or lapses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving import movements, numbers, stipends
from gateway.association.giving.movements import Move, NotEnoughError, ReversedError
from gateway.association.giving.sending import tell
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving import Account
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.acts import ActKind
from menus.domain.community import Mode, Person
from menus.domain.giving import ASK, AccountKind, AskKind, AskState, AskStep, pays_patrols
from menus.domain.lettered import Letter
from menus.domain.signing import SIGNATORIES, may_agree
from menus.text import giving_in_force
from menus.text.names import Text

LASTS: Mapping[AskKind, timedelta] = {
    AskKind.PAYMENT: timedelta(days=7),
    AskKind.UNDOING: timedelta(days=7),
    AskKind.TAKING_OVER: timedelta(days=7),
    # Cash is counted when it is handed over. A guess.
    AskKind.HANDOVER: timedelta(days=1),
}
"""After so long nobody can agree any more: a payment within seven days (the association's rule)."""
_MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Wanted:
    """A question to another person. An undoing names a movement, others two accounts; `recipient_id` gets a stipend."""

    kind: AskKind
    amount: int
    out_of: int | None = None
    into: int | None = None
    decision_id: int | None = None
    movement_id: int | None = None
    recipient_id: int | None = None


class Agreement(Enum):
    """The result of an agreement."""

    DONE = auto()
    OVER = auto()
    """It does not wait any more."""
    OWN = auto()
    NOT_FITTING = auto()
    """They are of the asker's household or tenure, or get the money themselves."""
    NOT_ENOUGH = auto()
    OVER_CAP = auto()
    NO_PATROLS = auto()
    """It is for patrols, and none is sent any more."""


def ask(uow: UnitOfWork, record: CommunityRecord, asker_id: int, wanted: Wanted) -> GivingAsk:
    """Keep what somebody asks until a second person agrees."""
    serial, number = numbers.take(uow, Letter.PAYMENT)
    row = GivingAsk(
        id=serial,
        community_id=record.id,
        number=number,
        kind=wanted.kind,
        amount_kes=wanted.amount,
        from_account_id=wanted.out_of,
        to_account_id=wanted.into,
        decision_id=wanted.decision_id,
        movement_id=wanted.movement_id,
        recipient_id=wanted.recipient_id,
        asked_by=asker_id,
        asked_at=uow.now,
        expires_at=uow.now + LASTS[wanted.kind],
        state=AskState.WAITING,
    )
    uow.session.add(row)
    uow.session.flush()
    acts.note(uow, record.id, ActKind.MONEY_ASKED, by=asker_id, number=number, what=wanted.kind, amount=wanted.amount)
    return row


def find(session: Session, record: CommunityRecord, number: str) -> GivingAsk | None:
    """Return what is known by a number; None if the community has no such thing."""
    return session.scalar(select(GivingAsk).where(GivingAsk.community_id == record.id, GivingAsk.number == number))


def waits(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk) -> bool:
    """Return whether something still waits. Nobody else settles it until the commit."""
    numbers.lock_books(uow, record)
    uow.lock_row(row)
    return row.state is AskState.WAITING and row.expires_at > uow.now


def agree(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk, other: Person) -> Agreement:
    """Let a second person agree, and do what was asked; do nothing if they may not, or if it cannot be done."""
    other_id, asker = record.person_ids[other.phone], record.person(row.asked_by)
    if not waits(uow, record, row):
        return Agreement.OVER
    if row.asked_by == other_id:
        return Agreement.OWN
    if asker is None or not SIGNATORIES & asker.roles:
        # Whoever asked has no role any more.
        return Agreement.OVER
    if row.recipient_id == other_id or not may_agree(asker, other):
        return Agreement.NOT_FITTING
    return _against(uow, record, row) or _carry_out(uow, record, row, other_id)


def _against(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk) -> Agreement | None:
    """Return what has come between since it was asked: the cap was lowered, or the papers that let patrol ended."""
    if row.recipient_id is not None and not stipends.fits(uow, record, row.recipient_id, row.amount_kes, but=row.id):
        return Agreement.OVER_CAP
    return Agreement.NO_PATROLS if _is_for_patrols(uow, record, row) else None


def _is_for_patrols(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk) -> bool:
    """Return whether something would pay for patrols where none is sent."""
    if record.community.mode is not Mode.REFER_ONLY or row.to_account_id is None:
        return False
    into, giving = uow.session.get_one(Account, row.to_account_id), giving_in_force.of(record.community)
    names = giving.headings.get(into.name, {}) if giving is not None else {}
    return into.kind is AccountKind.SPENT and pays_patrols(into.name, names)


def counted(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk, receiver_id: int) -> Agreement:
    """Let the person who gets cash say that they have counted it: it is in their hands from now on."""
    if row.kind is not AskKind.HANDOVER or not waits(uow, record, row):
        return Agreement.OVER
    return _carry_out(uow, record, row, receiver_id)


def refuse(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk, other_id: int) -> bool:
    """Refuse what was asked, or take it back; return False if it does not wait any more."""
    if not waits(uow, record, row):
        return False
    _settle(uow, row, AskStep.REFUSED, other_id)
    acts.note(uow, record.id, ActKind.MONEY_REFUSED, by=other_id, number=row.number)
    return True


def lapse(uow: UnitOfWork, directory: Directory) -> None:
    """Let lapse what nobody has agreed to in time, and tell whoever asked."""
    due = (GivingAsk.state == AskState.WAITING, GivingAsk.expires_at <= uow.now)
    rows = select(GivingAsk).where(*due).order_by(GivingAsk.expires_at).limit(_MOST_AT_ONCE)
    for row in uow.session.scalars(rows.with_for_update(skip_locked=True)).all():
        uow.in_savepoint("giving-ask", row.id, partial(_lapse, uow, directory, row))


def _lapse(uow: UnitOfWork, directory: Directory, row: GivingAsk) -> None:
    _settle(uow, row, AskStep.LAPSED, None)
    acts.note(uow, row.community_id, ActKind.MONEY_LAPSED, number=row.number)
    record = directory.find(row.community_id)
    asker = record.person(row.asked_by) if record is not None else None
    if record is not None and asker is not None:
        tell(uow, record, asker, Text.ASK_LAPSED, request=row.number, amount=str(row.amount_kes))


def _carry_out(uow: UnitOfWork, record: CommunityRecord, row: GivingAsk, other_id: int) -> Agreement:
    try:
        if row.movement_id is not None:
            movements.reverse(uow, record, row.movement_id, by=row.asked_by, agreed_by=other_id)
        elif row.from_account_id is not None and row.to_account_id is not None:
            moved = Move(row.amount_kes, row.from_account_id, row.to_account_id, row.asked_by)
            movements.move(uow, record, replace(moved, agreed_by=other_id, decision_id=row.decision_id))
    except NotEnoughError:
        return Agreement.NOT_ENOUGH
    except ReversedError:
        return Agreement.OVER
    _settle(uow, row, AskStep.AGREED, other_id)
    return Agreement.DONE


def _settle(uow: UnitOfWork, row: GivingAsk, step: AskStep, by: int | None) -> None:
    row.state, row.settled_at, row.settled_by = ASK.after(row.state, step), uow.now, by
    uow.session.flush()
