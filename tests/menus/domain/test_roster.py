"""The roster: the people on duty and to notify, by role, zone, shift and their own ON or OFF."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.community import Community, Helpline, Mode, Person, Shift, Zone
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.roster import OVERRIDE, Duty, asks_for_duties, holders, is_patrolling, patrol_by_zone

NAIROBI = ZoneInfo("Africa/Nairobi")
FRIDAY = 4
NIGHT = Shift(frozenset({FRIDAY}), 20 * 60, 4 * 60, roles=frozenset({Role.PATROL}))


def person(number: int, *roles: Role, zones: tuple[str, ...] = (), team: str | None = None) -> Person:
    return Person(f"Person {number}", f"+25470000010{number}", frozenset(roles), frozenset(zones), "sw", None, team)


AMINA = person(1, Role.PATROL, zones=("bondeni",), team="a")
BARAKA = person(2, Role.PATROL, Role.COORDINATOR)
CHEBET = person(3, Role.POLICE)


def town(*shifts: Shift) -> Community:
    return Community(
        key="town",
        name="Town",
        short="TOWN",
        example=True,
        timezone=NAIROBI,
        languages=("sw", "en"),
        mode=Mode.PATROL,
        ussd_codes=("*384*77#",),
        sms_codes=("22384",),
        sender_id=None,
        helplines={"police": Helpline("999", date(2026, 11, 1))},
        zones=(Zone("bondeni", {"sw": "Bondeni"}), Zone("river", {"sw": "Mtoni"})),
        people=(AMINA, BARAKA, CHEBET),
        shifts=shifts,
        ladders=(),
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in Nairobi in UTC, as the database gives it. 20 November 2026 is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=NAIROBI).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "on"),
    [
        (at(20, 19, 59), False),
        (at(20, 20), True),
        (at(21, 3, 59), True),
        (at(21, 4), False),
        (at(20, 3), False),
        (at(21, 21), False),
    ],
)
def test_a_night_shift_belongs_to_the_day_it_begins(now: datetime, *, on: bool) -> None:
    assert is_patrolling(town(NIGHT), AMINA, now, {}) is on


def test_a_whole_day_ends_at_midnight() -> None:
    day = Shift(frozenset({FRIDAY}), 0, 1440, team="a")
    assert is_patrolling(town(day), AMINA, at(20, 23, 59), {})
    assert not is_patrolling(town(day), AMINA, at(21, 0), {})


def test_a_shift_may_name_a_phone_or_a_team() -> None:
    by_phone = Shift(frozenset({FRIDAY}), 0, 1440, phones=frozenset({AMINA.phone}))
    other_team = Shift(frozenset({FRIDAY}), 0, 1440, team="b")
    assert is_patrolling(town(by_phone), AMINA, at(20, 12), {})
    assert not is_patrolling(town(other_team), AMINA, at(20, 12), {})


def test_on_and_off_outweigh_the_shift_for_twelve_hours() -> None:
    off = {AMINA.phone: Duty(AMINA.phone, on=False, at=at(20, 19))}
    assert not is_patrolling(town(NIGHT), AMINA, at(20, 22), off)
    on = {AMINA.phone: Duty(AMINA.phone, on=True, at=at(18, 9))}
    assert is_patrolling(town(), AMINA, at(18, 9) + OVERRIDE - timedelta(seconds=1), on)
    assert not is_patrolling(town(), AMINA, at(18, 9) + OVERRIDE, on)


def test_a_person_who_holds_no_patrol_role_is_always_there() -> None:
    assert CHEBET in holders(town(), CHEBET.roles, None, at(18, 3), {})


def test_patrols_are_told_only_on_duty_and_in_their_zone() -> None:
    roles = (Role.PATROL,)
    assert holders(town(NIGHT), roles, "bondeni", at(20, 22), {}) == (AMINA, BARAKA)
    assert holders(town(NIGHT), roles, "river", at(20, 22), {}) == (BARAKA,)
    assert holders(town(NIGHT), roles, None, at(20, 22), {}) == (AMINA, BARAKA)
    assert holders(town(NIGHT), roles, "bondeni", at(20, 12), {}) == ()


def test_another_listed_role_counts_off_duty_and_nobody_is_told_twice() -> None:
    roles = (Role.COORDINATOR, Role.PATROL)
    assert holders(town(), roles, "river", at(20, 12), {}) == (BARAKA,)
    assert holders(town(NIGHT), roles, "river", at(20, 22), {}) == (BARAKA,)


@given(
    st.frozensets(st.sampled_from(Role), min_size=1),
    st.sampled_from([None, "bondeni", "river"]),
    st.lists(st.tuples(st.sampled_from([AMINA, BARAKA, CHEBET]), st.booleans()), max_size=4),
)
def test_where_duties_do_not_matter_nobody_comes_or_goes_by_them(
    roles: frozenset[Role], zone: str | None, said: list[tuple[Person, bool]]
) -> None:
    now = at(20, 22)
    duties = {one.phone: Duty(one.phone, on, now, BARAKA) for one, on in said}
    if not asks_for_duties(roles, zone):
        assert holders(town(NIGHT), roles, zone, now, duties) == holders(town(NIGHT), roles, zone, now, {})


@given(
    states=st.lists(st.none() | st.tuples(st.booleans(), st.integers(0, 15), st.booleans()), min_size=3, max_size=3),
    hour=st.integers(0, 23),
    shifts=st.booleans(),
)
def test_the_patrol_of_all_zones_is_that_of_each(
    states: list[tuple[bool, int, bool] | None], hour: int, *, shifts: bool
) -> None:
    community, now = town(*([NIGHT] if shifts else [])), at(20, hour)
    duties = {
        one.phone: Duty(one.phone, state[0], now - timedelta(hours=state[1]), AMINA if state[2] else None)
        for one, state in zip(community.people, states, strict=True)
        if state is not None
    }
    assert patrol_by_zone(community, now, duties) == {
        zone.key: holders(community, PATROL_ROLES, zone.key, now, duties) for zone in community.zones
    }
