"""Beside SMS: a line on Telegram, by e-mail or on Slack that an incident is unanswered. It names nobody and no place.

SMS never waits for it, and its failure changes nothing. It is sent once for each step of an incident's climbing, and
never again: a line that did not leave is missing, and the texts have left.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.storage.models import EscalationRow, Incident, LineBeside
from menus.domain import beside
from menus.domain.escalation_life import WITHOUT_ANSWER
from menus.domain.incident_life import IncidentStatus
from menus.text import catalog
from menus.text.names import Text

LOOKED_FOR = timedelta(hours=6)
"""For this long after its report a line of an incident may go out. A guess."""
_MOST, _MOST_LOOKED_AT = 5, 500
"""The most lines of one look, and the most ladders that it looks at, the newest first. Guesses.

A line that was claimed is lost if the process ends before it is sent, and each may take seconds.
"""
Send = Callable[[Sequence[str], str], bool]
"""A function that hands a line to some addresses, and returns whether it has left to each."""
log = logger()


@dataclass(frozen=True)
class Line:
    """A line that is to leave once: its incident with its reference, the step, the community's key, and the words."""

    incident_id: int
    reference: str
    step: int
    key: str
    said: str


def tell(new_uow: UnitOfWorkMaker, directory: Directory, urls: Mapping[str, Sequence[str]], send: Send) -> int:
    """Send the lines that are due, each to the addresses of its community; return how many were handed over.

    A line is noted before it leaves, in a transaction of its own: a process that dies sends it at most once.
    """
    with new_uow() as uow:
        lines = _claim(uow, directory, urls)
    for line in lines:
        has_left = send(urls[line.key], line.said)
        if not has_left:
            log.warning("beside.not_sent", incident=line.reference, step=line.step)
        with new_uow() as uow:
            uow.session.get_one(LineBeside, (line.incident_id, line.step)).has_left = has_left
    return len(lines)


def _claim(uow: UnitOfWork, directory: Directory, keys: Collection[str]) -> list[Line]:
    ids = [record.id for record in directory.communities() if record.community.key in keys]
    # Incidents of which the last line has left would stand before all newer ones, for hours.
    is_told = exists().where(LineBeside.incident_id == Incident.id, LineBeside.step >= beside.EXHAUSTED)
    rows = uow.session.execute(
        select(Incident, EscalationRow)
        .join(EscalationRow, EscalationRow.incident_id == Incident.id)
        .where(
            Incident.status == IncidentStatus.OPEN,
            Incident.level.in_(list(beside.LEVELS)),
            Incident.opened_at > uow.now - LOOKED_FOR,
            EscalationRow.phase.in_(list(WITHOUT_ANSWER)),
            Incident.community_id.in_(ids),
            ~is_told,
        )
        .order_by(Incident.id.desc())
        .limit(_MOST_LOOKED_AT)
    ).all()
    climbing: defaultdict[Incident, list[beside.Climb]] = defaultdict(list)
    for incident, row in rows:
        climbing[incident].append(beside.Climb(row.track, row.phase, row.fired, len(row.steps["steps"])))
    sent = (
        select(LineBeside.incident_id, LineBeside.step)
        .where(LineBeside.incident_id.in_([incident.id for incident in climbing]))
        .order_by(LineBeside.step)
    )
    told = {row.incident_id: row.step for row in uow.session.execute(sent)}
    lines: list[Line] = []
    for incident, climbs in climbing.items():
        record, step = directory.by_id(incident.community_id), beside.step_of(climbs)
        if len(lines) < _MOST and step > told.get(incident.id, 0) and _may_leave(record, incident):
            uow.session.add(LineBeside(incident_id=incident.id, step=step, at=uow.now))
            lines.append(Line(incident.id, incident.reference, step, record.community.key, words_of(record, incident)))
    return lines


def _may_leave(record: CommunityRecord, incident: Incident) -> bool:
    facts = (incident.level, incident.accused_group, incident.alarm, incident.caution)
    return beside.may_leave(record.community.stage, beside.Matter(*facts, is_drill=incident.drill is not None))


def words_of(record: CommunityRecord, incident: Incident) -> str:
    """Return the words of a line: the reference, the level, and what to do. Nothing else of the incident."""
    language = record.community.language
    level = catalog.say(language, Text(f"level.{incident.level.value}"))
    return catalog.say(language, Text.BESIDE, reference=incident.reference, level=level)
