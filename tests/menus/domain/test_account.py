"""The account: for how many days its money lasts, and how exactly that is told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import account
from menus.domain.health import CROWD, in_crowds
from menus.domain.money import Money

AMOUNTS = st.decimals(-10_000, 10_000_000, places=2)
MUCH = st.decimals(account.LITTLE, 10_000_000, places=2)
COSTS = st.decimals(Decimal("0.01"), 1_000_000, places=2)


def kes(amount: Decimal | int | str) -> Money:
    return Money("KES", Decimal(amount))


@pytest.mark.parametrize(
    ("balance", "week", "days"),
    [
        ("700", "70", 49),
        ("7000", "700", 69),
        ("7099", "709", 69),
        ("150", "7000", 0),
        ("99", "70", None),
        ("-5", "70", None),
        ("700", "0", None),
    ],
)
def test_a_balance_lasts_as_many_days_as_the_last_seven_cost(balance: str, week: str, days: int | None) -> None:
    assert account.days_left(kes(balance), Decimal(week)) == days


@given(MUCH, MUCH, COSTS)
def test_more_money_never_lasts_fewer_days(one: Decimal, other: Decimal, week: Decimal) -> None:
    less, more = sorted((one, other))
    first, second = account.days_left(kes(less), week), account.days_left(kes(more), week)
    assert first is not None
    assert second is not None
    assert 0 <= first <= second <= account.MOST_DAYS


@given(AMOUNTS, COSTS)
def test_the_days_that_are_told_can_be_paid(balance: Decimal, week: Decimal) -> None:
    days = account.days_left(kes(balance), week)
    assert (days is None) is account.is_little(kes(balance))
    assert not days or week * days / 7 <= balance


@given(MUCH, MUCH, COSTS, COSTS)
def test_the_days_tell_no_more_than_the_amounts_that_are_told(
    one: Decimal, other: Decimal, week: Decimal, another: Decimal
) -> None:
    told: dict[tuple[str, str, bool], int | None] = {}
    for balance in (one, other, one + 1):
        for cost in (week, another, week + 1):
            key = (account.about(kes(balance)), account.about(kes(cost)), account.is_little(kes(cost)))
            days = account.days_left(kes(balance), cost)
            assert told.setdefault(key, days) == days


@given(st.decimals(-10_000, account.LITTLE - Decimal("0.01"), places=2))
def test_of_little_no_shilling_is_told(amount: Decimal) -> None:
    assert account.is_little(kes(amount))
    assert account.about(kes(amount)) == "KES 100"


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("1279.40", "KES 1,200"),
        ("99.99", "KES 100"),
        ("100", "KES 100"),
        ("7.5", "KES 100"),
        ("109.99", "KES 100"),
        ("1234567", "KES 1,200,000"),
        ("-150.2", "KES 100"),
    ],
)
def test_an_amount_is_told_by_its_first_two_figures(amount: str, told: str) -> None:
    assert account.about(kes(amount)) == told


@given(MUCH)
def test_what_is_told_is_never_more_than_there_is_and_less_than_a_tenth_short(amount: Decimal) -> None:
    told = Decimal(account.about(kes(amount)).removeprefix("KES ").replace(",", ""))
    assert told <= amount
    assert amount - told < max(Decimal(1), amount / 10)


@given(st.integers(0, 10_000))
def test_a_crowd_is_a_whole_number_of_fives(number: int) -> None:
    told = in_crowds(number)
    assert told % CROWD == 0
    assert told <= number < told + CROWD
