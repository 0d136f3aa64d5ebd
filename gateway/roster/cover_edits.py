"""Covers in a community file: written into it and taken out again as a new version, and both people are told."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.communities import records
from gateway.communities.directory import CommunityRecord
from gateway.communities.edits import CoverValues, Edit
from gateway.communities.file import parse
from gateway.communities.loading import Signed
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster import new_versions
from gateway.roster.phone_notices import short_name
from menus.domain.community import Community, Person
from menus.domain.cover import KEPT, Cover
from menus.domain.people_changes import LEADERS
from menus.domain.roles import Role
from menus.text.names import Text


@dataclass(frozen=True)
class InForce:
    """The file in force: its version, its text, and what it says."""

    version: int
    body: str
    community: Community


def in_force(session: Session, key: str) -> InForce | None:
    """Return the file in force of a community; None if there is none any more."""
    found = records.found_in_force(session, key)
    return InForce(*found, parse(found[1])) if found is not None else None


def version_in_force(session: Session, record: CommunityRecord) -> int:
    """Return the version of the file in force. A process may know an older one for a second."""
    return records.version_in_force(session, record.id) or record.version


def with_cover(before: InForce, cover: Cover, now: datetime) -> str:
    """Return the text of the file with one more cover. Covers that ended long ago are left out."""
    return _edited(before, Edit(dropped_covers=_old(before, now), added_covers=(_values(before.community, cover),)))


def without_cover(before: InForce, place: int, now: datetime) -> str:
    """Return the text of the file without the cover at a place, from 0. Covers that ended long ago are left out."""
    return _edited(before, Edit(dropped_covers=_old(before, now) | {place}))


def _edited(before: InForce, edit: Edit) -> str:
    from gateway.communities import editing  # noqa: PLC0415 - covers change seldom, and processes start faster

    return editing.edited(before.body, edit)


def _old(before: InForce, now: datetime) -> frozenset[int]:
    return frozenset(place for place, cover in enumerate(before.community.covers) if cover.ends <= now - KEPT)


def _values(community: Community, cover: Cover) -> CoverValues:
    def wall(moment: datetime) -> datetime:
        return moment.astimezone(community.timezone).replace(tzinfo=None, fold=0)

    values: dict[str, str | int | datetime] = {"person": _named(community, cover.phone)}
    if cover.instead_of is not None:
        values["for"] = _named(community, cover.instead_of)
    if cover.shift is not None:
        values["shift"] = cover.shift + 1
    return {**values, "from": wall(cover.begins), "to": wall(cover.ends), "why": cover.why}


def _named(community: Community, phone: str) -> str:
    """Return the name of a person, as people read the file; their number if somebody else has that name."""
    (person,) = (one for one in community.people if one.phone == phone)
    is_shared = sum(one.name == person.name for one in community.people) > 1
    return phone if is_shared else person.name


def store(
    uow: UnitOfWork, record: CommunityRecord, text: str, before: InForce, why: str, by: Person
) -> CommunityRecord:
    """Store a file with other covers, and return the record with it; raise Refused if another one is in force by now.

    Its pages must have been made before.
    """
    signed = Signed(by.name, why)
    return replace(record, community=new_versions.store(uow, record, text, before.body, signed, by=by))


def tell(uow: UnitOfWork, record: CommunityRecord, cover: Cover, *, is_new: bool, by: Person) -> None:
    """Tell the two people of a cover that it is there, or that it is no more; not of one that is over.

    Oversight reads of each cover in the place of a leader that comes or goes, unless it was oversight who did it.
    """
    if cover.ends <= uow.now:
        return
    people = {person.phone: person for person in record.community.people}
    zone = record.community.timezone
    begins, ends = (f"{at.astimezone(zone):%d/%m %H:%M}" for at in (cover.begins, cover.ends))
    person, covered = people.get(cover.phone), people.get(cover.instead_of or "")
    if person is None:
        return
    if not is_new:
        for one in (person, covered):
            if one is not None:
                notify(uow, record, one, Text.COVER_ENDED, begins=begins, ends=ends)
    elif covered is None:
        notify(uow, record, person, Text.COVERS, begins=begins, ends=ends)
    else:
        notify(uow, record, person, Text.COVERS_FOR, said=covered.name, begins=begins, ends=ends)
        notify(uow, record, covered, Text.COVERED, said=person.name, begins=begins, ends=ends)
    if covered is not None and covered.roles & LEADERS:
        text = Text.COVERS_LEADER if is_new else Text.COVERS_LEADER_ENDED
        for officer in record.community.having((Role.OVERSIGHT,)):
            if officer.phone != by.phone:
                notify(uow, record, officer, text, said=short_name(person), by=short_name(by), begins=begins, ends=ends)
