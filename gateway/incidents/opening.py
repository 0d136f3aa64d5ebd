"""Opening: store a report, then add it to a known incident, or open an incident and start its ladders."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from gateway.alerts import incident_alerts, reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.incidents import correlation
from gateway.storage.models import Incident, Report
from gateway.storage.serials import next_report
from menus.domain import references
from menus.domain.categories import Category, Level, first_level, level_so_far
from menus.domain.community import CARE_ROLES
from menus.domain.draft import CallWish, Channel, Draft, Safety
from menus.domain.lives import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.timeline import EventKind
from menus.text.names import Text


@dataclass(frozen=True)
class Source:
    """The origin of a report: `session_key` is unique to a USSD session, `phone` is E.164."""

    channel: Channel
    phone: str | None
    session_key: bytes | None = None


@dataclass(frozen=True)
class Review:
    """A coordinator decides whether the report is dispatched.

    `prompt` is the text that asks them to; without one the report only appears in their list.
    """

    prompt: Text | None = None


@dataclass(frozen=True)
class Filing:
    """How a report is filed.

    `review` is None for a report that is dispatched at once. `person` and `person_id` are the
    patroller who calls for help, and `alarm` is the kind of that call. `caution` tells coordinators to look twice.
    `has_red_words`: the words tell of weapons or death. `said` is the sender's own text, `words` are
    its words that suggested the category, and `weapons` are those of them that name a weapon. `is_danger` says that a
    person who asks for private help is in danger now.
    """

    unconfirmed: bool = False
    review: Review | None = None
    caution: Caution | None = None
    alarm: AlarmKind | None = None
    has_red_words: bool = False
    person: str | None = None
    person_id: int | None = None
    words: tuple[str, ...] = ()
    said: str | None = None
    weapons: tuple[str, ...] = ()
    is_danger: bool = False


@dataclass(frozen=True)
class Filed:
    """A report after filing: its row, the reference that its reporter keeps, and whether it awaits review."""

    report_id: int
    reference: str
    awaits_review: bool = False


SENT = Filing()


def open_report(uow: UnitOfWork, record: CommunityRecord, draft: Draft, source: Source, filing: Filing = SENT) -> Filed:
    """Store a report; add it to the incident it belongs to, or open an incident and start its ladders."""
    category = draft.category or Category.UNKNOWN
    level = (level_so_far if filing.unconfirmed else first_level)(category, draft.harm)
    zone = draft.zone if record.community.zone(draft.zone) else None
    known = (
        correlation.find_same_incident(uow, record, draft) if filing.review is None and filing.person is None else None
    )
    own = _own_helper(record, level, source)
    serial, reference = _next(uow)
    incident = known or Incident(
        reference=reference,
        community_id=record.id,
        category=category,
        level=level,
        harm=draft.harm,
        zone=zone,
        place=draft.place or None,
        person=filing.person,
        person_id=filing.person_id if own is None else own,
        # A closed circle is a few people trained to read such reports: a review before they see it gains nothing.
        status=IncidentStatus.AWAITING_REVIEW
        if filing.review is not None and not level.has_circle
        else IncidentStatus.OPEN,
        opened_at=uow.now,
        reports=1,
        unconfirmed=filing.unconfirmed,
        accused_group=draft.accused_group,
        topic=draft.topic,
        alarm=filing.alarm,
        caution=filing.caution,
        has_red_words=filing.has_red_words,
        danger_now=filing.is_danger or draft.safety is Safety.DANGER,
        weapons=", ".join(filing.weapons) or None,
    )
    if known is None:
        uow.session.add(incident)
        uow.session.flush()
    said = {
        "id": serial,
        "reference": reference,
        "community_id": record.id,
        "incident_id": incident.id,
        "session_key": _key_kept(uow, level, source),
        "channel": source.channel,
        "language": draft.language,
        "category": category,
        "harm": draft.harm,
        "zone": zone,
        "place": draft.place or None,
        "words": filing.said or draft.words or None,
        "private_kind": draft.private_kind,
        "accused_group": draft.accused_group,
        # A call for help never appears under My reports: somebody else may hold the phone by then.
        "reporter_hash": None if filing.person_id is not None else _reporter_hash(uow, level, source),
        "reporter_phone": number_kept(draft, source),
        "created_at": uow.now,
        "unconfirmed": filing.unconfirmed,
        "hint_words": ", ".join(filing.words) or None,
        "call_wish": draft.call,
        "call_at": draft.call_at or None,
        "safety": draft.safety,
    }
    uow.insert(Report, [said])
    # The row is already inserted; this object is only read.
    report = Report(**said)
    if known is not None:
        correlation.add_report(uow, record, known, report)
        reporter_updates.notify_reporter(uow, record, report, Text.YOUR_REPORT_SENT)
        return Filed(serial, reference)
    timeline.record_opened(uow, incident, EventKind.REPORTED, channel=source.channel, unconfirmed=filing.unconfirmed)
    if not incident.awaits_review:
        engine.start(uow, record, incident, is_new=True)
        if not level.has_circle:
            reporter_updates.notify_reporter(uow, record, report, Text.YOUR_REPORT_SENT)
    elif filing.review is not None and filing.review.prompt is not None:
        incident_alerts.notify_coordinators(uow, record, incident, filing.review.prompt, said=", ".join(filing.words))
    return Filed(serial, reference, incident.awaits_review)


_TAKEN = select(Report.id).where(Report.reference == bindparam("reference"))


def _next(uow: UnitOfWork) -> tuple[int, str]:
    """Return the serial number of the next report, and a reference that no stored report has."""
    serial = next_report(uow.session)
    while True:
        reference = references.mint(serial, uow.keyring.reference_key)
        if uow.session.connection().scalar(_TAKEN, {"reference": reference}) is None:
            return serial, reference
        # References made with an earlier key may be the same: take the next number.
        serial += 1


def _own_helper(record: CommunityRecord, level: Level, source: Source) -> int | None:
    """Return the row of a helper who asks for private help, so that they are not texted about it; else None."""
    person = record.by_phone(source.phone) if level is Level.PRIVATE and source.phone is not None else None
    return record.person_ids[person.phone] if person is not None and person.roles & CARE_ROLES else None


def number_kept(draft: Draft, source: Source) -> str | None:
    """Return the caller's number if they allowed or asked for a call, else None: nothing else needs it."""
    return source.phone if draft.callback or draft.call in {CallWish.NOW, CallWish.AT} else None


def _key_kept(uow: UnitOfWork, level: Level, source: Source) -> bytes | None:
    """Return the key that finds a session's own report again, because the same post may arrive twice."""
    if source.session_key is None or level is not Level.PRIVATE:
        return source.session_key
    return key_in_private(uow, source.session_key)


def _reporter_hash(uow: UnitOfWork, level: Level, source: Source) -> bytes | None:
    """Return the hash that finds a caller's own reports again; None for a private one, which must leave no trace."""
    if level is Level.PRIVATE or source.phone is None:
        return None
    return uow.keyring.phone(source.phone)


def key_in_private(uow: UnitOfWork, session_key: bytes) -> bytes:
    """Return the key under which a session's private report is stored.

    No other row of the session has this key, so that no row leads from the report to its caller.
    """
    return uow.keyring.digest(session_key.hex(), "private-session")
