"""Earlier reports of a sender: a further text by SMS may continue one of them."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from gateway.communities.directory import CommunityRecord
from gateway.communities.pauses import TEXT_KEPT
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents.opening import Source
from gateway.storage.models import Event, Inbound, Incident, Report
from menus.domain.categories import Level
from menus.domain.draft import Channel
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.retention import periods
from menus.domain.timeline import EventKind

JOINS = periods.JOINS
"""For this long a further text of the same phone joins the same report."""
_MOST = 5
"""The most open reports of a phone that a text may continue. A guess, to be tested."""
_CIRCLES = [level for level in Level if level.has_circle]


def hashes_of(uow: UnitOfWork, source: Source) -> Sequence[bytes]:
    """Return the hashes under which texts of a source may be stored: of a phone, one for each key."""
    if source.phone is not None:
        return uow.keyring.phones(source.phone)
    return [source.sender] if source.sender is not None else []


def open_ones(uow: UnitOfWork, record: CommunityRecord, senders: Sequence[bytes]) -> Sequence[Report]:
    """Return the open reports that the next text of a sender may continue, the newest first.

    `senders` are the hashes of the sender.

    They were texted, or dialled and dispatched. They were filed, dispatched or added to within `JOINS`.
    """
    taken = (
        select(func.max(Event.at))
        .where(Event.incident_id == Incident.id, Event.kind.in_((EventKind.WROTE_AGAIN, EventKind.DISPATCHED)))
        .scalar_subquery()
    )
    return uow.session.scalars(
        select(Report)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash.in_(senders),
            Report.community_id == record.id,
            or_(
                Report.channel == Channel.SMS,
                (Incident.status != IncidentStatus.AWAITING_REVIEW) & Incident.level.not_in(_CIRCLES),
            ),
            or_(Report.created_at > uow.now - JOINS, taken > uow.now - JOINS),
            Incident.status.in_(LIVE),
        )
        .order_by(Report.id.desc())
        .limit(_MOST)
    ).all()


def wrote_in_private(uow: UnitOfWork, phone: str) -> bool:
    """Return whether a phone (E.164) has just written about a private matter: no text may come to it now.

    The end of the case changes nothing of that: the person reported may still read the phone.
    """
    return private_one(uow, uow.keyring.phones(phone)) is not None


def is_kept_silent(uow: UnitOfWork, record: CommunityRecord, phone: str) -> bool:
    """Return whether no text may come to a resident's phone (E.164) now, for it has just written in private."""
    return wrote_in_private(uow, phone) or is_unanswered_in_pause(uow, record, phone)


def is_unanswered_in_pause(uow: UnitOfWork, record: CommunityRecord, phone: str) -> bool:
    """Return whether the last texts of a phone (E.164) in a pause got no answer: then the next one gets none either.

    In a pause a private text becomes no case, and nothing marks it. The database is only asked in a pause and just
    after it.
    """
    ended_at = record.resumed_at
    is_asked = record.paused_at is not None or (ended_at is not None and ended_at > uow.now - JOINS)
    if not is_asked:
        return False
    lately = (Inbound.from_hash.in_(uow.keyring.phones(phone)), Inbound.received_at > uow.now - JOINS)
    unanswered = select(Inbound.id).where(*lately, Inbound.result == TEXT_KEPT, Inbound.answer_hash.is_(None))
    return uow.session.scalar(unanswered.limit(1)) is not None


def private_one(uow: UnitOfWork, senders: Sequence[bytes]) -> Report | None:
    """Return the private report that a sender wrote lately, or None; `senders` are the sender's hashes.

    Its case may have ended since: then a further text is a case of its own.

    The inbound SMS leads to it, because the report itself does not say who sent it.
    """
    report_id = uow.session.scalar(
        select(Inbound.private_report_id)
        .where(
            Inbound.from_hash.in_(senders),
            Inbound.received_at > uow.now - JOINS,
            Inbound.private_report_id.is_not(None),
        )
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    report = uow.session.get(Report, report_id) if report_id is not None else None
    if report is None:
        return None
    incident = uow.session.get_one(Incident, report.incident_id)
    # A helper may have found it not private.
    return report if incident.level is Level.PRIVATE else None
