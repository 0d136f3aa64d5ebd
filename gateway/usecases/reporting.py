"""Filing a report: report, incident, events, climbs and first alerts in one transaction."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from gateway.storage.models import DraftRow, Incident, Report
from gateway.storage.serials import next_report
from gateway.storage.states import DraftState, IncidentState
from gateway.usecases import alerting, climbing, joining, outbox
from gateway.usecases.communities import Town
from gateway.usecases.unit import Unit
from menus import texts
from menus.rules import references
from menus.rules.categories import Category, Level, first_level, level_so_far
from menus.rules.draft import Draft

_OWN_CIRCLE = {Level.PRIVATE, Level.COMPLAINT}
REPLACED_FOR = timedelta(hours=2)
"""How long a caller's confirmed report takes the place of their unconfirmed one."""


@dataclass(frozen=True)
class Source:
    """Where a report comes from: `session_key` is unique to a USSD session, `phone` is E.164."""

    channel: str
    phone: str | None
    session_key: bytes | None = None


@dataclass(frozen=True)
class Filing:
    """How a report is filed.

    `why_held` is the text that asks a coordinator to send it (`sms.<name>`), None where it is dispatched at once.
    `person` (a name, and their row) calls for help. `flag` tells coordinators to look twice; `words` are those of a
    text that suggested what it is.
    """

    unconfirmed: bool = False
    why_held: str | None = None
    flag: str | None = None
    person: str | None = None
    person_id: int | None = None
    words: tuple[str, ...] = ()
    said: str | None = None


@dataclass(frozen=True)
class Filed:
    """What has become of a report."""

    report_id: int
    is_held: bool = False

    @property
    def reference(self) -> str:
        """The reference its reporter keeps."""
        return references.mint(self.report_id)


SENT = Filing()
QUIETLY = "quietly"
"""Held without a text: it stands in the coordinators' list."""


_FILED_BY = select(Report).where(
    (Report.session_key == bindparam("key"))
    | Report.id.in_(
        select(DraftRow.report_id).where(DraftRow.session_key == bindparam("key"), DraftRow.state == DraftState.FILED)
    )
)


def already_filed(unit: Unit, session_key: bytes) -> Report | None:
    """Return the report that a session has filed, or None."""
    return unit.session.scalars(_FILED_BY, {"key": session_key}).first()


def file(
    unit: Unit, town: Town, draft: Draft, source: Source, filing: Filing = SENT, known: Report | None = None
) -> Filed:
    """Keep a report, open its incident and start its ladders.

    `known` is what the same session has filed already: a session files once. Where the same caller has an unconfirmed
    report of this, it is replaced, and no second incident is opened.
    """
    if draft.category is None:
        message = "a report needs a category"
        raise ValueError(message)
    if known is None:
        known = _unconfirmed_of(unit, town, draft, source)
    elif not known.unconfirmed or filing.unconfirmed:
        return _filed(unit, known)
    if known is not None:
        _replace(unit, town, known, draft, source, filing)
        return _filed(unit, known)
    return _open(unit, town, draft, source, filing)


def _filed(unit: Unit, report: Report) -> Filed:
    return Filed(report.id, unit.session.get_one(Incident, report.incident_id).held)


def _open(unit: Unit, town: Town, draft: Draft, source: Source, filing: Filing) -> Filed:
    category = draft.category or Category.UNKNOWN
    level = (level_so_far if filing.unconfirmed else first_level)(category, draft.harm)
    zone = draft.zone if town.community.zone(draft.zone) else None
    told = joining.told_already(unit, town, draft) if filing.why_held is None and filing.person is None else None
    serial = next_report(unit.session)
    reference = references.mint(serial)
    incident = told or Incident(
        reference=reference,
        community_id=town.id,
        category=category.value,
        level=level.value,
        harm=draft.harm.value if draft.harm else None,
        zone=zone,
        place=draft.place or None,
        person=filing.person,
        person_id=filing.person_id,
        state=IncidentState.OPEN,
        opened_at=unit.now,
        reports=1,
        unconfirmed=filing.unconfirmed,
        # Their circle is a few people trained to read them: nothing is gained by asking before telling them.
        held=filing.why_held is not None and level not in _OWN_CIRCLE,
        around=draft.subject or None,
        flag=filing.flag,
    )
    if told is None:
        unit.session.add(incident)
        unit.session.flush()
    said = {
        "id": serial,
        "reference": reference,
        "community_id": town.id,
        "incident_id": incident.id,
        "session_key": source.session_key,
        "channel": source.channel,
        "language": draft.language,
        "category": category.value,
        "harm": draft.harm.value if draft.harm else None,
        "zone": zone,
        "place": draft.place or None,
        "words": filing.said or draft.detail or None,
        "subject": draft.subject or None,
        # A call for help is nobody's to find under My reports: whoever holds that phone may not be its owner.
        "reporter_hash": None if filing.person_id is not None else _reporter_hash(unit, level, source),
        "reporter_phone": _number_kept(draft, source),
        "created_at": unit.now,
        "unconfirmed": filing.unconfirmed,
        "hint_words": ", ".join(filing.words) or None,
    }
    unit.write(Report, [said])
    # From here on it is only read.
    report = Report(**said)
    if told is not None:
        joining.add(unit, town, told, report)
        tell_reporter(unit, town, report, "your_report_sent")
        return Filed(report.id)
    unit.note(incident.id, "reported", channel=source.channel, unconfirmed=filing.unconfirmed)
    if not incident.held:
        climbing.start(unit, town, incident, is_new=True)
        if level not in _OWN_CIRCLE:
            tell_reporter(unit, town, report, "your_report_sent")
    elif filing.why_held not in {None, QUIETLY}:
        alerting.tell_coordinators(unit, town, incident, filing.why_held or "", said=", ".join(filing.words))
    return Filed(report.id, incident.held)


