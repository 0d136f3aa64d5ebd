"""Loading a community file as a new version, and knowing the versions in force."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from gateway.community_file import parse, read
from gateway.errors import Refused
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, CommunityVersion, DutyRow, PersonRole, PersonRow
from gateway.usecases.unit import Unit
from menus.rules import roster
from menus.rules.community import Community, Person, Role
from menus.rules.roster import Duty


@dataclass(frozen=True)
class Town:
    """A community in force: its row's id, its definition, and its people's rows."""

    id: int
    version: int
    community: Community
    person_ids: Mapping[str, int]

    @cached_property
    def _by_phone(self) -> dict[str, Person]:
        return {person.phone: person for person in self.community.people}

    @cached_property
    def _by_id(self) -> dict[int, Person]:
        return {
            person_id: person for phone, person_id in self.person_ids.items() if (person := self._by_phone.get(phone))
        }

    def person(self, person_id: int) -> Person | None:
        """Return the person of that row, if the file still names them."""
        return self._by_id.get(person_id)

    def by_phone(self, phone: str) -> Person | None:
        """Return the person with that number (E.164)."""
        return self._by_phone.get(phone)


def load(unit: Unit, text: str, reader: Callable[[str], Community] = read) -> Community:
    """Store a community file as a new version (the same text again is none); CommunityFileError tells its faults."""
    community = parse(text)
    session = unit.session
    body_hash = unit.keyring.digest(text, "community")
    row = session.scalar(select(CommunityRow).where(CommunityRow.key == community.key))
    if row is None:
        row = CommunityRow(key=community.key, version=0)
        session.add(row)
        session.flush()
    else:
        current = session.scalar(
            select(CommunityVersion.body_hash).where(
                CommunityVersion.community_id == row.id, CommunityVersion.version == row.version
            )
        )
        if current == body_hash:
            return community
    # Making every page to see that it fits takes a second or two: only for a text that is new.
    community = reader(text)
    _refuse_shared_codes(unit, community)
    row.version += 1
    session.add(
        CommunityVersion(community_id=row.id, version=row.version, body=text, body_hash=body_hash, loaded_at=unit.now)
    )
    _keep_people(unit, row.id, community)
    return community


def _refuse_shared_codes(unit: Unit, community: Community) -> None:
    """Raise Refused where another community in force answers one of the codes: its residents would be misled."""
    for key, body in bodies(unit.session).items():
        if key == community.key:
            continue
        other = parse(body)
        shared = {*other.ussd_codes, *other.sms_codes} & {*community.ussd_codes, *community.sms_codes}
        if shared:
            message = (
                f"{', '.join(sorted(shared))}: answered by {other.name} already; give {community.name} its own codes"
            )
            raise Refused(message)


def _keep_people(unit: Unit, community_id: int, community: Community) -> None:
    session = unit.session
    known = {
        person.phone_hash: person
        for person in session.scalars(select(PersonRow).where(PersonRow.community_id == community_id))
    }
    for row in known.values():
        row.active = False
    for person in community.people:
        phone_hash = unit.keyring.phone(person.phone)
        row = known.get(phone_hash) or PersonRow(community_id=community_id, phone_hash=phone_hash, heard_at=unit.now)
        row.phone, row.name, row.active = person.phone, person.name, True
        session.add(row)
        session.flush()
        session.execute(delete(PersonRole).where(PersonRole.person_id == row.id))
        session.add_all(PersonRole(person_id=row.id, role=role.value) for role in sorted(person.roles))


class Directory:
    """The communities in force, read again when a second old."""

    def __init__(self, database: Database, max_age: float = 1.0) -> None:
        self._database = database
        self._max_age = max_age
        self._read_at = float("-inf")
        self._towns: tuple[Town, ...] = ()
        self._definitions: dict[tuple[int, int], Community] = {}
        self._reading = threading.Lock()

    def towns(self) -> tuple[Town, ...]:
        """Return every community in force; raise SQLAlchemyError while the database is away."""
        if time.monotonic() - self._read_at < self._max_age:
            return self._towns
        if not self._reading.acquire(blocking=not self._towns):
            return self._towns
        try:
            with self._database.read() as session:
                self._towns = tuple(self._read(session))
            self._read_at = time.monotonic()
            return self._towns
        finally:
            self._reading.release()

    def by_id(self, community_id: int) -> Town:
        """Return the community of that row; raise LookupError if there is none."""
        for town in self.towns():
            if town.id == community_id:
                return town
        message = f"no community {community_id}"
        raise LookupError(message)

    def by_ussd_code(self, code: str) -> Town | None:
        """Return the community that answers a service code (`*384*77#`; keys dialled behind it do not matter)."""
        wanted = code.strip().rstrip("#")
        best: tuple[int, Town] | None = None
        for town in self.towns():
            for known in town.community.ussd_codes:
                stem = known.rstrip("#")
                if (wanted == stem or wanted.startswith(stem + "*")) and (best is None or len(stem) > best[0]):
                    best = (len(stem), town)
        return best[1] if best else None

    def by_sms_code(self, code: str) -> Town | None:
        """Return the community that answers a short code."""
        return next((town for town in self.towns() if code.strip().lstrip("+") in town.community.sms_codes), None)

    def by_person(self, phone: str) -> tuple[Town, ...]:
        """Return the communities in which a number (E.164) has a role."""
        return tuple(town for town in self.towns() if town.by_phone(phone))

    def _read(self, session: Session) -> list[Town]:
        rows = session.execute(select(CommunityRow.id, CommunityRow.version).order_by(CommunityRow.id)).all()
        towns = []
        for community_id, version in rows:
            key = (community_id, version)
            if key not in self._definitions:
                body = session.scalars(
                    select(CommunityVersion.body).where(
                        CommunityVersion.community_id == community_id, CommunityVersion.version == version
                    )
                ).one()
                self._definitions[key] = parse(body)
            ids = {
                phone: person_id
                for person_id, phone in session.execute(
                    select(PersonRow.id, PersonRow.phone).where(
                        PersonRow.community_id == community_id, PersonRow.active
                    )
                )
            }
            towns.append(Town(community_id, version, self._definitions[key], ids))
        return towns


_DUTIES = (
    select(DutyRow)
    .join(PersonRow, PersonRow.id == DutyRow.person_id)
    .where(PersonRow.community_id == bindparam("community_id"))
)


def duties(unit: Unit, town: Town) -> dict[str, Duty]:
    """Return the last ON or OFF of each person of a community, by phone; asked of the database once a transaction."""
    known = unit.serving.get(town.id)
    if known is None:
        known = unit.serving[town.id] = {}
        for row in unit.session.scalars(_DUTIES, {"community_id": town.id}):
            person = town.person(row.person_id)
            if person is not None:
                instead_of = town.person(row.instead_of) if row.instead_of is not None else None
                known[person.phone] = Duty(person.phone, row.is_on, row.at, instead_of)
    return known


def holders(unit: Unit, town: Town, roles: Iterable[Role], zone: str | None = None) -> tuple[Person, ...]:
    """Return who has one of `roles` just now and covers the zone (None: an unknown place)."""
    return roster.holders(town.community, roles, zone, unit.now, duties(unit, town))


def bodies(session: Session) -> dict[str, str]:
    """Return the text of each community file in force, by the community's key."""
    rows = session.execute(
        select(CommunityRow.key, CommunityVersion.body).join(
            CommunityVersion,
            (CommunityVersion.community_id == CommunityRow.id) & (CommunityVersion.version == CommunityRow.version),
        )
    ).all()
    return {row.key: row.body for row in rows}
