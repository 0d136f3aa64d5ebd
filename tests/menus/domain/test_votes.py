"""Votes: one household one vote, the last one counts, and what is published tells of nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import vote_codes, votes
from menus.domain.community import Person
from menus.domain.desk_roles import MEMBER_ROLES, ONLOOKERS
from menus.domain.lives import IllegalStep
from menus.domain.roles import Role
from menus.domain.vote_codes import BYTES, GROUPS, LENGTH, Mistyped
from menus.domain.vote_life import LIVE, VOTE, VoteState, VoteStep
from menus.domain.votes import CLOSES_LATE, LEAST, Fault, Wanted

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware
TENURES = st.sampled_from(["tenant", "landlord", None])


def person(number: int, tenure: str | None, *roles: Role) -> Person:
    return Person(f"Person {number}", f"+25470000{number:04}", frozenset(roles), frozenset(), "en", tenure)


TELLERS = [
    person(1, "tenant", Role.COORDINATOR),
    person(2, "landlord", Role.TREASURER),
    person(3, None, Role.OVERSIGHT),
]
QUESTIONS = {"en": "Lamps first?", "sw": "Taa kwanza?"}
OPTIONS = ({"en": "Yes", "sw": "Ndiyo"}, {"en": "No", "sw": "Hapana"})


@given(st.lists(st.integers(0, 2)), st.one_of(st.none(), st.integers(0, 400)))
def test_what_is_published_adds_up_and_tells_of_nobody(chosen: list[int], listed: int | None) -> None:
    count = votes.published(listed, 3, chosen)
    assert count.voted == len(chosen)
    if len(chosen) < LEAST:
        assert count.counts is None
        assert not count.is_unanimous
    else:
        assert count.counts == tuple(chosen.count(option) for option in range(3))
        assert count.is_unanimous == (len(set(chosen)) == 1)


@given(st.lists(st.integers(0, 3)), st.randoms())
def test_the_order_of_votes_changes_no_count(chosen: list[int], random: "object") -> None:
    other = list(chosen)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert votes.published(20, 4, other) == votes.published(20, 4, chosen)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_a_vote_is_taken_by_the_time_at_which_it_began_and_by_nothing_else(
    opens: datetime, closes: datetime, began: datetime
) -> None:
    assert votes.is_taking(VoteState.OPEN, opens, closes, began) == (opens <= began < closes)
    for state in set(VoteState) - {VoteState.OPEN}:
        assert not votes.is_taking(state, opens, closes, began)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=2)))
def test_a_box_that_may_be_closed_takes_no_vote_that_begins_now(closes: datetime, later: timedelta) -> None:
    now = closes + later
    assert votes.is_box_full(closes, now) == (later >= CLOSES_LATE)
    assert not votes.is_taking(VoteState.OPEN, closes - timedelta(days=1), closes, now)


@given(
    st.lists(st.tuples(st.integers(1, 5), TENURES, st.sampled_from(list(Role))), max_size=5),
)
def test_tellers_are_three_with_a_desk_of_both_tenures(drawn: list[tuple[int, str | None, Role]]) -> None:
    people = [person(*one) for one in drawn]
    is_fit = (
        len({one.phone for one in people}) == 3
        and all(one.roles & MEMBER_ROLES for one in people)
        and {"tenant", "landlord"} <= {one.tenure for one in people}
    )
    assert (votes.fault_of_tellers(people) is None) == is_fit


@pytest.mark.parametrize("role", sorted(ONLOOKERS))
def test_nobody_who_only_looks_on_is_a_teller(role: Role) -> None:
    others = TELLERS[:2]
    assert votes.fault_of_tellers([*others, person(4, None, role)]) is Fault.TELLERS_DESK
    assert votes.fault_of_tellers([*others, person(4, None, role, Role.CHIEF)]) is None


@given(TENURES, TENURES, st.sampled_from(list(Role)), st.booleans())
def test_a_second_officer_is_another_person_of_another_tenure(
    one: str | None,
    other: str | None,
    role: Role,
    same: "bool",  # noqa: FBT001 - hypothesis gives it by its place
) -> None:
    first, second = person(1, one, Role.COORDINATOR), person(1 if same else 2, other, role)
    may = votes.may_second(first, second)
    assert may == (not same and one != other and role in votes.OFFICERS)


@given(MOMENTS, MOMENTS)
def test_a_vote_without_a_fault_leaves_two_days_after_it_was_written(opens: datetime, closes: datetime) -> None:
    wanted = Wanted(QUESTIONS, OPTIONS, opens, closes)
    if not votes.faults(wanted, TELLERS, NOW, LEAST):
        assert NOW <= opens < closes
        assert closes - NOW >= timedelta(hours=48)


def test_the_faults_of_a_vote() -> None:
    begins, ends = NOW + timedelta(hours=1), NOW + timedelta(days=3)

    def faults(**changed: object) -> list[Fault]:
        given = {"questions": QUESTIONS, "options": OPTIONS, "opens_at": begins, "closes_at": ends, **changed}
        return votes.faults(Wanted(**given), TELLERS, NOW, LEAST)  # type: ignore[arg-type]

    assert faults() == []
    assert faults(options=OPTIONS[:1]) == [Fault.FEW_OPTIONS]
    assert faults(options=OPTIONS * 3) == [Fault.MANY_OPTIONS, Fault.SAME_OPTIONS]
    assert faults(questions={**QUESTIONS, "sw": "?!"}) == [Fault.NO_QUESTION]
    assert faults(closes_at=begins) == [Fault.CLOSES_BEFORE]
    assert faults(opens_at=NOW - timedelta(seconds=1)) == [Fault.OPENS_BEFORE]
    assert faults(closes_at=NOW + timedelta(hours=47)) == [Fault.TOO_SOON]
    assert votes.faults(Wanted(QUESTIONS, OPTIONS, begins, ends), TELLERS, NOW, LEAST - 1) == [Fault.SHORT_LIST]
    assert votes.faults(Wanted(QUESTIONS, OPTIONS, begins, ends, is_poll=True), TELLERS, NOW, 0) == []


@given(st.lists(st.sampled_from(list(VoteStep)), max_size=8))
def test_a_vote_ends_once(steps: list[VoteStep]) -> None:
    state = VoteState.PROPOSED
    for step in steps:
        try:
            after = VOTE.after(state, step)
        except IllegalStep:
            continue
        assert state in LIVE
        state = after
    # Nobody counts what was not closed, and nothing opens that was not published.
    assert (VoteState.OPEN, VoteStep.COUNT) not in VOTE.table
    assert (VoteState.AGREED, VoteStep.OPEN) not in VOTE.table


@given(st.binary(min_size=BYTES, max_size=BYTES), st.sampled_from([" ", "-", "\n", ""]))
def test_a_code_is_read_as_it_was_written(secret: bytes, between: str) -> None:
    groups = vote_codes.written(secret)
    assert [len(group) for group in groups] == [LENGTH] * GROUPS
    assert vote_codes.read(between.join(groups)) == secret


@given(st.binary(min_size=BYTES, max_size=BYTES), st.integers(0, GROUPS * LENGTH - 1), st.integers(1, 9))
def test_a_slip_in_one_digit_is_told_by_its_group(secret: bytes, at: int, by: int) -> None:
    digits = "".join(vote_codes.written(secret))
    slip = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    assert vote_codes.read(slip) == Mistyped(at // LENGTH + 1)


@given(st.binary(min_size=BYTES, max_size=BYTES), st.integers(0, GROUPS - 2))
def test_two_groups_in_the_wrong_order_are_found(secret: bytes, at: int) -> None:
    groups = list(vote_codes.written(secret))
    groups[at], groups[at + 1] = groups[at + 1], groups[at]
    read = vote_codes.read(" ".join(groups))
    assert isinstance(read, Mistyped) or read == secret


@given(st.text(max_size=200))
def test_any_text_is_read_as_a_code_or_as_none(typed: str) -> None:
    assert isinstance(vote_codes.read(typed), bytes | Mistyped)


@pytest.mark.parametrize("secret", [b"", bytes(15), bytes(17)])
def test_a_code_holds_sixteen_bytes(secret: bytes) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        vote_codes.written(secret)