def _replace(unit: Unit, town: Town, report: Report, draft: Draft, source: Source, filing: Filing) -> None:
    """Put what a caller says now in the place of what they had begun to say."""
    incident = unit.session.get_one(Incident, report.incident_id)
    category = draft.category or Category(report.category)
    if incident.held:
        incident.category = category.value
        incident.level = first_level(category, draft.harm).value
    if draft.harm is not None:
        incident.harm = report.harm = draft.harm.value
    if draft.zone is not None or draft.place:
        incident.zone = report.zone = draft.zone if town.community.zone(draft.zone) else None
        incident.place = report.place = draft.place or None
    report.category = incident.category
    if draft.subject:
        # Who was alerted before this was said learns nothing more, and oversight is told.
        incident.around = report.subject = draft.subject
    report.reporter_phone = _number_kept(draft, source)
    if filing.unconfirmed:
        return
    report.unconfirmed = incident.unconfirmed = False
    unit.note(incident.id, "confirmed", channel=source.channel)
    if incident.held:
        if filing.why_held is None:
            release(unit, town, incident)
    else:
        climbing.start(unit, town, incident)
        alerting.tell_again(unit, town, incident, "confirmed")
        tell_reporters(unit, town, incident, "your_report_sent")


def release(unit: Unit, town: Town, incident: Incident) -> None:
    """Dispatch an incident that was held."""
    incident.held = False
    climbing.start(unit, town, incident)
    tell_reporters(unit, town, incident, "your_report_sent")


def withdraw(unit: Unit, town: Town, report_id: int) -> None:
    """Note that a caller cancels what was sent unconfirmed: whether it is dropped is a person's decision."""
    incident = unit.session.get_one(Incident, unit.session.get_one(Report, report_id).incident_id)
    if incident.state == IncidentState.OPEN:
        unit.note(incident.id, "withdrawn")
        alerting.tell_coordinators(unit, town, incident, "withdrawn")


def tell_reporters(unit: Unit, town: Town, incident: Incident, name: str) -> None:
    """Text those who reported an incident and allowed it, in their language; never in a private matter."""
    if Level(incident.level) in _OWN_CIRCLE:
        return
    for report in unit.session.scalars(select(Report).where(Report.incident_id == incident.id)).all():
        tell_reporter(unit, town, report, name)


def tell_reporter(unit: Unit, town: Town, report: Report, name: str) -> None:
    """Text one who reported and allowed it, and has not said STOP."""
    phone = report.reporter_phone
    if phone is None or not outbox.wants_texts(unit, phone):
        return
    reference, code = report.reference or "", town.community.ussd_codes[0]
    text = texts.say(town.community, report.language, name, reference=reference, code=code)
    outbox.queue(unit, town, outbox.Envelope("notice", "normal", text, (phone,)))


_UNCONFIRMED = (
    select(Report, Incident)
    .join(Incident, Incident.id == Report.incident_id)
    .where(
        Report.reporter_hash == bindparam("caller"),
        Report.community_id == bindparam("town"),
        Report.unconfirmed.is_(True),
        Report.created_at > bindparam("since"),
        Incident.state == IncidentState.OPEN,
    )
    .order_by(Report.id.desc())
    .limit(5)
)


def _unconfirmed_of(unit: Unit, town: Town, draft: Draft, source: Source) -> Report | None:
    """Return the caller's own report of this that still waits to be confirmed."""
    if draft.category is None or source.phone is None:
        return None
    if first_level(draft.category, draft.harm) in _OWN_CIRCLE:
        return None
    caller = {"caller": unit.keyring.phone(source.phone), "town": town.id, "since": unit.now - REPLACED_FOR}
    rows = unit.session.execute(_UNCONFIRMED, caller).all()
    for report, incident in rows:
        # What waits for a coordinator was only guessed at: what its sender says by dialling is more.
        if report.category == draft.category or (incident.held and source.channel == "ussd"):
            return report
    return None


def _number_kept(draft: Draft, source: Source) -> str | None:
    """Return the caller's number where they asked to be called; nothing else needs it."""
    return source.phone if draft.callback or ";call:" in draft.detail else None


def _reporter_hash(unit: Unit, level: Level, source: Source) -> bytes | None:
    """Return what finds a caller's own reports again: nothing for a private one, which must leave no trace."""
    if level is Level.PRIVATE or source.phone is None:
        return None
    return unit.keyring.phone(source.phone)
