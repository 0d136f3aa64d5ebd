"""Incidents for the figures: rows as a year of use leaves them, without the stories behind them."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from gateway.storage.models import EscalationRow, Event, Incident, Message, Notification
from gateway.storage.states import MessageState
from menus.domain.accused import AccusedGroup
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Category, Level, Track
from menus.domain.drill import Drill
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.messages import Lane, MessageKind
from menus.domain.roles import POLICE_ROLES
from menus.domain.timeline import EventKind
from tests.desk import Shown
from tests.journeys.desk.incident import Steering
from tests.town import Town

_NUMBERS = itertools.count(1)
COST = Decimal("0.8000")


@dataclass(frozen=True)
class Past:
    """An incident of the past: when it was reported, its level, and after how many minutes each track answered.

    A track with None was called, and nobody answered. A police contact was notified, unless `to_police` is False: then
    the ladder of the police notified coordinators alone.
    """

    opened_at: datetime
    level: Level = Level.MAJOR
    patrol: float | None = None
    police: float | None = None
    status: IncidentStatus = IncidentStatus.CLOSED
    texts: int = 1
    accused_group: AccusedGroup | None = None
    drill: Drill | None = None
    alarm: AlarmKind | None = None
    caution: Caution | None = None
    zone: str | None = None
    category: Category = Category.GUN_KILLING
    to_police: bool = True


def past(town: Town, incidents: Iterable[Past]) -> list[int]:
    """Write incidents with their ladders and texts, and return their rows.

    They have no events but answers: the board is not told from them.
    """
    town.keeps_timeline = False
    (record,) = town.services.directory.communities()
    found = list(incidents)
    with town.services.uow() as uow:
        names = [f"p{next(_NUMBERS)}" for _ in found]
        rows = [_incident(record.id, name, one) for name, one in zip(names, found, strict=True)]
        uow.insert(Incident, rows)
    with town.services.uow() as uow:
        ids = {row.reference: row.id for row in uow.session.execute(select(Incident.reference, Incident.id))}
        both = [(ids[name], one) for name, one in zip(names, found, strict=True)]
        tracks = [(incident_id, one, track) for incident_id, one in both for track in (Track.PATROL, Track.POLICE)]
        answers = [_answer(record.id, *each) for each in tracks if _minutes(*each[1:]) is not None]
        uow.insert(Event, answers)
        uow.insert(EscalationRow, [_ladder(*each) for each in tracks])
        contacts = [record.person_ids[person.phone] for person in record.community.having(POLICE_ROLES)][:1]
        notified = [(incident_id, one) for incident_id, one in both if one.to_police]
        uow.insert(Notification, [_notified(*each, contact) for each in notified for contact in contacts])
        texts = [_text(record.id, incident_id, one) for incident_id, one in both for _ in range(one.texts)]
        uow.insert(Message, texts)
    return [incident_id for incident_id, _ in both]


def _incident(community_id: int, reference: str, one: Past) -> dict[str, object]:
    empty = dict.fromkeys(
        (
            "harm",
            "place",
            "person",
            "person_id",
            "outcome",
            "ended_as",
            "crime_class",
            "ob_number",
            "ob_station",
        )
    )
    empty |= dict.fromkeys(("topic", "weapons", "called_at", "told", "words_due_at", "erased_at"))
    return {
        **empty,
        "community_id": community_id,
        "reference": reference,
        "category": one.category,
        "zone": one.zone,
        "level": one.level,
        "status": one.status,
        "opened_at": one.opened_at,
        "closed_at": one.opened_at + timedelta(hours=1),
        "reports": 1,
        "unconfirmed": False,
        "accused_group": one.accused_group,
        "alarm": one.alarm,
        "caution": one.caution,
        "has_red_words": False,
        "update_sent": False,
        "danger_now": False,
        "drill": one.drill,
    }


def _minutes(one: Past, track: Track) -> float | None:
    return one.patrol if track is Track.PATROL else one.police


def _answer(community_id: int, incident_id: int, one: Past, track: Track) -> dict[str, object]:
    return {
        "community_id": community_id,
        "incident_id": incident_id,
        "at": one.opened_at + timedelta(minutes=_minutes(one, track) or 0),
        "kind": EventKind.ANSWERED,
        "person_id": None,
        "facts": {"track": track},
        "changes": {},
        "words": None,
        "looked_by": None,
    }


def _ladder(incident_id: int, one: Past, track: Track) -> dict[str, object]:
    empty = dict.fromkeys(("last_fired_at", "due_at", "answered_at", "answered_by", "answered_role", "exhausted_at"))
    empty |= dict.fromkeys(("arrived_at", "reminded_at"))
    return {
        **empty,
        "incident_id": incident_id,
        "track": track,
        "phase": EscalationPhase.STOPPED,
        "steps": {"steps": []},
        "fired": 1,
        "last_rung_that_reached": 0,
        "skip_wait": False,
        "started_at": one.opened_at,
    }


def _notified(incident_id: int, one: Past, person_id: int) -> dict[str, object]:
    return {
        "incident_id": incident_id,
        "person_id": person_id,
        "track": Track.POLICE,
        "at": one.opened_at,
        "state": AssignmentState.NOTIFIED,
        "position": None,
        "safe_asked_at": None,
        "safe_missed": 0,
        "is_unreached": False,
    }


def _text(community_id: int, incident_id: int, one: Past) -> dict[str, object]:
    empty = dict.fromkeys(("track", "sender", "lease_until", "claimed_by", "reason", "cause", "waits_for", "erase_at"))
    return {
        **empty,
        "community_id": community_id,
        "incident_id": incident_id,
        "kind": MessageKind.ALERT,
        "lane": Lane.RED,
        "batch": bytes(16),
        "phone_hash": bytes(16),
        "phone": "",
        "body": "",
        "state": MessageState.DELIVERED,
        "created_at": one.opened_at,
        "due_at": one.opened_at,
        "attempts": 1,
        "settled_at": one.opened_at,
        "cost": COST,
        "is_obsolete": False,
    }


class Reading(Steering):
    """Somebody who has signed in and reads the figures."""

    def reads(self, weeks: int = 4, **more: str) -> Shown:
        """Open the page of a period."""
        query = "".join(f"&{name}={value}" for name, value in more.items())
        return self.opens(f"/desk/figures?weeks={weeks}{query}")

    def words(self, which: str, **values: object) -> str:
        """Return words of the page."""
        return self.says("figures", which, **values)


def table(page: Shown, section: str, number: int = 0) -> dict[str, list[str]]:
    """Return a table of a section as the cells of each row, by the name of the row."""
    (part,) = page.root.all("section", aria_labelledby=section)
    rows = list(list(part.all("table"))[number].all("tr"))[1:]
    return {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in rows}
