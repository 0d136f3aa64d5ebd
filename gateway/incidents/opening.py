"""Opening: store a report, then add it to a known incident, or open an incident and start its ladders."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from gateway.alerts import coordinator_texts, reporter_updates, texted_words
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine, starting
from gateway.incidents import correlation, reserved
from gateway.storage.models import Incident, Report
from gateway.storage.serials import next_report
from menus.domain import opening as rules
from menus.domain import references
from menus.domain.categories import Level
from menus.domain.draft import Channel, Draft
from menus.domain.drill import Drill
from menus.domain.first_told import FirstTold
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.opening import Begins
from menus.domain.roles import CARE_ROLES
from menus.domain.timeline import EventKind
from menus.text.names import Text


@dataclass(frozen=True)
class Source:
    """The origin of a report: `session_key` is unique to a USSD session, `phone` is E.164.

    `sender` is the hash by which the further texts of an SMS's sender are found, also of one that is no phone.
    """

    channel: Channel
    phone: str | None
    session_key: bytes | None = None
    sender: bytes | None = None


@dataclass(frozen=True)
class Review:
    """A coordinator decides whether the report is dispatched.

    `prompt` is the text that asks them to; without one the report only appears in their list.
    """

    prompt: Text | None = None


@dataclass(frozen=True)
class Filing:
    """The manner in which a report is filed.

    `review` is None for a report that is dispatched at once. `person` and `person_id` are the
    patroller who calls for help, and `alarm` is the kind of that call. `caution` tells coordinators to look twice.
    `has_red_words`: the words tell of weapons or death. `said` is the sender's own text, `words` are
    its words that suggested the category, and `weapons` are those of them that name a weapon. `is_danger` says that a
    person who asks for private help is in danger now. `called_at` is when a call for help was sent, if it came in long
    after that. `not_before` (aware) is when the first people are alerted, if not at once: the caller may still say
    more. `is_texted_back` says that a resident texted it and is answered by SMS. `drill` marks a made-up one.
    `reference` is that of a slip of paper, which the report keeps; its `called_at` is when it happened, if long ago.
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
    called_at: datetime | None = None
    not_before: datetime | None = None
    is_texted_back: bool = False
    drill: Drill | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Filed:
    """A report after filing: its row, the reference that its reporter keeps, and whether it awaits review.

    `told` is whom the first alerts of its incident reach, or None for nobody.
    """

    report_id: int
    reference: str
    awaits_review: bool = False
    told: FirstTold | None = None


SENT = Filing()


@dataclass(frozen=True)
class HopFacts:
    """The facts that a hop has read for its report, under the lock of the community: ids, and an incident to join.

    `report_id` and `incident_id` are taken for it. `is_taken`: another report has the reference that its id gives.
    `has_unconfirmed`: a report of the caller was sent before they had pressed Send.
    """

    report_id: int
    incident_id: int
    reference: str
    is_taken: bool
    same_id: int | None
    has_unconfirmed: bool


def open_report(
    uow: UnitOfWork,
    record: CommunityRecord,
    draft: Draft,
    source: Source,
    filing: Filing = SENT,
    hop: HopFacts | None = None,
) -> Filed:
    """Store a report; add it to the incident it belongs to, or open an incident and start its ladders.

    With `hop` somebody waits for the page: a worker fires the first rungs a moment later. Without it they are fired in
    this transaction: the clock, or the worker of an SMS, writes it, and nobody waits for a page.
    """
    begins = rules.begin(
        draft,
        unconfirmed=filing.unconfirmed,
        needs_review=filing.review is not None,
        is_alarm=filing.alarm is not None,
        is_danger=filing.is_danger,
        is_texted=source.channel is Channel.SMS,
    )
    known = _same_incident(uow, record, draft, hop) if begins.may_join and filing.drill is None else None
    serial, reference = _next(uow) if hop is None or hop.is_taken else (hop.report_id, hop.reference)
    reference = filing.reference or reference
    said = _said(uow, record, draft, source, filing, begins) | {"id": serial, "reference": reference}
    if known is not None:
        report = _insert_report(uow, said | {"incident_id": known.id})
        correlation.add_report(uow, record, known, report)
        reporter_updates.notify_reporter(uow, record, report, Text.YOUR_REPORT_SENT)
        return Filed(serial, reference, told=known.told)
    began = _incident(uow, record, draft, source, filing, begins) | {"reference": reference}
    if hop is not None and begins.status is not IncidentStatus.AWAITING_REVIEW:
        return _open_in_hop(uow, record, began | {"id": hop.incident_id}, said)
    incident = Incident(**began)
    uow.session.add(incident)
    uow.session.flush()
    report = _insert_report(uow, said | {"incident_id": incident.id})
    with timeline.together(uow):
        _record_opened(uow, incident, said)
        if not incident.awaits_review:
            engine.start(uow, record, incident, is_new=True, not_before=filing.not_before)
    if incident.awaits_review:
        _ask_for_review(uow, record, incident, filing)
        return Filed(serial, reference, awaits_review=True)
    if not begins.level.has_circle:
        reporter_updates.notify_reporter(uow, record, report, Text.YOUR_REPORT_SENT)
    return Filed(serial, reference, told=incident.told)


