"""Many looks: oversight is told once by SMS of somebody who looks at the sealed values of many reports in a short time.

All operators count as one: they name themselves, and a thief would give a new name each time. Quiet hours hold nothing
back, because whoever reads everything at night may not be at work. Looks at reports that accuse the people who are
told, or in which they have an interest, are not counted for them.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import load_only

from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import holders_now
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Incident, LookRow
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.community import Person
from menus.domain.looks import WITHIN, Seen, are_many, seen_by
from menus.domain.roles import Role
from menus.text.names import Text

_OPERATORS = 0
"""The place of a person's row in the key of all operators together. Rows are numbered from 1."""
_MATTER = (Incident.accused_group, Incident.level, Incident.zone, Incident.opened_at)
"""The facts of an incident that decide who may know of it."""


@dataclass(frozen=True)
class _Look:
    incident_id: int | None
    report_id: int | None
    at: datetime
    by: str
    accused_group: AccusedGroup | None
    matter: Incident | None


def tell(uow: UnitOfWork, directory: Directory) -> None:
    """Tell the oversight of each community of whoever has looked at many reports within the last hour."""
    before = notices_once.those_that_hold(uow, Notice.MANY_LOOKS)
    now_true: set[str] = set()
    for (community_id, looker), looks in _lately(uow).items():
        record = directory.find(community_id)
        for person in _told(uow, record, looker) if record is not None else ():
            counted = [look for look in looks if record is not None and _may_know(record, person, look)]
            if record is None or not are_many(_facts(counted), uow.now):
                continue
            key = f"{community_id}-{looker}-{record.person_ids[person.phone]}"
            now_true.add(key)
            if notices_once.while_true(uow, Notice.MANY_LOOKS, key, condition=True) is Course.BEGINS:
                _notify(uow, record, person, counted[-1].by, seen_by(_facts(counted), uow.now))
    for key in before - now_true:
        notices_once.while_true(uow, Notice.MANY_LOOKS, key, condition=False)


def _may_know(record: CommunityRecord, person: Person, look: _Look) -> bool:
    if is_accused(person, look.accused_group):
        return False
    return look.matter is None or person.phone not in record.recused_from(look.matter)


def _notify(uow: UnitOfWork, record: CommunityRecord, person: Person, by: str, seen: Seen) -> None:
    if not seen.numbers:
        notify(uow, record, person, Text.MANY_LOOKS, said=by, count=str(seen.reports))
    elif not seen.reports:
        notify(uow, record, person, Text.MANY_NUMBERS, said=by, count=str(seen.numbers))
    else:
        notify(uow, record, person, Text.MANY_BOTH, said=by, count=str(seen.reports), numbers=str(seen.numbers))


def _lately(uow: UnitOfWork) -> dict[tuple[int, int], list[_Look]]:
    """Return the looks of the last hour by community and by person, the oldest first."""
    found: dict[tuple[int, int], list[_Look]] = {}
    rows = uow.session.execute(
        select(
            LookRow.community_id,
            LookRow.person_id,
            LookRow.incident_id,
            LookRow.report_id,
            LookRow.at,
            LookRow.by,
            Incident,
        )
        .outerjoin(Incident, Incident.id == LookRow.incident_id)
        .where(LookRow.at > uow.now - WITHIN)
        .order_by(LookRow.at, LookRow.id)
        # Nothing sealed is read: a value that nobody can open would hide all looks.
        .options(load_only(*_MATTER, raiseload=True))
    )
    for row in rows:
        matter = row.Incident
        group = matter.accused_group if matter is not None else None
        look = _Look(row.incident_id, row.report_id, row.at, row.by or "?", group, matter)
        found.setdefault((row.community_id, row.person_id or _OPERATORS), []).append(look)
    return found


def _told(uow: UnitOfWork, record: CommunityRecord, looker: int) -> Iterator[Person]:
    """Yield the people who are told: oversight, else the coordinators, and never the person who looked."""
    for people in (holders_now(uow, record, (Role.OVERSIGHT,)), coordinators(uow, record)):
        others = [person for person in people if record.person_ids[person.phone] != looker]
        if others:
            yield from others
            return


def _facts(looks: list[_Look]) -> list[tuple[Hashable | None, datetime]]:
    """Return what was looked at, and when: a report of an incident, or an incident as a whole."""
    return [(look.incident_id and (look.incident_id, look.report_id), look.at) for look in looks]
