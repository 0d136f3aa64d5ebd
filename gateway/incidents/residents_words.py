"""Residents' words: what residents wrote about an incident, as coordinators may read it by SMS."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Event, Incident, Report
from menus.domain.community import Community, Person, Role
from menus.domain.timeline import EventKind
from menus.sms import wording


def may_read(person: Person, incident: Incident) -> bool:
    """Return whether a person who may see an incident may also read the residents' words by SMS.

    Coordinators may, and oversight may if the report accuses somebody. The words of a private report or of a complaint
    leave by no such text, whoever asks.
    """
    if incident.level.has_circle:
        return False
    return Role.COORDINATOR in person.roles or (Role.OVERSIGHT in person.roles and incident.accused_group is not None)


def relayed(session: Session, community: Community, incident: Incident) -> str:
    """Return all that residents wrote about an incident, in the order in which it came, names and numbers crossed out.

    The texts are crossed out as a whole: a name may begin in one part of a long SMS and end in the next.
    """
    said = dict.fromkeys(words for words in (each.strip() for each in _written(session, incident)) if words)
    return wording.fit_to_relay(community, " / ".join(said))


def _written(session: Session, incident: Incident) -> Sequence[str]:
    """Return the first words of each report and every further text, oldest first."""
    reports = session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id)).all()
    opened = select(Incident.id).where(Incident.reference.in_([report.reference for report in reports]))
    # The further texts of an incident that was joined to this one stay in its own timeline.
    further = session.scalars(
        select(Event)
        .where(Event.incident_id.in_(opened) | (Event.incident_id == incident.id))
        .where(Event.kind == EventKind.WROTE_AGAIN, Event.words.is_not(None))
        .order_by(Event.id)
    ).all()
    known = {line for event in further for line in (event.words or "").split("\n")}
    first = [(report.created_at, 0, "\n".join(_first(report.words or "", known))) for report in reports]
    return [words for *_, words in sorted([*first, *((event.at, event.id, event.words or "") for event in further)])]


def _first(words: str, known: set[str]) -> Iterator[str]:
    """Yield the lines of a report's words that came with the report: further texts are stored behind them, too."""
    for number, line in enumerate(words.split("\n")):
        if number == 0 or line not in known:
            yield line
