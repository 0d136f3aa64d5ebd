"""Tests of the first rungs: whom a new ladder reaches at once, and when something is due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gateway.communities import file
from menus.domain.categories import Level, Track
from menus.domain.community import Community
from menus.domain.first_rungs import Begun, begin
from menus.domain.first_told import FirstTold
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role
from menus.domain.roster import Duty
from menus.domain.rung_plan import Matter

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""A Monday at nine in Nairobi: the night shift is on duty."""
NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COMMUNITY = file.parse(file.load_example("mlango-kubwa"))
PATROL = ("+254700000101", "+254700000102", "+254700000111", "+254700000112")


def nobody_on_duty(now: datetime) -> dict[str, Duty]:
    return {phone: Duty(phone, on=False, at=now) for phone in PATROL}


def ladder(level: Level, track: Track, *steps: Step) -> Ladder:
    return Ladder(level, track, steps)


def test_a_ladder_whose_first_rung_reaches_somebody_is_due_now() -> None:
    steps = (Step((Role.PATROL_LEADER,)), Step((Role.COORDINATOR,), timedelta(minutes=3)))
    begun = begin(COMMUNITY, Matter(Level.MAJOR, "bondeni"), ladder(Level.MAJOR, Track.PATROL, *steps), EVENING, {})
    assert begun == Begun(EVENING, FirstTold.LEADER)


def test_a_ladder_whose_first_rung_waits_is_due_when_it_ends_its_wait() -> None:
    later = Step((Role.PATROL_LEADER,), timedelta(minutes=3))
    begun = begin(COMMUNITY, Matter(Level.URGENT, "bondeni"), ladder(Level.URGENT, Track.PATROL, later), EVENING, {})
    assert begun == Begun(EVENING + timedelta(minutes=3), None)


def test_a_rung_that_reaches_nobody_is_followed_by_the_next_at_once() -> None:
    steps = (Step((Role.PATROL,)), Step((Role.POLICE,), timedelta(minutes=3)))
    matter, duties = Matter(Level.MAJOR, "bondeni"), nobody_on_duty(NOON)
    begun = begin(COMMUNITY, matter, ladder(Level.MAJOR, Track.PATROL, *steps), NOON, duties)
    assert begun == Begun(NOON, FirstTold.POLICE)


def test_a_ladder_that_reaches_nobody_at_all_is_left_to_the_coordinators() -> None:
    matter, duties = Matter(Level.MAJOR, "bondeni"), nobody_on_duty(NOON)
    begun = begin(COMMUNITY, matter, ladder(Level.MAJOR, Track.PATROL, Step((Role.PATROL,))), NOON, duties)
    assert begun == Begun(NOON, FirstTold.COORDINATOR)


def test_without_coordinators_nobody_is_named() -> None:
    empty: Community = replace(
        COMMUNITY,
        people=tuple(person for person in COMMUNITY.people if not person.roles & {Role.COORDINATOR, Role.OVERSIGHT}),
    )
    matter, duties = Matter(Level.MAJOR, "bondeni"), nobody_on_duty(NOON)
    begun = begin(empty, matter, ladder(Level.MAJOR, Track.PATROL, Step((Role.PATROL,))), NOON, duties)
    assert begun == Begun(NOON, None)


def test_before_the_quiet_hours_end_a_minor_ladder_is_due_at_their_end() -> None:
    night = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    matter = Matter(Level.MINOR, "bondeni")
    begun = begin(COMMUNITY, matter, ladder(Level.MINOR, Track.PATROL, Step((Role.COORDINATOR,))), night, {})
    assert begun == Begun(datetime(2026, 11, 24, 3, 0, tzinfo=UTC), FirstTold.LATER)


def test_a_reporter_reads_of_nobody_on_a_track_that_is_not_theirs_to_read_of() -> None:
    matter = Matter(Level.MAJOR, "bondeni")
    begun = begin(COMMUNITY, matter, ladder(Level.MAJOR, Track.OVERSIGHT, Step((Role.OVERSIGHT,))), EVENING, {})
    assert begun == Begun(EVENING, None)
