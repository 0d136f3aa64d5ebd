"""Acts that wait for a second person: payments, handovers and undoings, with what the viewer may do about each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.giving.accounts import Balance
from gateway.desk import moments
from gateway.desk.answers import Words
from gateway.desk.books import shown
from gateway.desk.viewer import Viewer
from gateway.storage.models.giving_asks import GivingAsk
from menus.domain.giving import AskKind, AskState
from menus.domain.signing import SIGNATORIES, may_agree

_MOST = 20


@dataclass(frozen=True)
class ShownAsk:
    """One of them in words."""

    number: str
    amount: int
    what: str
    asker: str
    at: str
    may_agree: bool
    may_refuse: bool


def of_community(session: Session, viewer: Viewer, say: Words, balances: Sequence[Balance]) -> list[ShownAsk]:
    """Return what waits now, oldest first. Cash that is handed over is counted by who gets it, by SMS."""
    record = viewer.record
    ours = (GivingAsk.community_id == record.id, GivingAsk.state == AskState.WAITING, GivingAsk.expires_at > viewer.now)
    rows = session.scalars(select(GivingAsk).where(*ours).order_by(GivingAsk.id).limit(_MOST)).all()
    signs = viewer.has(*SIGNATORIES)
    found = []
    for row in rows:
        asker = record.person(row.asked_by)
        is_second = asker is not None and row.recipient_id != viewer.person_id and may_agree(asker, viewer.person)
        is_cash = row.kind is AskKind.HANDOVER
        found.append(
            ShownAsk(
                row.number,
                row.amount_kes,
                _what(viewer, say, row, balances),
                asker.name if asker is not None else say("account.nobody"),
                moments.at(viewer, row.asked_at),
                signs and is_second and not is_cash,
                signs and not is_cash,
            )
        )
    return found


def _what(viewer: Viewer, say: Words, row: GivingAsk, balances: Sequence[Balance]) -> str:
    into = next((each for each in balances if each.account_id == row.to_account_id), None)
    if row.kind is AskKind.PAYMENT and into is not None:
        return say("asked.payment", heading=shown.account(viewer, say, into))
    out_of = next((each for each in balances if each.account_id == row.from_account_id), None)
    if row.kind is AskKind.TAKING_OVER and out_of is not None:
        return say("asked.taking_over", name=shown.account(viewer, say, out_of))
    if row.kind is AskKind.HANDOVER and into is not None:
        return say("asked.handover", name=shown.account(viewer, say, into))
    return say("asked.undoing")