def _open_in_hop(uow: UnitOfWork, record: CommunityRecord, began: dict[str, Any], said: dict[str, Any]) -> Filed:
    """Write a report, its incident, their events and escalations: one statement for each kind, and no objects."""
    # This object is only read: one that the session writes takes five times as long as a row.
    incident = Incident(**began)
    begins = starting.plan(uow, record, incident)
    uow.insert(Incident, [began | {"told": incident.told}])
    said = said | {"incident_id": incident.id}
    uow.insert(Report, [said])
    with timeline.together(uow):
        _record_opened(uow, incident, said)
        starting.start(uow, incident, begins)
    if said["reporter_phone"] is not None and not incident.level.has_circle:
        reporter_updates.notify_reporter(uow, record, Report(**said), Text.YOUR_REPORT_SENT, incident=incident)
    return Filed(said["id"], said["reference"], told=incident.told)


def _insert_report(uow: UnitOfWork, said: dict[str, Any]) -> Report:
    """Insert a report, and return an object of it that is only read."""
    uow.insert(Report, [said])
    return Report(**said)


def _record_opened(uow: UnitOfWork, incident: Incident, said: dict[str, Any]) -> None:
    channel, unconfirmed = said["channel"], said["unconfirmed"]
    timeline.record_opened(uow, incident, EventKind.REPORTED, channel=channel, unconfirmed=unconfirmed)


def _same_incident(uow: UnitOfWork, record: CommunityRecord, draft: Draft, hop: HopFacts | None) -> Incident | None:
    """Return the incident that a report belongs to, or None. A hop has locked the community and looked already."""
    if hop is None:
        return correlation.find_same_incident(uow, record, draft)
    if hop.same_id is None:
        return None
    return correlation.take(uow, hop.same_id) or correlation.find_same_incident(uow, record, draft)


def _ask_for_review(uow: UnitOfWork, record: CommunityRecord, incident: Incident, filing: Filing) -> None:
    if filing.review is not None and filing.review.prompt is not None:
        said = ", ".join(filing.words) or texted_words.shown(uow.session, record, incident)
        coordinator_texts.notify_coordinators(uow, record, incident, filing.review.prompt, said=said)


def _incident(
    uow: UnitOfWork, record: CommunityRecord, draft: Draft, source: Source, filing: Filing, begins: Begins
) -> dict[str, Any]:
    """Return a new incident without its reference, as the columns of its row."""
    own = _own_helper(record, begins.level, source)
    return {
        "community_id": record.id,
        "category": begins.category,
        "level": begins.level,
        "harm": draft.harm,
        "zone": draft.zone if record.community.zone(draft.zone) else None,
        "place": draft.place or None,
        "person": filing.person,
        "person_id": filing.person_id if own is None else own,
        "status": begins.status,
        "opened_at": uow.now,
        "reports": 1,
        "unconfirmed": filing.unconfirmed,
        "accused_group": draft.accused_group,
        "topic": draft.topic,
        "alarm": filing.alarm,
        "caution": filing.caution,
        "has_red_words": filing.has_red_words,
        "danger_now": begins.in_danger,
        "called_at": filing.called_at,
        "weapons": ", ".join(filing.weapons) or None,
        "drill": filing.drill,
    }


def _said(
    uow: UnitOfWork, record: CommunityRecord, draft: Draft, source: Source, filing: Filing, begins: Begins
) -> dict[str, Any]:
    """Return a report as the columns of its row."""
    return {
        "community_id": record.id,
        "session_key": None if begins.is_hidden else source.session_key,
        "channel": source.channel,
        "language": draft.language,
        "category": begins.category,
        "harm": draft.harm,
        "zone": draft.zone if record.community.zone(draft.zone) else None,
        "place": draft.place or None,
        "words": filing.said or draft.words or None,
        "private_kind": draft.private_kind,
        "accused_group": draft.accused_group,
        "reporter_hash": _caller(uow, source) if begins.keeps_caller else None,
        "reporter_phone": source.phone if begins.keeps_number else None,
        "created_at": uow.now,
        "unconfirmed": filing.unconfirmed,
        "hint_words": ", ".join(filing.words) or None,
        "call_wish": draft.call,
        "call_at": draft.call_at or None,
        "safety": draft.safety,
        "is_texted_back": filing.is_texted_back,
    }


def _caller(uow: UnitOfWork, source: Source) -> bytes | None:
    return uow.keyring.phone(source.phone) if source.phone else source.sender


_TAKEN = select(reserved.is_taken(bindparam("reference")))


def _next(uow: UnitOfWork) -> tuple[int, str]:
    """Return the serial number of the next report, and a reference that no stored report and no pad of paper has."""
    serial = next_report(uow.session)
    while True:
        reference = references.mint(serial, uow.keyring.reference_key)
        if not uow.session.connection().scalar(_TAKEN, {"reference": reference}):
            return serial, reference
        # References made with an earlier key may be the same: take the next number.
        serial = next_report(uow.session)


def _own_helper(record: CommunityRecord, level: Level, source: Source) -> int | None:
    """Return the row of a helper who asks for private help, so that they are not texted about it; else None."""
    person = record.by_phone(source.phone) if level is Level.PRIVATE and source.phone is not None else None
    return record.person_ids[person.phone] if person is not None and person.roles & CARE_ROLES else None
