"""The form of a cover: what was typed becomes a cover, or faults that say what would be accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from gateway.communities.records import CommunityRecord
from gateway.communities.values import LONGEST_WHY
from gateway.desk.answers import Words
from gateway.desk.roster.hours import shift_name
from menus.domain import covering, roster_plan
from menus.domain.community import Community, Person
from menus.domain.cover import AHEAD, LONGEST, Cover
from menus.domain.roles import PATROL_ROLES
from menus.text import gsm7, person_matching
from menus.text.typed_numbers import number_in

FIELDS = ("person", "instead_of", "shift", "begins", "ends", "why")
MOST_LISTED = 60
"""The most patrollers that stand in a list to choose from; with more, a name is typed. A guess."""
_LONGEST = 200
"""The most characters of a field that are read."""


@dataclass(frozen=True)
class Wish:
    """A form as it was typed. `faults` are the words that say what is wrong with a field, by its name."""

    typed: Mapping[str, str]
    cover: Cover | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """The choices: people by the id of their row, or nobody if they are too many; shifts by their number."""

    people: tuple[tuple[str, str], ...]
    shifts: tuple[tuple[str, str], ...]
    most_why: int = LONGEST_WHY


def choices(record: CommunityRecord, say: Words) -> Choices:
    """Return what can be chosen in the form."""
    community = record.community
    patrol = sorted(community.having(PATROL_ROLES), key=lambda person: person.name.casefold())
    people = [(str(record.person_ids[person.phone]), person.name) for person in patrol]
    named = [(str(number), shift_name(community, say, shift)) for number, shift in enumerate(community.shifts, 1)]
    return Choices(tuple(people) if len(people) <= MOST_LISTED else (), tuple(named[:MOST_LISTED]))


def typed(form: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, each on one line."""
    return {name: " ".join(form.get(name, "").split())[:_LONGEST] for name in FIELDS}


def read(record: CommunityRecord, say: Words, fields: Mapping[str, str], now: datetime) -> Wish:
    """Return the cover of a form, or its faults."""
    community, faults = record.community, dict[str, str]()
    person, covered = _people(record, say, fields, faults)
    shift = _shift(community, say, fields, faults)
    hours = _hours(community, say, fields, now, faults)
    why = gsm7.plain(fields["why"])
    if not why or not gsm7.is_gsm7(why) or len(why) > LONGEST_WHY:
        faults["why"] = say("fault.why", count=LONGEST_WHY)
    if faults or person is None or hours is None:
        return Wish(fields, None, faults)
    cover = Cover(person.phone, *hours, covered.phone if covered is not None else None, shift, why)
    after = replace(community, covers=(*community.covers, cover))
    if covered is None:
        # Somebody who joins a shift outside of its hours would read that they serve, and get no alert.
        is_idle = shift is not None and not roster_plan.served_by(after, cover)
        return Wish(fields, None, {"shift": say("fault.outside")}) if is_idle else Wish(fields, cover)
    if not covering.may_cover(person, covered):
        return Wish(fields, None, {"instead_of": say("fault.leader")})
    if any(cover in covering.yields_to(after, one) and one.overlaps(cover) for one in community.covers):
        return Wish(fields, None, {"instead_of": say("fault.clash", name=covered.name)})
    if not roster_plan.served_by(after, cover):
        return Wish(fields, None, {"instead_of": say("fault.idle", name=covered.name)})
    return Wish(fields, cover)


def _people(
    record: CommunityRecord, say: Words, fields: Mapping[str, str], faults: dict[str, str]
) -> tuple[Person | None, Person | None]:
    """Return who serves and who is covered, or note their faults."""
    person, covered = (_person(record, fields[name]) for name in ("person", "instead_of"))
    if isinstance(person, str):
        faults["person"] = say(person or "fault.person")
    if isinstance(covered, str) and covered:
        faults["instead_of"] = say(covered)
    elif isinstance(person, Person) and covered == person:
        faults["instead_of"] = say("fault.same")
    return person if isinstance(person, Person) else None, covered if isinstance(covered, Person) else None


def _shift(community: Community, say: Words, fields: Mapping[str, str], faults: dict[str, str]) -> int | None:
    """Return the place of the shift that was chosen, or note its fault; None without one."""
    if not fields["shift"]:
        return None
    number = number_in(fields["shift"], len("99999"))
    if number is None or not 0 < number <= len(community.shifts):
        faults["shift"] = say("fault.shift")
        return None
    if fields["instead_of"]:
        faults["shift"] = say("fault.both")
    return number - 1


def _hours(
    community: Community, say: Words, fields: Mapping[str, str], now: datetime, faults: dict[str, str]
) -> tuple[datetime, datetime] | None:
    """Return from when to when somebody serves (UTC), or note the faults. Their length counts as the clocks show it."""
    begins, ends = _wall(fields["begins"]), _wall(fields["ends"])
    faults.update({name: say("fault.moment") for name, one in (("begins", begins), ("ends", ends)) if one is None})
    if begins is None or ends is None:
        return None
    fault = _of_hours(begins, ends, now.astimezone(community.timezone).replace(tzinfo=None))
    if fault:
        faults["ends"] = say(fault, days=LONGEST.days, ahead=AHEAD.days)
        return None
    from_, to = (wall.replace(tzinfo=community.timezone).astimezone(UTC) for wall in (begins, ends))
    return from_, to


def _of_hours(begins: datetime, ends: datetime, now: datetime) -> str:
    if ends <= begins:
        return "fault.order"
    if ends - begins > LONGEST:
        return "fault.long"
    if begins - now > AHEAD:
        return "fault.far"
    return "fault.over" if ends <= now else ""


def _person(record: CommunityRecord, said: str) -> Person | str:
    """Return the patroller who is meant by the id of their row or by their name; else the words that say what is wrong.

    Empty words: nothing was said.
    """
    if not said:
        return ""
    row_id = number_in(said, len("9" * 15))
    person = record.person(row_id) if row_id is not None else None
    patrol = record.community.having(PATROL_ROLES)
    found = [person] if person is not None else person_matching.named(said, patrol)
    if len(found) > 1:
        return "fault.several"
    return found[0] if found and found[0].roles & PATROL_ROLES else "fault.unknown"


def _wall(said: str) -> datetime | None:
    """Return a day and a time on the wall; None for anything else."""
    try:
        return datetime.strptime(said.replace(" ", "T")[:16], "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - on the wall
    except ValueError:
        return None
