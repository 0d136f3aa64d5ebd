"""The roster now: everybody on duty stands there with the reason, and whoever has sent OFF; and who comes next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import roster, roster_now
from menus.domain.community import Community
from menus.domain.cover import Cover
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster import Duty
from menus.domain.roster_now import Why
from tests.menus.domain.test_covering import (
    BEGINS,
    BONDENI,
    DEPUTY,
    ENDS,
    EXAMPLE,
    KIAMUTISYA,
    LEADER,
    NIGHT,
    communities,
    town,
)

_PATROL = EXAMPLE.having(PATROL_ROLES)
_FIRST = datetime(2026, 10, 20, tzinfo=UTC)


@given(
    communities(), st.integers(0, 20 * 96), st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 20)))
)
def test_whoever_is_on_duty_stands_there_and_nobody_else_is_called_so(
    community: Community, quarters: int, sent: list[tuple[int, bool, int]]
) -> None:
    now = _FIRST + timedelta(minutes=15 * quarters)
    said = [Duty(_PATROL[who].phone, is_on, now - timedelta(hours=hours)) for who, is_on, hours in sent]
    duties = {duty.phone: duty for duty in said}
    found = roster_now.standings(community, now, duties)
    on_duty = [person for person in _PATROL if roster.is_patrolling(community, person, now, duties)]
    assert [one.person for one in found if one.is_on] == on_duty
    assert [one.is_on for one in found] == sorted((one.is_on for one in found), reverse=True)
    assert all(one.span.runs(now) for one in found)


def test_each_reason_is_told_with_its_hours_and_the_other_person() -> None:
    community = town(Cover(DEPUTY.phone, BEGINS, ENDS, instead_of=LEADER.phone))
    sent = NIGHT - timedelta(hours=2)
    duties = {
        KIAMUTISYA.phone: Duty(KIAMUTISYA.phone, on=True, at=sent, instead_of=BONDENI),
        BONDENI.phone: Duty(BONDENI.phone, on=False, at=sent),
    }
    found = {one.person: one for one in roster_now.standings(community, NIGHT, duties)}
    assert {person: (one.why, one.other) for person, one in found.items()} == {
        DEPUTY: (Why.COVER, LEADER),
        LEADER: (Why.COVERED, DEPUTY),
        KIAMUTISYA: (Why.SWAP, BONDENI),
        BONDENI: (Why.OFF, None),
    }
    assert found[BONDENI].span.ends == sent + roster.OVERRIDE
    assert found[DEPUTY].span.ends == ENDS
    (alone,) = roster_now.standings(replace(community, covers=()), NIGHT - timedelta(hours=8), {})
    assert (alone.person, alone.why, alone.span.ends.hour) == (KIAMUTISYA, Why.SHIFT, 17)


def test_the_next_shift_names_those_who_will_serve_it() -> None:
    community = town(Cover(DEPUTY.phone, BEGINS, ENDS, instead_of=KIAMUTISYA.phone))
    coming = roster_now.coming(community, NIGHT, {})
    assert coming is not None
    assert (coming.span.begins, coming.people) == (datetime(2026, 12, 6, 3, tzinfo=UTC), (DEPUTY,))
    assert roster_now.coming(replace(community, shifts=()), NIGHT, {}) is None
    once = replace(community.shifts[0], days=frozenset({5}), phones=frozenset())
    weekly = roster_now.coming(replace(community, shifts=(once,)), NIGHT, {})
    assert weekly is not None
    assert (weekly.span.begins, weekly.people) == (datetime(2026, 12, 12, 17, tzinfo=UTC), ())


def test_covers_that_are_over_are_not_shown_and_the_others_keep_their_places_in_the_file() -> None:
    day = timedelta(days=1)
    over, later, running = (
        Cover(DEPUTY.phone, BEGINS - 9 * day, BEGINS - 8 * day),
        Cover(DEPUTY.phone, ENDS, ENDS + day),
        Cover(BONDENI.phone, BEGINS, ENDS),
    )
    community = town(over, later, running)
    assert roster_now.covers_shown(community, NIGHT) == [(2, running), (1, later)]
