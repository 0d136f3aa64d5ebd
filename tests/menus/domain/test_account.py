"""The account: for how many days its money lasts, and how exactly that is told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import account
from menus.domain.health import CROWD, in_crowds
from menus.domain.money import Money

AMOUNTS = st.decimals(-10_000, 10_000_000, places=2)
COSTS = st.decimals(Decimal("0.01"), 1_000_000, places=2)


def kes(amount: Decimal | int | str) -> Money:
    return Money("KES", Decimal(amount))


@pytest.mark.parametrize(
    ("balance", "week", "days"),
    [("700", "70", 70), ("69", "70", 6), ("70", "70", 7), ("0", "70", 0), ("-5", "70", 0), ("70", "0", None)],
)
def test_a_balance_lasts_as_many_days_as_the_last_seven_cost(balance: str, week: str, days: int | None) -> None:
    assert account.days_left(kes(balance), Decimal(week)) == days


@given(AMOUNTS, AMOUNTS, COSTS)
def test_more_money_never_lasts_fewer_days(one: Decimal, other: Decimal, week: Decimal) -> None:
    less, more = sorted((one, other))
    first, second = account.days_left(kes(less), week), account.days_left(kes(more), week)
    assert first is not None
    assert second is not None
    assert 0 <= first <= second <= account.MOST_DAYS


@given(AMOUNTS, COSTS)
def test_the_days_that_are_told_can_be_paid(balance: Decimal, week: Decimal) -> None:
    days = account.days_left(kes(balance), week)
    assert days is not None
    assert days == 0 or week * days / 7 <= balance


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("1279.40", "KES 1,200"),
        ("99.99", "KES 99"),
        ("100", "KES 100"),
        ("7.5", "KES 7"),
        ("0.4", "KES 0"),
        ("1234567", "KES 1,200,000"),
        ("-150.2", "KES -150"),
    ],
)
def test_an_amount_is_told_by_its_first_two_figures(amount: str, told: str) -> None:
    assert account.about(kes(amount)) == told


@given(st.decimals(0, 10_000_000, places=2))
def test_what_is_told_is_never_more_than_there_is_and_less_than_a_tenth_short(amount: Decimal) -> None:
    told = Decimal(account.about(kes(amount)).removeprefix("KES ").replace(",", ""))
    assert told <= amount
    assert amount - told < max(Decimal(1), amount / 10)


@given(st.integers(0, 10_000))
def test_a_crowd_is_a_whole_number_of_fives(number: int) -> None:
    told = in_crowds(number)
    assert told % CROWD == 0
    assert told <= number < told + CROWD
