"""Community records: a community in force with its definition and the rows of its people, made of its stored file."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.file import CommunityFileError, parse
from gateway.logs import logger
from gateway.storage.models import CommunityRow, CommunityVersion, InterestRow, PauseRow, PersonRow
from menus.domain import interests, ladder_waits, mode_in_force
from menus.domain.accused import AccusedGroup
from menus.domain.community import Community, Mode, Person
from menus.domain.drill import Drill
from menus.domain.interests import Interest, Placed
from menus.domain.mode_in_force import Turns

IS_IN_FORCE = (CommunityVersion.community_id == CommunityRow.id) & (CommunityVersion.version == CommunityRow.version)
"""The condition that a version is the one in force of its community."""
_TEXT = select(CommunityVersion.version, CommunityVersion.body).join(CommunityRow, IS_IN_FORCE)
Reader = Callable[[str], Community]
log = logger()


class Accusing(Placed, Protocol):
    """An incident with the group that it accuses."""

    @property
    def accused_group(self) -> AccusedGroup | None:
        """The group that it accuses, if any."""


@dataclass(frozen=True)
class CommunityRecord:
    """A community in force: the id of its row, its definition, and the row ids of its people by phone.

    `paused_at` is since when (aware) it takes no new report; None while it takes them. `resumed_at` is when its last
    pause ended. `interests` take people out of incidents. `of_file` is the record with the mode that the file names,
    for one whose papers have turned it to another mode; None for that record itself.
    """

    id: int
    version: int
    community: Community
    person_ids: Mapping[str, int]
    paused_at: datetime | None = None
    resumed_at: datetime | None = None
    interests: tuple[Interest, ...] = ()
    of_file: "CommunityRecord | None" = field(default=None, compare=False, repr=False)

    @cached_property
    def _turns(self) -> Turns:
        return mode_in_force.turns(self.community)

    @cached_property
    def _refer_only(self) -> "CommunityRecord":
        return replace(self, community=mode_in_force.refer_only(self.community), of_file=self)

    def at(self, moment: datetime) -> "CommunityRecord":
        """Return the record in the mode of a moment (aware): its papers may let it send patrols no more.

        What was opened at that moment goes on in the mode of then: its ladders, and the people whom they call.
        """
        whole = self.of_file or self
        if not whole.community.papers or whole.community.mode is Mode.REFER_ONLY:
            return self
        is_turned = whole._turns.mode(moment) is Mode.REFER_ONLY  # noqa: SLF001 - another record of this class
        return whole._refer_only if is_turned else whole  # noqa: SLF001

    def with_interest(self, interest: Interest) -> "CommunityRecord":
        """Return the record with one more interest, which holds in each of its modes."""
        whole = self.of_file.with_interest(interest) if self.of_file is not None else None
        return replace(self, interests=(*self.interests, interest), of_file=whole)

    @cached_property
    def _by_phone(self) -> dict[str, Person]:
        return {person.phone: person for person in self.community.people}

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {
            person_id: person for phone, person_id in self.person_ids.items() if (person := self._by_phone.get(phone))
        }

    @cached_property
    def _of_drills(self) -> "CommunityRecord":
        return replace(self, community=replace(self.community, is_drill=True))

    def worded(self, drill: Drill | None) -> "CommunityRecord":
        """Return the record with which texts about an incident are worded: those of a drill say that they are one."""
        return self if drill is None else self._of_drills

    def person(self, person_id: int) -> Person | None:
        """Return the person of a row, or None if the file no longer names them."""
        return self._by_id.get(person_id)

    def recused_from(self, incident: Placed) -> frozenset[str]:
        """Return the phones of the people who have an interest in an incident: they must not know of it."""
        if not self.interests:
            return frozenset()
        people = map(self.person, interests.recused(self.interests, incident))
        return frozenset(person.phone for person in people if person is not None)

    def lacks_coordinators(self, incident: Accusing) -> bool:
        """Return whether interests have left nobody who may coordinate an incident: then oversight does."""
        recused = self.recused_from(incident)
        return interests.lacks_coordinators(self.community, recused, incident.accused_group)

    def by_phone(self, phone: str) -> Person | None:
        """Return the person with a number (E.164), or None."""
        return self._by_phone.get(phone)


def made(session: Session, community_id: int, version: int, reader: Reader = parse) -> CommunityRecord | None:
    """Return the record of a community, or None if the `reader` can read no version of its file."""
    definition = _readable(session, community_id, version, reader)
    if definition is None:
        return None
    # Read the people of older files, too: if the newest cannot be read, an older one is in force.
    ids = {
        phone: person_id
        for person_id, phone in session.execute(
            select(PersonRow.id, PersonRow.phone).where(PersonRow.community_id == community_id, PersonRow.phone != "")
        )
    }
    pauses = select(PauseRow.paused_at, PauseRow.resumed_at).where(PauseRow.community_id == community_id)
    last = session.execute(pauses.order_by(PauseRow.id.desc()).limit(1)).first()
    paused_at = last.paused_at if last is not None and last.resumed_at is None else None
    resumed_at = last.resumed_at if last is not None else None
    ties = tuple(_interests(session, community_id))
    return CommunityRecord(community_id, version, _kept(definition, ids), ids, paused_at, resumed_at, ties)


def _interests(session: Session, community_id: int) -> Iterator[Interest]:
    columns = (InterestRow.person_id, InterestRow.incident_id, InterestRow.zone, InterestRow.until)
    for row in session.execute(select(*columns).where(InterestRow.community_id == community_id)):
        yield Interest(row.person_id, row.incident_id, row.zone, row.until)


def _kept(definition: Community, ids: Mapping[str, int]) -> Community:
    """Return a definition without the people who have no row: every notification needs the row.

    A newer Doria may read a number differently from the one that stored the file. Migrating makes the row.
    """
    people = tuple(person for person in definition.people if person.phone in ids)
    if len(people) == len(definition.people):
        return definition
    missing = len(definition.people) - len(people)
    log.error("people.not_kept", community=definition.key, people=missing, remedy="run `doria migrate`")
    return replace(definition, people=people)


def _readable(session: Session, community_id: int, version: int, reader: Reader) -> Community | None:
    """Return the newest version of a community's definition that this Doria can read, or None.

    A file that another Doria accepted and this one does not must not silence the other communities.
    """
    # The text of a version that was replaced long ago is erased.
    kept = (CommunityVersion.community_id == community_id, CommunityVersion.version <= version)
    newest_first = select(CommunityVersion.id).where(*kept, CommunityVersion.body != "")
    for row_id in session.scalars(newest_first.order_by(CommunityVersion.version.desc())).all():
        row = session.get_one(CommunityVersion, row_id)
        try:
            return _checked(reader(row.body))
        except CommunityFileError as error:
            key = session.scalar(select(CommunityRow.key).where(CommunityRow.id == community_id))
            log.warning("community.unreadable", community=key, version=row.version, fault=str(error.faults[0]))
    return None


def _checked(community: Community) -> Community:
    """Return a community; warn of a ladder of an earlier release that no new file may have."""
    for one in ladder_waits.too_long(community.ladders):
        remedy = "shorten the wait on the desk's page of the community, or in the file"
        log.warning("community.long_wait", community=community.key, ladder=one.ladder, rung=one.rung, remedy=remedy)
    return community


def files_in_force(session: Session, communities: Collection[int]) -> list[CommunityVersion]:
    """Return the version of the file that is in force of each of some communities."""
    wanted = select(CommunityVersion).join(CommunityRow, IS_IN_FORCE).where(CommunityRow.id.in_(communities))
    return list(session.scalars(wanted.order_by(CommunityRow.id))) if communities else []


def bodies(session: Session, newer_than: int = -1) -> dict[str, str]:
    """Return the text of each community file in force with a newer stamp, by the key of the community."""
    wanted = select(CommunityRow.key, CommunityVersion.body).join(CommunityVersion, IS_IN_FORCE)
    return {row.key: row.body for row in session.execute(wanted.where(CommunityRow.stamp > newer_than))}


def in_force(session: Session, community_id: int) -> tuple[int, str]:
    """Return the number and the text of the version of the file that is in force of a community."""
    number, body = session.execute(_TEXT.where(CommunityRow.id == community_id)).one()
    return number, body


def version_in_force(session: Session, community_id: int) -> int | None:
    """Return the number of the version in force of a community. A process may know an older one for a second."""
    return session.scalar(select(CommunityRow.version).where(CommunityRow.id == community_id))


def found_in_force(session: Session, key: str) -> tuple[int, str] | None:
    """Return the number and the text of the version in force of a community, by its key; None if there is none."""
    found = session.execute(_TEXT.where(CommunityRow.key == key)).first()
    return (found.version, found.body) if found is not None else None


def body_of(session: Session, key: str) -> str | None:
    """Return the text of the file in force of a community, by its key; None if there is none."""
    found = found_in_force(session, key)
    return found[1] if found is not None else None
