"""Changes of people: who must agree before a community file names others, and what a change must say.

Leaders command, police contacts read what is grave, and the closed circles read what is hidden from everybody else. So
one officer alone never decides who they are, nor at which number they are reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from menus.domain import circles, new_numbers
from menus.domain.community import Community, Person
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.tenures import KnownTenures

LEADERS = frozenset({Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.COORDINATOR, Role.OVERSIGHT})
GUARDED = LEADERS | POLICE_ROLES | circles.CLOSED | {Role.TREASURER, Role.CHIEF, Role.YOUTH_LEAD, Role.PEACE_COMMITTEE}
"""The roles that one officer alone changes nothing about, but for the language: these, too, read and witness."""
SECOND_OFFICERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
"""The roles that agree as a second officer."""
VALID_FOR = timedelta(hours=72)
"""The time that a proposal waits for a second officer: over a weekend. A guess."""


class Field(StrEnum):
    """The keys of a person in the file that the desk changes. The value is the key in the file."""

    NAME = "name"
    PHONE = "phone"
    ROLES = "roles"
    ZONES = "zones"
    TEAM = "team"
    LANGUAGE = "language"
    TENURE = "tenure"


_FREE_FIELDS = frozenset({Field.LANGUAGE})
"""Fields that one officer alone may change. Zones and a team decide who is called and which reports they see."""


@dataclass(frozen=True)
class Change:
    """One person before and after a change; None where the file does not name them.

    `has_other_tenure`: a file of lately named their number or their name with another tenure.
    """

    was: Person | None
    now: Person | None
    has_other_tenure: bool = False

    @property
    def person(self) -> Person:
        """The person: as the file names them before, else as it names them after."""
        found = self.was or self.now
        assert found is not None  # noqa: S101 - a change is of somebody
        return found

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that differ, of a person whom the file names before and after."""
        if self.was is None or self.now is None:
            return ()
        return tuple(field for field in Field if getattr(self.was, field) != getattr(self.now, field))

    @property
    def brings_number(self) -> bool:
        """Whether texts and alerts go to a number that was not this person's before."""
        return self.now is not None and (self.was is None or self.was.phone != self.now.phone)

    @property
    def gives_patrol_place(self) -> bool:
        """Whether somebody comes to the patrol: whoever refuses that must say why."""
        before = self.was.roles if self.was is not None else frozenset()
        return self.now is not None and bool(self.now.roles & PATROL_ROLES) and not before & PATROL_ROLES

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person has before or after."""
        return frozenset().union(*(one.roles for one in (self.was, self.now) if one is not None))

    @property
    def changes_unknown(self) -> bool:
        """Whether something else than a Field is different: a secret word, a public number, or a key of later files."""
        if self.was is None or self.now is None:
            return False
        return replace(self.was, **{field.value: getattr(self.now, field) for field in Field}) != self.now

    @property
    def is_guarded(self) -> bool:
        """Whether a second officer must agree: somebody of GUARDED comes, goes, or gets anything but a language.

        So is another tenure of anybody, as reports that accuse landlords are hidden from landlords alone; and whatever
        no page shows, so that a new key of the file never slips through.
        """
        if Field.TENURE in self.fields or self.has_other_tenure or self.changes_unknown:
            return True
        is_whole = self.was is None or self.now is None
        return bool(self.roles & GUARDED) and (is_whole or bool({*self.fields} - _FREE_FIELDS))

    @property
    def needs_decision(self) -> bool:
        """Whether it must name a decision of the association: another person leads, or in another role.

        A leader with a new SIM card is the same leader. A new name with a new number is somebody else.
        """
        if not self.roles & LEADERS:
            return False
        is_other = {Field.NAME, Field.PHONE} <= {*self.fields}
        return self.was is None or self.now is None or is_other or Field.ROLES in self.fields


def with_tenures(changes: Iterable[Change], known: KnownTenures) -> tuple[Change, ...]:
    """Return changes that say who comes back with another tenure than files of lately gave them."""
    return tuple(replace(one, has_other_tenure=known.is_another(one.was, one.now)) for one in changes)


def between(before: Community, after: Community) -> tuple[Change, ...]:
    """Return how the people of one file differ from those of another; somebody with another number is followed."""
    moved = new_numbers.moved(before, after)
    now = {person.phone: person for person in after.people}
    follows = {person.phone: moved.get(person.phone, person.phone) for person in before.people}
    changes = [Change(person, now.get(follows[person.phone])) for person in before.people]
    came = [Change(None, person) for phone, person in now.items() if phone not in follows.values()]
    return (*(change for change in changes if change.was != change.now), *came)


@dataclass(frozen=True)
class AtOnce:
    """The change is done at once."""


@dataclass(frozen=True)
class Second:
    """The change waits until one of these officers agrees."""

    officers: tuple[Person, ...]


@dataclass(frozen=True)
class Operator:
    """The change is not done at the desk: the operator does it, with the association's paper in hand."""


Ruling = AtOnce | Second | Operator


def ruling(community: Community, asker: Person, changes: Iterable[Change]) -> Ruling:
    """Return who must agree to changes that somebody asks for, by the file in force.

    Nobody agrees to a change of themselves. Somebody who is the only officer of all changes others at once. The desk
    does nothing where there are other officers and none of them may agree, as a change may concern them all; where a
    closed circle has nobody else to agree; and where somebody would stop to coordinate alone.
    """
    guarded = [change for change in changes if change.is_guarded]
    if not guarded:
        return AtOnce()
    is_closed = any(change.roles & circles.CLOSED for change in guarded)
    concerned = {one.phone for change in guarded for one in (change.was, change.now) if one is not None}
    may_agree = community.having({Role.OVERSIGHT} if is_closed else SECOND_OFFICERS)
    officers = tuple(one for one in may_agree if one.phone not in {asker.phone, *concerned})
    if officers:
        return Second(officers)
    has_others = any(one.phone != asker.phone for one in community.having(SECOND_OFFICERS))
    is_own = any(change.was is not None and change.was.phone == asker.phone for change in guarded if _ends(change))
    return Operator() if has_others or is_closed or is_own else AtOnce()


def _ends(change: Change) -> bool:
    """Return whether somebody coordinates no longer."""
    now = change.now.roles if change.now is not None else frozenset()
    return change.was is not None and Role.COORDINATOR in change.was.roles - now


def keeps_coordinator(after: Community) -> bool:
    """Return whether somebody coordinates still: nobody can take away the last one."""
    return bool(after.having((Role.COORDINATOR,)))


def missed_roles(community: Community, person: Person, roles: frozenset[Role]) -> frozenset[Role]:
    """Return the roles that ladders call and nobody would have, if a person had these roles alone (none: they go)."""
    called = {role for ladder in community.ladders for step in ladder.steps for role in step.notify}
    lost = (person.roles - roles) & called
    return frozenset(role for role in lost if not any(one != person for one in community.having((role,))))
