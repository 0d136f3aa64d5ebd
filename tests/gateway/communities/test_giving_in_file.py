"""`[giving]` in a community file: what it may say, and that all its faults are told at once, each with its line."""

import re
from datetime import date

import pytest

from gateway.communities import editing
from gateway.communities.edits import Edit
from gateway.communities.file import CommunityFileError, load_example, parse
from menus.domain.giving import AccountKind, Band, OwnerBand
from tests.giving import GIVING, TREASURER, file_of


def faults(text: str) -> list[str]:
    with pytest.raises(CommunityFileError) as refused:
        parse(text)
    return [str(fault) for fault in refused.value.faults]


def test_a_file_without_it_says_that_giving_is_not_open() -> None:
    assert parse(load_example("mlango-kubwa")).giving is None


def test_what_was_decided_is_read() -> None:
    giving = parse(file_of()).giving
    assert giving is not None
    assert (giving.decision, giving.decided_on, giving.month) == ("D12", date(2026, 3, 12), 50)
    assert giving.bands == (OwnerBand(4, 300), OwnerBand(9, 700), OwnerBand(None, 1500))
    assert giving.headings["tea"]["sw"] == "chai"
    assert [(each.kind, each.number, each.custodian) for each in giving.accounts] == [
        (AccountKind.MPESA, "123456", TREASURER)
    ]


@pytest.mark.parametrize(("premises", "amount"), [(1, 300), (4, 300), (5, 700), (9, 700), (10, 1500), (999, 1500)])
def test_owners_are_asked_by_their_premises(premises: int, amount: int) -> None:
    """4, 5, 9 and 10 premises give 300, 700, 700 and 1,500."""
    giving = parse(file_of()).giving
    assert giving is not None
    assert giving.asked_of(giving.band_of(premises)) == amount
    assert giving.asked_of(None) == giving.asked_of(Band.HOUSEHOLD) == 50


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('"D12"', '"12"', "giving.decision"),
        ('"D12"', '"D0"', "giving.decision"),
        ("month = 50", "month = 0", "giving.month"),
        ("month = 50", "month = 49.5", "giving.month"),
        ("month = 50", 'month = "50"', "giving.month"),
        ("upto = 9", "upto = 4", "upto does not rise"),
        ("{ amount = 1500 }", "{ upto = 20, amount = 1500 }", "the last band alone has no upto"),
        ("{ upto = 4, amount = 300 }", "{ amount = 300 }", "the last band alone has no upto"),
        ("{ upto = 4, amount = 300 }", "{ upto = 4 }", "missing"),
        ("2026-03-12", '"12 March"', "giving.decided_on"),
        ("tea = {", "stipend = {", "heading of their own"),
        ('number = "123456"', 'number = "12 34"', "giving.accounts"),
        ("+254700000122", "+254700000111", "no treasurer or coordinator"),
        ('kind = "mpesa"', 'kind = "safe"', "giving.accounts"),
        ("stipend_cap = 2000", "stipend_cap = -1", "giving.stipend_cap"),
        ("stipend_cap = 2000", "fine = 20", "unknown key"),
    ],
)
def test_what_it_may_not_say(was: str, now: str, told: str) -> None:
    assert was in GIVING
    (fault,) = faults(file_of(GIVING.replace(was, now, 1)))
    assert told in fault
    assert re.match(r"line \d+: ", fault)


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = file_of(GIVING.replace("month = 50", "month = 0").replace('"123456"', '"x"').replace("D12", "D"))
    lines = text.splitlines()
    told = faults(text)
    assert len(told) == 3
    named = [lines[int(re.findall(r"line (\d+)", fault)[0]) - 1] for fault in told]
    assert [line.split(" = ")[0] for line in named] == ["decision", "month", "number"]


@pytest.mark.parametrize("heading", ["patrol = { sw = 'chai', en = 'tea' }", "night = { sw = 'doria', en = 'x' }"])
def test_refer_only_pays_no_patrol(heading: str) -> None:
    """In `refer-only` "patrol" may not be a spending heading."""
    text = load_example("kawangware")
    assert parse(text).mode == "refer-only"
    custodian = next(one for one in parse(text).people if {"treasurer", "coordinator"} & one.roles)
    giving = GIVING.replace("tea = {", heading + ", tea = {").replace(TREASURER, custodian.phone)
    assert ["no patrol is paid" in fault for fault in faults(text + giving)] == [True]
    assert parse(file_of(GIVING.replace("tea = {", heading + ", tea = {"))).giving is not None


def test_a_treasurer_with_another_phone_keeps_the_account() -> None:
    """The same decision holds: who answers for an account is none of it."""
    for text in (file_of(), file_of("\n# a line of somebody\n" + GIVING)):
        new = editing.with_phone(text, TREASURER, "+254700000199")
        assert text.replace(TREASURER, "+254700000199") == new
        was, now = parse(text).giving, parse(new).giving
        assert was is not None
        assert now is not None
        assert now.accounts[0].custodian == "+254700000199"
        assert now.tariff == was.tariff


def test_who_answers_for_an_account_cannot_go_before_another_one_does() -> None:
    gone = editing.edited(file_of(), Edit({}, removed=(TREASURER,)))
    assert ["no treasurer or coordinator" in fault for fault in faults(gone)] == [True]


def test_a_household_is_one_word() -> None:
    text = load_example("mlango-kubwa")
    named = text.replace('phone = "+254700000121"', 'phone = "+254700000121"\nhousehold = "Plot12"')
    (person,) = (one for one in parse(named).people if one.phone == "+254700000121")
    assert person.household == "plot12"
    (fault,) = faults(named.replace("Plot12", "plot 12"))
    assert "household" in fault
