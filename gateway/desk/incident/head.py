"""Head: what an incident is, where, since when, how it stands, and what makes somebody look twice."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from gateway.alerts import alert_facts
from gateway.desk.incident.looking import Looking
from gateway.desk.incident.tracks import clock
from gateway.storage.models import Incident
from menus.domain import classes, standing
from menus.domain.categories import Level
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import Caution
from menus.domain.standing import BoardStatus
from menus.sms import wording, words_to_leave
from menus.text import catalog
from menus.text.names import Text


@dataclass(frozen=True)
class Head:
    """The facts of an incident that stand above everything else.

    `flags` are the names of the words that make somebody look twice. `place` is the typed place, `zone` the zone's
    name; either may be empty. `crime` and `police_class` name the words of the class of a closed incident. `read_at` is
    the moment of the page.
    """

    reference: str
    level: Level
    level_name: str
    status: BoardStatus
    kind: str
    zone: str
    place: str
    harm: str
    opened_at: str
    age: str
    ended_at: str
    reports: int
    person: str
    ob_number: str
    ob_station: str
    outcome: str
    crime: str
    police_class: str
    iccs: str
    flags: Sequence[str]
    is_live: bool
    is_drill: bool
    read_at: str


def of_incident(looking: Looking, phases: Collection[EscalationPhase]) -> Head:
    """Return the facts of an incident; `phases` are those of the tracks that the viewer may know of."""
    incident, community, language = looking.incident, looking.community, looking.language
    facts = alert_facts.facts_of(incident)
    zone = community.zone(incident.zone)
    until = incident.closed_at or looking.now
    return Head(
        incident.reference,
        incident.level,
        catalog.say(language, Text(f"level.{incident.level.value}")),
        standing.on_board(incident.status, phases),
        wording.kind_name(language, facts),
        zone.name(language) if zone is not None else "",
        words_to_leave.place_to_leave(community, incident.place or ""),
        catalog.say(language, Text(f"harm.{incident.harm.value}")) if incident.harm is not None else "",
        looking.moment(incident.opened_at),
        clock(until - incident.opened_at),
        looking.moment(incident.closed_at) if incident.closed_at is not None else "",
        incident.reports,
        facts.person if incident.person_id != looking.viewer.person_id else "",
        incident.ob_number or "",
        words_to_leave.place_to_leave(community, incident.ob_station or ""),
        _outcome(looking),
        *_class(incident),
        list(_flags(incident)),
        incident.status.is_live,
        incident.drill is not None,
        looking.moment(looking.now),
    )


def _outcome(looking: Looking) -> str:
    """Return how it ended: the outcome that was chosen or meant, else the words for whoever may read them."""
    incident = looking.incident
    if incident.status.is_live:
        return ""
    chosen = wording.outcome_name(looking.language, incident.ended_as) if incident.ended_as is not None else ""
    return (incident.outcome or chosen) if looking.is_free else chosen


def _class(incident: Incident) -> tuple[str, str, str]:
    """Return the names of the class of a closed incident and of the police's, and the ICCS code; empty without any."""
    crime = incident.crime_class
    codes = classes.codes_of(crime) if crime is not None else classes.Codes(None, None)
    return crime or "", codes.police or "", codes.iccs or ""


def _flags(incident: Incident) -> Iterator[str]:
    """Yield the names of the words that make somebody look twice."""
    if incident.drill is not None:
        yield "drill"
    if incident.awaits_review:
        yield "review"
    if incident.status is IncidentStatus.OVER:
        yield "over"
    if incident.unconfirmed:
        yield "unconfirmed"
    if incident.has_red_words:
        yield "red"
    if incident.caution is Caution.MANY:
        yield "many"
    if incident.caution is Caution.FALSE_BEFORE:
        yield "false-before"
