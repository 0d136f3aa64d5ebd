"""The page as a whole: everything that a viewer reads of an incident, and the acts that are theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from gateway.association.court import steps as court
from gateway.desk import late
from gateway.desk.incident import crew, head, history, reports, texts, tracks
from gateway.desk.incident.crew import CrewMember
from gateway.desk.incident.head import Head
from gateway.desk.incident.history import History
from gateway.desk.incident.looking import Looking
from gateway.desk.incident.reports import Reports
from gateway.desk.incident.texts import Texts
from gateway.desk.incident.tracks import TrackLines
from gateway.desk.viewer import Viewer
from gateway.incidents import access, residents_words
from gateway.storage.models import Incident
from menus.domain import lowering, references, shifts
from menus.domain.categories import Level
from menus.domain.classes import CrimeClass, class_of
from menus.domain.community import Mode
from menus.domain.desk_acts import DeskAct, acts_of
from menus.domain.incident_outcomes import CHOICES
from menus.domain.lowering import Stands
from menus.domain.roles import PATROL_ROLES, Role
from menus.sms import level_words, wording
from menus.text import page_words

_WORDS = "desk_incident.po"


@dataclass(frozen=True)
class Choices:
    """The choices that the forms offer, each with the words for it.

    They are teams, outcomes, reports to split off, lower levels, other coordinators, and classes of crime by their
    names. `by_rule` is the class that the rule chooses if the outcome tells of no death.
    """

    teams: Sequence[tuple[str, str]]
    outcomes: Sequence[tuple[str, str]]
    reports: Sequence[tuple[str, str]]
    levels: Sequence[tuple[str, str]]
    coordinators: Sequence[tuple[str, str]]
    crimes: Sequence[CrimeClass]
    by_rule: CrimeClass


@dataclass(frozen=True)
class CourtLine:
    """A step between arrest and court: its name, when it was told, and the day of court that it names."""

    step: str
    at: str
    day: str


@dataclass(frozen=True)
class IncidentPage:
    """An incident as a viewer reads it.

    `seen` is the mark of its newest event: a form of this page knows of everything up to it. `texts` is None for
    somebody who may not read names.
    """

    head: Head
    tracks: Sequence[TrackLines]
    crew: Sequence[CrewMember]
    reports: Reports
    texts: Texts | None
    history: History
    court: Sequence[CourtLine]
    acts: frozenset[DeskAct]
    choices: Choices
    seen: str


def find(session: Session, viewer: Viewer, reference: str) -> Incident | None:
    """Return the incident of the page, or None if there is none for this viewer: the same query decides both.

    Incidents of a closed circle have pages of their own.
    """
    if not references.looks_like(reference):
        return None
    incident = access.find(session, viewer.record, viewer.person, reference)
    return incident if incident is not None and not incident.level.has_circle else None


def read(session: Session, viewer: Viewer, incident: Incident, *, has_looked: bool = False) -> IncidentPage:
    """Return everything that the page shows of an incident that the viewer may see."""
    looking = Looking(viewer, incident)
    # The number comes first: an event that is committed meanwhile asks again, and is never missed.
    seen = late.newest(session, viewer, incident)
    ladders = tracks.of_incident(session, looking)
    found = reports.of_incident(session, looking, has_looked=has_looked)
    acts = acts_of(
        is_live=incident.status.is_live,
        may_coordinate=_may_coordinate(viewer, incident),
        may_go=viewer.has(*PATROL_ROLES, Role.COORDINATOR),
        has_several_reports=len(found.lines) > 1,
    )
    choices = _choices(looking, found)
    if not choices.levels:
        acts -= {DeskAct.LOWER}
    return IncidentPage(
        head.of_incident(looking, [one.phase for one in ladders]),
        ladders,
        crew.of_incident(session, looking),
        found,
        texts.of_incident(session, looking, request.args.get("texts")) if looking.is_free else None,
        history.of_incident(session, looking, request.args.get("events")),
        _court(session, looking),
        acts,
        choices,
        seen,
    )


def _court(session: Session, looking: Looking) -> list[CourtLine]:
    """Return what became of an arrest: its steps, without anybody's name."""
    return [
        CourtLine(
            wording.court_step(looking.language, one.step),
            looking.moment(one.at),
            f"{one.day:%d/%m/%Y}" if one.day is not None else "",
        )
        for one in court.of_incident(session, looking.incident)
    ]


def _may_coordinate(viewer: Viewer, incident: Incident) -> bool:
    """Return whether the commands of coordinators are the viewer's for an incident, as by SMS."""
    return residents_words.may_steer(viewer.record, viewer.person, incident)


def _choices(looking: Looking, found: Reports) -> Choices:
    community = looking.community
    return Choices(
        list(_teams(looking)),
        [(str(number), wording.outcome_name(looking.language, each)) for number, each in enumerate(CHOICES, start=1)],
        [
            (line.reference, f"{line.reference} ({line.at})")
            for line in found.lines
            if line.reference != looking.incident.reference
        ],
        [
            (digit, wording.level_name(looking.language, level))
            for digit, level in level_words.DIGITS.items()
            if level in _lower_levels(looking.incident)
        ],
        [
            (person.name, person.name)
            for person in community.having((Role.COORDINATOR,))
            if person.phone != looking.viewer.person.phone
        ],
        tuple(CrimeClass),
        class_of(looking.incident.category, looking.incident.harm),
    )


def _teams(looking: Looking) -> Iterator[tuple[str, str]]:
    """Yield what SEND takes as a team: those that the file names, the patrol of each zone, and everybody."""
    community, language = looking.community, looking.language
    patrol = community.having(PATROL_ROLES) if community.mode is Mode.PATROL else ()
    yield from ((team, team) for team in sorted({person.team for person in patrol if person.team}))
    for zone in community.zones:
        if shifts.team_of(community, zone.key):
            yield zone.key, page_words.say(_WORDS, language, "team.zone", zone=zone.name(language))
    if patrol:
        yield shifts.EVERYBODY, page_words.say(_WORDS, language, "team.all")


def _lower_levels(incident: Incident) -> tuple[Level, ...]:
    """Return the levels to which the incident may fall by what its row tells. LOWER looks at all words besides."""
    return lowering.levels(
        Stands(
            incident.category,
            incident.level,
            incident.harm,
            has_red_words=incident.has_red_words,
            tells_of_harm=bool(incident.weapons),
            is_alarm=incident.alarm is not None,
            awaits_review=incident.awaits_review,
        )
    )
