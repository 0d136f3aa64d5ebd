"""Texts about rises: on Monday morning coordinators read of each rise and silence, and one line of what to look at.

Each reads of their own zones. Whoever has an interest in incidents reads the numbers without them, or nothing. A pause
holds these texts back, and the night too.
"""

from collections.abc import Collection, Sequence
from functools import partial

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.insight import rises
from gateway.messaging.notices import coordinators, notify_of_association
from menus.domain import local_weeks, rise_told, seeing
from menus.domain.community import Community, Person
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import Told
from menus.sms import rise_wording
from menus.text.names import Text

AT_ONCE = 5
"""Communities that are looked at in one transaction; the others follow at the next look. A guess: 0.2 s at most."""


def tell(uow: UnitOfWork, directory: Directory) -> None:
    """Look at each community whose Monday has come, keep what is in alarm, and tell its coordinators once."""
    left = AT_ONCE
    for record in rises.are_due(uow.session, directory.communities(), uow.now):
        if left and record.paused_at is None:
            left -= uow.in_savepoint("rises", record.id, partial(_tell, uow, record))


def _tell(uow: UnitOfWork, record: CommunityRecord) -> None:
    monday = local_weeks.due(uow.now, record.community.timezone)
    standing = rise_told.standing(rises.keep(uow, record), monday)
    if not standing:
        return
    people = coordinators(uow, record)
    for person in people:
        which = rises.which_for(record, record.person_ids[person.phone])
        theirs = [one for one in standing if is_for(record.community, person, one, people)]
        _tell_person(uow, record, person, rises.as_known_to(uow.session, record, theirs, which))


def is_for(community: Community, person: Person, told: Told, people: Collection[Person]) -> bool:
    """Return whether a coordinator reads of an alarm: of their zones, and of no zone those who have every zone.

    Where nobody has every zone, each of them has a part in what is above usual in all of them together.
    """
    if told.zone is not None:
        return told.zone in {zone.key for zone in seeing.zones_of(community, person)}
    return has_every_zone(community, person) or not any(has_every_zone(community, other) for other in people)


def has_every_zone(community: Community, person: Person) -> bool:
    """Return whether somebody looks after every zone."""
    return len(seeing.zones_of(community, person)) == len(community.zones)


def _tell_person(uow: UnitOfWork, record: CommunityRecord, person: Person, told: Sequence[Told]) -> None:
    community, language = record.community, person.language
    looks = [one for one in told if one.level is RiseLevel.LOOK]
    for one in told:
        if one.level is not RiseLevel.LOOK:
            values = rise_wording.values_of(community, language, one)
            values["code"] = community.ussd_codes[0]
            _queue(uow, record, person, rise_wording.name_of(community, one), values)
    if looks:
        values = rise_wording.values_of(community, language, looks[0])
        _queue(uow, record, person, Text.RISE_LOOKS, {**values, "count": str(len(looks))})


def _queue(uow: UnitOfWork, record: CommunityRecord, person: Person, name: Text, values: dict[str, str]) -> None:
    notify_of_association(uow, record, person, name, incident=None, wakes=False, **values)
