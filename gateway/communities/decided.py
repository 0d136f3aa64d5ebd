"""Decided: what a file says of giving rests on a decision that is written down, and other amounts on another one."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from gateway.communities.faults import CommunityFileError, Fault, Lines, said
from gateway.storage.models import DecisionRow
from menus.domain.community import Community
from menus.domain.said import Said


def check(session: Session, community_id: int, text: str, before: Community | None, after: Community) -> None:
    """Raise CommunityFileError if a file changes what is given, or spent on what, and no decision says so.

    `before` is the community in force, if there is one. A file that leaves this as it is needs no decision.
    """
    now = after.giving
    was = before.giving if before is not None else None
    if (
        now is None
        or now.decision is None
        or (was is not None and was.tariff == now.tariff and was.decision == now.decision)
    ):
        return
    if was is not None and was.tariff != now.tariff and was.decision == now.decision:
        message = Said(
            "{decision} is the decision about other amounts; accepted: the one that changed them",
            decision=now.decision,
        )
        raise _fault(text, message)
    ours = (DecisionRow.community_id == community_id, DecisionRow.number == int(now.decision[1:]))
    if not session.scalar(select(exists().where(*ours))):
        message = Said(
            "{decision} is no decision that is written down; accepted: one that a baraza has taken. "
            "Write it down first, by SMS (DECIDED and its words) or with `doria decision`",
            decision=now.decision,
        )
        raise _fault(text, message)


def _fault(text: str, message: Said) -> CommunityFileError:
    path = ("giving", "decision")
    return CommunityFileError((Fault(said(path), message, Lines(text).number_of(path)),))
