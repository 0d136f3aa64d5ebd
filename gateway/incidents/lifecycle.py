"""The lifecycle of an incident: dispatch after review, raise to a higher level, close."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.alerts import audience, incident_alerts, reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine, levels
from gateway.escalation.state import escalation_of
from gateway.incidents import cases
from gateway.messaging.notices import notify
from gateway.storage.models import Incident
from menus.domain.categories import Level, Track
from menus.domain.classes import CrimeClass, class_of
from menus.domain.community import Person
from menus.domain.further_report import is_raised
from menus.domain.incident_life import INCIDENT, IncidentStep
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.text import course_codes
from menus.text.names import Text
from menus.text.redaction import CROSSED_OUT


def dispatch(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    changes: Mapping[str, object] | None = None,
    *,
    by: Actor | None = None,
) -> None:
    """Dispatch an incident that was awaiting review, with other changes of it, and notify its reporters."""
    status = INCIDENT.after(incident.status, IncidentStep.DISPATCH)
    timeline.record(uow, incident, EventKind.DISPATCHED, {**(changes or {}), "status": status}, by=by)
    engine.start(uow, record, incident)
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_SENT)


def raise_level(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    level: Level,
    why: str,
    *,
    by: Actor | None = None,
    but: Collection[Person] = (),
) -> bool:
    """Raise an incident to a level, start the ladders it lacks, and alert again everybody notified of it.

    Skip the people in `but`: another text tells them of the level. Return False and change nothing if the level is not
    higher, or if only a closed circle knows of the incident.
    """
    if not is_raised(incident.level, level):
        return False
    timeline.record(uow, incident, EventKind.RAISED, {"level": level}, by=by, was=incident.level, to=level, why=why)
    engine.start(uow, record, incident)
    levels.raise_ladders(uow, record, incident)
    engine.alert_first_rung(uow, record, incident)
    incident_alerts.alert_again(uow, record, incident, "", but=but)
    assignments.check_crew_again(uow, incident)
    return True


@dataclass(frozen=True)
class Closing:
    """The end of an incident: the step that it takes, its event, and the text that tells responders to stop."""

    step: IncidentStep
    kind: EventKind
    stand_down: Text


CLOSED = Closing(IncidentStep.CLOSE, EventKind.CLOSED, Text.STAND_DOWN)
MARKED_FALSE = Closing(IncidentStep.MARK_FALSE, EventKind.MARKED_FALSE, Text.STAND_DOWN_FALSE)


def close(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    closing: Closing,
    words: str,
    *,
    by: Actor,
    crime: CrimeClass | None = None,
) -> None:
    """Close an incident, as closed or as false; notify its responders and the reporters who allowed a text.

    `crime` is the class that somebody chose; without one, and of what is no crime at all, the rule chooses.
    """
    incident.closed_at = uow.now
    engine.stop_all(uow, incident)
    status = INCIDENT.after(incident.status, closing.step)
    by_rule = class_at_closing(incident, closing, words)
    may_choose = by_rule is not None and closing.step is IncidentStep.CLOSE and incident.drill is None
    incident.crime_class = crime if crime is not None and may_choose else by_rule
    keep_outcome(record, incident, words)
    facts: dict[str, Any] = {} if incident.crime_class is None else {"class": incident.crime_class}
    if incident.crime_class is not by_rule:
        facts["class_by_rule"] = by_rule
    timeline.record(uow, incident, closing.kind, {"status": status}, by=by, words=words or None, **facts)
    if incident.drill is not None:
        tell_drill_over(uow, record, incident, but=by.person_id)
        return
    _notify_to_stand_down(uow, record, incident, closing.stand_down, but=by.person_id)
    reporter_updates.notify_reporters(uow, record, incident, Text.YOUR_REPORT_CLOSED)
    if incident.level is Level.PRIVATE:
        cases.forget_number(uow, incident)


def class_at_closing(incident: Incident, closing: Closing, words: str) -> CrimeClass | None:
    """Return the class that the rule chooses for an incident that is closed with some words.

    What was false, and a drill, is no crime. Of private help no class is kept: it would tell what happened.
    """
    if incident.level is Level.PRIVATE:
        return None
    if closing.step is IncidentStep.MARK_FALSE or incident.drill is not None:
        return CrimeClass.NONE
    from menus.text import killing  # noqa: PLC0415 - a command that closes nothing starts faster without it

    return class_of(incident.category, incident.harm, is_death=killing.tells_of_death(words))


def end_drill(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> int:
    """Close a drill that is still open, and return how many people were told that it is over."""
    if incident.drill is None or not incident.status.is_live:
        return 0
    incident.closed_at = uow.now
    engine.stop_all(uow, incident)
    timeline.record(uow, incident, EventKind.CLOSED, {"status": INCIDENT.after(incident.status, IncidentStep.CLOSE)})
    return tell_drill_over(uow, record, incident)


def end_unclosed(uow: UnitOfWork, incident: Incident) -> None:
    """End an incident that nobody has closed, and of which nobody has spoken for long. Nobody is notified."""
    if not incident.status.is_live:
        return
    incident.closed_at = uow.now
    incident.ended_as = IncidentOutcome.NOBODY_CLOSED
    engine.stop_all(uow, incident)
    status = INCIDENT.after(incident.status, IncidentStep.CLOSE)
    timeline.record(uow, incident, EventKind.CLOSED, {"status": status}, outcome=IncidentOutcome.NOBODY_CLOSED)


def tell_drill_over(uow: UnitOfWork, record: CommunityRecord, incident: Incident, *, but: int | None = None) -> int:
    """Tell everybody who was called that a drill is over, and return how many they are."""
    uow.session.flush()
    called = [record.person(one) for one in audience.notified_of(uow, incident) if one != but]
    people = [person for person in called if person is not None]
    for person in people:
        notify(uow, record, person, Text.DRILL_OVER, lane=Lane.RED, incident=incident)
    return len(people)


def keep_outcome(record: CommunityRecord, incident: Incident, words: str) -> None:
    """Keep the words of a closing, and the outcome that they choose or mean.

    Where they name the class of crime of the incident, too, that is no part of the outcome.
    """
    words = course_codes.without_codes(words, CROSSED_OUT)
    incident.outcome = words or None
    # No reporter reads the outcome of private help, and it is not needed otherwise.
    is_read = bool(words) and incident.level is not Level.PRIVATE
    if not is_read:
        incident.ended_as = None
        return
    from menus.text import crime_words  # noqa: PLC0415 - a command that closes nothing starts faster without it

    crime, beside = crime_words.beside(words)
    incident.ended_as = words_to_leave.outcome_of(
        record.community, words if crime is not incident.crime_class else beside
    )


def _notify_to_stand_down(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, name: Text, *, but: int
) -> None:
    """Notify everybody who goes, and the police who answered, that they may stop: one text each."""
    if incident.level.has_circle:
        return
    police = escalation_of(uow, incident, Track.POLICE)
    answered = record.person(police.answered_by) if police is not None and police.answered_by is not None else None
    acting = [*assignments.those_going(uow, record, incident), *([answered] if answered is not None else [])]
    for person in audience.free_to_know(record, incident, tuple(dict.fromkeys(acting))):
        if record.person_ids[person.phone] != but:
            notify(uow, record, person, name, lane=Lane.RED, incident=incident)
