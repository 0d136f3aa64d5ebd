"""Filing a report: report, incident, events, climbs and first alerts in one transaction."""

from dataclasses import dataclass

from sqlalchemy import select

from gateway.storage.models import Event, Incident, Report
from gateway.usecases import climbing
from gateway.usecases.communities import Town
from gateway.usecases.unit import Unit
from menus.rules import references
from menus.rules.categories import Level, first_level
from menus.rules.draft import Draft


@dataclass(frozen=True)
class Source:
    """Where a report comes from: `session_key` is unique to a USSD session, `phone` is E.164."""

    channel: str
    phone: str | None
    session_key: bytes | None = None


def already_filed(unit: Unit, session_key: bytes) -> str | None:
    """Return the reference of the report that a session has filed, or None."""
    report_id = unit.session.scalar(select(Report.id).where(Report.session_key == session_key))
    return None if report_id is None else references.mint(report_id)


def file(unit: Unit, town: Town, draft: Draft, source: Source, person: str | None = None) -> str:
    """Keep a report, open its incident and start its ladders; return its reference. A session files once."""
    if source.session_key is not None:
        known = already_filed(unit, source.session_key)
        if known is not None:
            return known
    if draft.category is None:
        message = "a report needs a category"
        raise ValueError(message)
    level = first_level(draft.category, draft.harm)
    zone = draft.zone if town.community.zone(draft.zone) else None
    incident = Incident(
        community_id=town.id,
        category=draft.category.value,
        level=level.value,
        harm=draft.harm.value if draft.harm else None,
        zone=zone,
        place=draft.place or None,
        person=person,
        state="open",
        opened_at=unit.now,
        reports=1,
    )
    unit.session.add(incident)
    unit.session.flush()
    # A private report keeps no number unless the caller asked to be called; nothing else is needed to help.
    wants_call = draft.callback or "call" in draft.detail
    report = Report(
        community_id=town.id,
        incident_id=incident.id,
        session_key=source.session_key,
        channel=source.channel,
        language=draft.language,
        category=incident.category,
        harm=incident.harm,
        zone=zone,
        words=(draft.place if level is not Level.PRIVATE else draft.detail) or draft.detail or None,
        subject=draft.subject or None,
        reporter_hash=_reporter_hash(unit, level, source),
        reporter_phone=source.phone if wants_call else None,
        created_at=unit.now,
    )
    unit.session.add(report)
    unit.session.flush()
    incident.reference = references.mint(report.id)
    unit.session.add(Event(incident_id=incident.id, at=unit.now, kind="reported", facts={"channel": source.channel}))
    climbing.start(unit, town, incident)
    return incident.reference


def _reporter_hash(unit: Unit, level: Level, source: Source) -> bytes | None:
    """Return what finds a caller's own reports again: nothing for a private one, which must leave no trace."""
    if level is Level.PRIVATE or source.phone is None:
        return None
    return unit.keyring.phone(source.phone)
