"""A crowded board: many open incidents at once, of every level and in every state, with long names and places."""

from datetime import timedelta

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import state
from gateway.storage.models import EscalationRow, Incident, Notification, Report
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Category, Level, Track
from menus.domain.draft import Channel
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import Caution
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from tests.town import Town

LONG = "Mzee Wanjiku wa Kamau-Nyambura wa Mtaa wa Chini (mfano)"
"""An invented long name."""
_PLACE = "nyuma ya duka kubwa la mkate karibu na kanisa la zamani"
_KINDS = (
    (Category.GUN_KILLING, Level.MAJOR),
    (Category.ROBBERY, Level.MAJOR),
    (Category.BREAK_IN, Level.URGENT),
    (Category.FIGHT_THREAT, Level.URGENT),
    (Category.THEFT, Level.MINOR),
    (Category.FIRE_HAZARD, Level.HAZARD),
    (Category.UNKNOWN, Level.MINOR),
)
_PHASES = tuple(phase for phase in EscalationPhase if phase is not EscalationPhase.STOPPED)


def renamed(text: str) -> str:
    """Return a community file whose people have long names."""
    number = 0
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith('name = "') and lines and lines[-1] == "[[people]]":
            number += 1
            line = f'name = "{LONG} {number}"'  # noqa: PLW2901 - the line is replaced
        lines.append(line)
    return "\n".join(lines) + "\n"


def fill(town: Town, number: int, *, level: Level | None = None, place: str = _PLACE) -> None:
    """Open so many incidents. Their rows are written as they are: nobody is texted, and no timeline tells them."""
    town.keeps_timeline = False
    record = town.record()

    def open_all(uow: UnitOfWork) -> None:
        for each in range(number):
            _open(uow, record, each, level, place)

    town.services.do(open_all)


def _open(uow: UnitOfWork, record: CommunityRecord, each: int, level: Level | None, place: str) -> None:
    zones = [zone.key for zone in record.community.zones]
    category, usual = _KINDS[each % len(_KINDS)]
    opened_at = uow.now - timedelta(minutes=7 * each % 1500 + 1)
    reference = f"{each:04}{each % 7}{each % 9}"
    awaits = category is Category.UNKNOWN
    incident = Incident(
        community_id=record.id,
        reference=reference,
        category=category,
        level=level or usual,
        zone=zones[each % len(zones)] if each % 3 else None,
        place=place,
        status=IncidentStatus.AWAITING_REVIEW if awaits else IncidentStatus.OPEN,
        opened_at=opened_at,
        reports=1 + each % 14,
        unconfirmed=each % 5 == 0,
        caution=(None, Caution.MANY, Caution.FALSE_BEFORE)[each % 3],
        has_red_words=awaits and each % 2 == 0,
    )
    uow.session.add(incident)
    uow.session.flush()
    uow.session.add(
        Report(
            community_id=record.id,
            incident_id=incident.id,
            channel=Channel.USSD,
            language="sw",
            category=category,
            created_at=opened_at,
            reference=reference,
        )
    )
    timeline.record_opened(uow, incident, EventKind.REPORTED)
    if not awaits:
        _call(uow, record, incident, each)
    uow.session.flush()
    for _ in range(each % 4):
        timeline.record(uow, incident, EventKind.RUNG_FIRED, track=Track.PATROL, rung=2, round=1)


def _call(uow: UnitOfWork, record: CommunityRecord, incident: Incident, each: int) -> None:
    """Give an incident the ladders of its level, and people who go."""
    people = [record.person_ids[person.phone] for person in record.community.having(frozenset(Role))]
    for number, ladder in enumerate(record.community.ladders_for(incident.level)):
        phase = _PHASES[(each + number) % len(_PHASES)]
        is_answered = phase.is_answered
        row = EscalationRow(incident_id=incident.id, track=ladder.track, phase=phase, steps=state.pack(ladder))
        row.fired, row.last_rung_that_reached, row.skip_wait = 1 + each % len(ladder.steps), 1, False
        row.started_at = incident.opened_at
        row.due_at = uow.now + timedelta(seconds=97) if phase is EscalationPhase.CALLING else None
        row.answered_at = incident.opened_at + timedelta(seconds=72) if is_answered else None
        row.answered_by, row.answered_role = (people[0], Role.PATROL_LEADER) if is_answered else (None, None)
        uow.session.add(row)
    for number in range(each % 5):
        going = Notification(incident_id=incident.id, person_id=people[number], track=Track.PATROL, at=uow.now)
        going.state = (AssignmentState.GOING, AssignmentState.ARRIVED)[number % 2]
        going.position, going.safe_missed, going.is_unreached = number + 1, 0, False
        uow.session.add(going)
