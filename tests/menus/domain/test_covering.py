"""Covers: the covering person serves in place of the covered one, and a plan says the same as each moment does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain import covering, local_weeks, roster, roster_plan, shifts
from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.roster import Duty

EXAMPLE = parse(load_example("mlango-kubwa"))
LEADER, DEPUTY, BONDENI, KIAMUTISYA = EXAMPLE.people[:4]
EVERY_DAY = frozenset(range(7))
NIGHTS = Shift(EVERY_DAY, 20 * 60, 6 * 60, phones=frozenset({LEADER.phone, BONDENI.phone}))
DAYS = Shift(EVERY_DAY, 6 * 60, 20 * 60, phones=frozenset({KIAMUTISYA.phone}))
BEGINS, ENDS = (datetime(2026, 12, day, 9, tzinfo=UTC) for day in (4, 8))
"""Noon of a Friday and of a Tuesday in Nairobi."""
NIGHT, DAY, LATER = (datetime(2026, 12, day, hour, tzinfo=UTC) for day, hour in ((5, 20), (6, 8), (8, 20)))


def town(*covers: Cover, shifts: tuple[Shift, ...] = (NIGHTS, DAYS)) -> Community:
    """Return the example with other shifts, and with covers."""
    return replace(EXAMPLE, shifts=shifts, covers=covers)


def on(community: Community, person: Person, now: datetime, *duties: Duty) -> bool:
    """Return whether a person is on duty."""
    return roster.is_patrolling(community, person, now, {duty.phone: duty for duty in duties})


FOR_LEADER = town(Cover(DEPUTY.phone, BEGINS, ENDS, instead_of=LEADER.phone))


def test_who_covers_serves_in_the_shifts_of_the_covered_one_who_is_off() -> None:
    assert on(FOR_LEADER, DEPUTY, NIGHT)
    assert not on(FOR_LEADER, LEADER, NIGHT)
    assert not on(FOR_LEADER, DEPUTY, DAY)
    assert on(FOR_LEADER, BONDENI, NIGHT)
    assert on(FOR_LEADER, LEADER, LATER)
    assert not on(FOR_LEADER, DEPUTY, LATER)


def test_the_on_of_the_covered_one_counts_more_from_the_beginning_of_the_cover_and_an_off_of_the_other_always() -> None:
    for sent, counts in ((BEGINS - timedelta(minutes=1), False), (NIGHT - timedelta(hours=1), True)):
        now = max(NIGHT, sent) if counts else BEGINS + timedelta(hours=8)
        off, back = Duty(DEPUTY.phone, on=False, at=sent), Duty(LEADER.phone, on=True, at=sent)
        assert not on(FOR_LEADER, DEPUTY, now, off)
        assert on(FOR_LEADER, LEADER, now, back) is counts


def test_who_covers_has_the_roles_and_zones_of_the_covered_one() -> None:
    cover = Cover(BONDENI.phone, BEGINS, ENDS, instead_of=KIAMUTISYA.phone)
    for community, zone, role, now, expected in (
        (town(cover), "school", Role.PATROL, DAY, (BONDENI,)),
        (town(cover), "bondeni", Role.PATROL, DAY, (BONDENI,)),
        (town(cover), "market", Role.PATROL, DAY, ()),
        (FOR_LEADER, "market", Role.PATROL_LEADER, NIGHT, (DEPUTY,)),
        (FOR_LEADER, "market", Role.PATROL_LEADER, LATER, (LEADER,)),
    ):
        assert roster.holders(community, (role,), zone, now, {}) == expected


def test_somebody_who_joins_a_shift_serves_beside_its_people_in_their_zones() -> None:
    community = town(Cover(BONDENI.phone, BEGINS, ENDS, shift=1))
    assert on(community, BONDENI, DAY)
    assert on(community, KIAMUTISYA, DAY)
    assert roster.holders(community, (Role.PATROL,), "school", DAY, {}) == (BONDENI, KIAMUTISYA)
    assert not on(community, DEPUTY, DAY)


def test_a_cover_for_nobody_is_for_all_its_hours() -> None:
    community = town(Cover(DEPUTY.phone, BEGINS, ENDS), shifts=(DAYS,))
    assert on(community, DEPUTY, NIGHT)
    assert not roster.is_uncovered_night(community, NIGHT, {})
    assert roster.is_uncovered_night(community, LATER, {})
    off = {DEPUTY.phone: Duty(DEPUTY.phone, on=False, at=NIGHT - timedelta(hours=11))}
    assert roster.is_uncovered_night(community, NIGHT, off)


def test_who_covers_and_is_covered_serves_only_in_the_other_place() -> None:
    community = town(
        Cover(DEPUTY.phone, BEGINS, ENDS, instead_of=KIAMUTISYA.phone),
        Cover(KIAMUTISYA.phone, BEGINS, ENDS, instead_of=LEADER.phone),
    )
    assert on(community, KIAMUTISYA, NIGHT)
    assert not on(community, KIAMUTISYA, DAY)
    assert on(community, DEPUTY, DAY)


def test_who_covers_serves_no_longer_once_somebody_covers_for_them_as_well() -> None:
    one = replace(NIGHTS, phones=frozenset({LEADER.phone}))
    community = town(
        Cover(KIAMUTISYA.phone, BEGINS, ENDS, instead_of=LEADER.phone),
        Cover(DEPUTY.phone, BEGINS, NIGHT, instead_of=KIAMUTISYA.phone),
        shifts=(one, DAYS),
    )
    begins = datetime(2026, 12, 4, 17, tzinfo=UTC)
    assert not on(community, KIAMUTISYA, begins)
    assert roster.is_missing(community, one, begins, {})
    assert not roster.is_missing(community, one, begins + timedelta(days=2), {})
    assert on(community, KIAMUTISYA, NIGHT)
    cells = {cell.day.day: cell for cell in roster_plan.week(community, BEGINS.date()) if cell.shift == one}
    assert [bool(cells[day].covers) for day in (4, 5, 6)] == [False, True, True]


def test_two_who_serve_in_the_place_of_each_other_both_serve() -> None:
    community = town(
        Cover(KIAMUTISYA.phone, BEGINS, ENDS, instead_of=LEADER.phone),
        Cover(LEADER.phone, BEGINS, ENDS, instead_of=KIAMUTISYA.phone),
    )
    serve = [on(community, person, at) for at in (NIGHT, DAY) for person in (KIAMUTISYA, LEADER)]
    assert serve == [True, False, False, True]


def test_a_shift_whose_people_are_covered_or_off_is_missing() -> None:
    one = replace(NIGHTS, phones=frozenset({LEADER.phone}))
    begins = datetime(2026, 12, 5, 17, tzinfo=UTC)
    community = town(Cover(DEPUTY.phone, BEGINS, ENDS, instead_of=LEADER.phone), shifts=(one,))
    assert not roster.is_missing(community, one, begins, {})
    off = {DEPUTY.phone: Duty(DEPUTY.phone, on=False, at=begins - timedelta(hours=1))}
    assert roster.is_missing(community, one, begins, off)
    assert not roster.is_missing(town(shifts=(one,)), one, begins, off)
    back = {**off, LEADER.phone: Duty(LEADER.phone, on=True, at=begins - timedelta(hours=1))}
    assert not roster.is_missing(community, one, begins, back)


ZONES = tuple(ZoneInfo(name) for name in ("Africa/Nairobi", "Africa/Cairo", "Europe/Berlin", "America/Sao_Paulo"))
_PATROL = EXAMPLE.having(PATROL_ROLES)
_PHONES = [person.phone for person in _PATROL]
# The clocks are changed between 00:00 and 03:00; a shift that begins or ends then has an hour more or less.
_MINUTES = st.one_of(st.just(0), st.integers(4 * 60, 1439))
_SHIFTS = st.builds(
    Shift,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    begins=_MINUTES,
    ends=st.one_of(st.just(1440), st.integers(4 * 60, 1439)),
    phones=st.frozensets(st.sampled_from([person.phone for person in _PATROL])),
)
_FIRST = datetime(2026, 10, 20, tzinfo=UTC)
"""Ten days later the clocks of Cairo and Berlin are changed."""
_MOMENTS = st.integers(0, 20 * 24 * 4).map(lambda quarters: _FIRST + timedelta(minutes=15 * quarters))


@st.composite
def communities(draw: st.DrawFn) -> Community:
    """Draw a community with shifts and covers, in some time zone."""
    made = draw(st.lists(_SHIFTS, max_size=3))
    covers = []
    for _ in range(draw(st.integers(0, 3))):
        who, other = draw(st.permutations(_PATROL))[:2]
        begins, hours = draw(_MOMENTS), draw(st.integers(1, 200))
        kind = draw(st.sampled_from(["person", "shift", "hours"] if made else ["person", "hours"]))
        covers.append(
            Cover(
                who.phone,
                begins,
                begins + timedelta(hours=hours),
                instead_of=other.phone if kind == "person" else None,
                shift=draw(st.integers(0, len(made) - 1)) if kind == "shift" else None,
            )
        )
    return replace(EXAMPLE, timezone=draw(st.sampled_from(ZONES)), shifts=tuple(made), covers=tuple(covers))


@st.composite
def busy(draw: st.DrawFn) -> tuple[Community, datetime]:
    """Draw a community and a moment at which nearly all of its shifts and covers run, some for a short while only."""
    now, phones = draw(_MOMENTS), _PHONES
    begins = draw(st.sampled_from((0, 6 * 60)))
    ends = 1440 if not begins else 18 * 60
    whole = [Shift(EVERY_DAY, begins, ends, phones=frozenset({phone})) for phone in draw(st.permutations(phones))[:2]]
    covers = []
    for _ in range(draw(st.integers(1, 4))):
        who, other = draw(st.permutations(phones))[:2]
        since = now - timedelta(minutes=15 * draw(st.integers(0, 50)))
        until = now + timedelta(hours=draw(st.integers(0, 48)), minutes=1)
        kind = draw(st.sampled_from(["person", "person", "shift", "hours"]))
        covered = other if kind == "person" else None
        covers.append(Cover(who, since, until, covered, draw(st.integers(0, 1)) if kind == "shift" else None))
    zone = draw(st.sampled_from(ZONES))
    return replace(EXAMPLE, timezone=zone, shifts=tuple(whole), covers=tuple(covers)), now


_TOWNS = st.one_of(busy(), st.tuples(communities(), _MOMENTS))


@given(_TOWNS, st.sampled_from(_PATROL))
def test_the_plan_of_a_person_says_of_each_moment_what_the_roster_says(
    drawn: tuple[Community, datetime], person: Person
) -> None:
    community, now = drawn
    planned = roster_plan.of_person(community, person, now - timedelta(hours=1), now + timedelta(days=1))
    assert any(span.runs(now) for span in planned) is on(community, person, now)


@given(_TOWNS, st.integers(0, 14 * 24 * 4), st.dictionaries(st.sampled_from(_PHONES), st.booleans()))
def test_the_gaps_say_of_each_moment_what_the_warnings_say(
    drawn: tuple[Community, datetime], later: int, said: dict[str, bool]
) -> None:
    community, now = drawn
    at = now + timedelta(minutes=15 * later)
    duties = {phone: Duty(phone, on=is_on, at=now - timedelta(hours=1)) for phone, is_on in said.items()}
    found = roster_plan.gaps(community, now, duties, days=15)
    uncovered = any(gap.shift is None and gap.span.runs(at) for gap in found)
    if community.shifts:
        assert uncovered is roster.is_uncovered_night(community, at, duties)
    for gap in found:
        assert gap.shift is None or roster.is_missing(community, gap.shift, gap.span.begins, duties)


@given(_TOWNS)
def test_everybody_who_serves_a_shift_is_on_duty_and_nobody_else_is(drawn: tuple[Community, datetime]) -> None:
    community, now = drawn
    running = [shift for shift in community.shifts if shifts.runs(community, shift, now)]
    serving = {person.phone for shift in running for person, _ in roster.serving(community, shift, now, {})}
    beside = {
        cover.phone
        for cover in community.covers
        if cover.runs(now)
        and cover.instead_of is None
        and cover.shift is None
        and covering.serves(community, cover, now)
    }
    assert serving | beside == {person.phone for person in _PATROL if on(community, person, now)}


@given(_TOWNS, st.sets(st.sampled_from(_PATROL)), st.integers(0, 40))
def test_nobody_is_called_who_has_sent_off_lately(
    drawn: tuple[Community, datetime], away: set[Person], quarters: int
) -> None:
    community, now = drawn
    off = {one.phone: Duty(one.phone, on=False, at=now - timedelta(minutes=15 * quarters)) for one in away}
    for zone in (None, *(zone.key for zone in community.zones)):
        assert not away & {*roster.holders(community, PATROL_ROLES, zone, now, off)}
    assert not any(roster.is_patrolling(community, person, now, off) for person in away)


@given(_TOWNS, st.integers(0, 40))
def test_a_shift_is_missing_once_all_who_serve_it_have_sent_off(
    drawn: tuple[Community, datetime], quarters: int
) -> None:
    community, now = drawn
    sent = now - timedelta(minutes=15 * quarters)
    for shift in community.shifts:
        begins = now if shifts.runs(community, shift, now) else roster.next_beginning(community, shift, now)
        serve = {person.phone for person, _ in roster.serving(community, shift, begins, {})}
        if begins < sent + roster.OVERRIDE:
            off = {phone: Duty(phone, on=False, at=sent) for phone in serve}
            assert roster.is_missing(community, shift, begins, off)


@given(_TOWNS, st.data())
def test_the_patrol_of_each_zone_are_its_holders(drawn: tuple[Community, datetime], data: st.DataObject) -> None:
    community, now = drawn
    said = data.draw(st.dictionaries(st.sampled_from(_PHONES), st.booleans()))
    duties = {phone: Duty(phone, on=is_on, at=now - timedelta(hours=1)) for phone, is_on in said.items()}
    found = roster.patrol_by_zone(community, now, duties)
    for zone in community.zones:
        assert found[zone.key] == roster.holders(community, PATROL_ROLES, zone.key, now, duties)


@given(communities(), st.integers(0, 3))
def test_a_week_has_each_shift_on_the_day_on_which_it_begins(community: Community, weeks: int) -> None:
    first = local_weeks.monday(_FIRST.date()) + timedelta(weeks=weeks)
    cells = roster_plan.week(community, first)
    assert len(cells) == sum(len(shift.days) for shift in community.shifts)
    for cell in cells:
        local = cell.span.begins.astimezone(community.timezone)
        assert (local.date(), local.hour * 60 + local.minute) == (cell.day, cell.shift.begins)
        assert cell.day.weekday() in cell.shift.days
        assert shifts.runs(community, cell.shift, cell.span.begins)
        assert not shifts.runs(community, cell.shift, cell.span.ends) or _is_followed(cell)


def _is_followed(cell: roster_plan.Cell) -> bool:
    """Return whether the same shift may begin where it ends: it lasts a whole day."""
    return cell.shift.ends % 1440 == cell.shift.begins % 1440


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [("Africa/Nairobi", 24, 10), ("Europe/Berlin", 24, 11), ("Europe/Berlin", 23, 10), ("Africa/Cairo", 29, 11)],
)
def test_a_night_in_which_the_clocks_are_set_back_has_an_hour_more(zone: str, day: int, hours: int) -> None:
    community = replace(town(), timezone=ZoneInfo(zone))
    night = shifts.span(community, NIGHTS, datetime(2026, 10, day, tzinfo=UTC).date())
    assert night.ends - night.begins == timedelta(hours=hours)
    assert f"{night.begins.astimezone(ZoneInfo(zone)):%H:%M}" == "20:00"
    assert f"{night.ends.astimezone(ZoneInfo(zone)):%H:%M}" == "06:00"


def test_a_night_in_which_the_clocks_are_set_forward_has_an_hour_less() -> None:
    community = replace(town(), timezone=ZoneInfo("Europe/Berlin"))
    night = shifts.span(community, NIGHTS, datetime(2027, 3, 27, tzinfo=UTC).date())
    assert night.ends - night.begins == timedelta(hours=9)


def test_a_cover_of_somebody_without_a_shift_in_its_hours_serves_never() -> None:
    community = town()
    idle = Cover(BONDENI.phone, BEGINS, ENDS, instead_of=DEPUTY.phone)
    assert roster_plan.served_by(replace(community, covers=(idle,)), idle) == []
    night = Cover(DEPUTY.phone, BEGINS, BEGINS + timedelta(days=1), instead_of=LEADER.phone)
    (span,) = roster_plan.served_by(replace(community, covers=(night,)), night)
    assert span.ends - span.begins == timedelta(hours=10)


def test_a_cover_changes_the_cells_of_its_hours_alone() -> None:
    first = local_weeks.monday(BEGINS.date())
    before, after = (roster_plan.week(of, first) for of in (town(), FOR_LEADER))
    changed = roster_plan.changed(before, after)
    assert [cell.day.day for _, cell in changed] == [4, 5, 6]
    assert all((cell.away, [one for one, _ in cell.covers]) == ((LEADER,), [DEPUTY]) for _, cell in changed)
