"""Payments as they are read: whatever comes, something clear comes out, and a payer leaves nothing of themselves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import lettered, paying
from menus.domain.lettered import Letter

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
GIVER = lettered.mint(Letter.GIVER, 7, b"key")
PAID = {
    "TransID": "SKU1ABC234",
    "TransTime": "20261130142501",
    "TransAmount": "50.00",
    "BusinessShortCode": "123456",
    "BillRefNumber": GIVER,
}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("50", 5_000),
        ("50.00", 5_000),
        ("1,500", 150_000),
        (" 50 ", 5_000),
        ("50.5", 5_050),
        ("-50", -5_000),
        ("0", 0),
        ("50.001", None),
        ("fifty", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e9", None),
        ("", None),
        ("\u0665\u0660", None),
        ("9" * 10, None),
    ],
)
def test_an_amount_is_read_to_the_cent_or_not_at_all(text: str, cents: int | None) -> None:
    assert paying.cents_of(text) == cents


@pytest.mark.parametrize(
    ("cents", "shillings"),
    [(5_000, 50), (5_050, None), (0, None), (-5_000, None), (None, None), (10**15, None), (1, None)],
)
def test_whole_shillings_alone_go_into_the_books(cents: int | None, shillings: int | None) -> None:
    assert paying.whole_shillings(cents) == shillings


@pytest.mark.parametrize("typed", [GIVER, GIVER.lower(), f" {GIVER} ", f"g {GIVER[1:]}", f"G-{GIVER[1:3]} {GIVER[3:]}"])
def test_a_giver_may_write_their_number_in_many_ways(typed: str) -> None:
    assert paying.account_of(typed) == GIVER


@pytest.mark.parametrize("typed", ["JOHN KAMAU", "0711000009", "254711000009", GIVER[1:], "", "G", "PLOT 7", "R48273"])
def test_nothing_else_that_was_typed_is_kept(typed: str) -> None:
    assert paying.account_of(typed) is None


def test_a_moment_of_the_network_is_that_of_nairobi() -> None:
    assert paying.moment_of("20261130142501") == datetime(2026, 11, 30, 11, 25, 1, tzinfo=UTC)
    assert paying.moment_of("2026-11-30T14:25:01Z") == datetime(2026, 11, 30, 14, 25, 1, tzinfo=UTC)
    for text in ("", "yesterday", "20261340142501", "00010101000000", "99991231235959"):
        assert paying.moment_of(text) is None


@given(st.dictionaries(st.sampled_from(sorted(PAID)), st.text(max_size=80)))
def test_any_fields_give_a_payment_or_none(fields: dict[str, str]) -> None:
    paid = paying.read(fields, paying.CALLBACK)
    if paid is None:
        return
    assert paid.number
    assert paid.account is None or lettered.named(paid.account, Letter.GIVER) == paid.account


@given(st.sets(st.sampled_from(sorted(PAID))))
def test_a_payment_with_missing_fields_is_kept_with_what_it_has(missing: set[str]) -> None:
    paid = paying.read({name: text for name, text in PAID.items() if name not in missing}, paying.CALLBACK)
    if {"TransID", "TransAmount"} <= missing:
        assert paid is None
        return
    assert paid is not None
    assert (paid.cents is None) == ("TransAmount" in missing)
    assert (paid.account is None) == ("BillRefNumber" in missing)
    assert paid.number.startswith("-") == ("TransID" in missing)


def test_the_same_message_without_a_number_is_the_same_payment() -> None:
    nameless = {name: text for name, text in PAID.items() if name != "TransID"}
    first, second = (paying.read(nameless, paying.CALLBACK) for _ in range(2))
    assert first == second
    assert first is not None
    later = paying.read({**nameless, "TransTime": "20261130142502"}, paying.CALLBACK)
    assert later is not None
    assert later.number != first.number


def test_two_givers_who_pay_as_much_in_one_second_are_two_without_a_number() -> None:
    other = lettered.mint(Letter.GIVER, 8, b"key")
    for unread in ("", "A" * 5_000, "SKU\x001"):
        posted = [{**PAID, "TransID": unread, "BillRefNumber": account} for account in (GIVER, other)]
        first, second = (paying.read(fields, paying.CALLBACK) for fields in posted)
        assert first is not None
        assert second is not None
        assert first.number != second.number
        assert max(len(first.number), len(second.number)) <= 60


def test_two_numbers_that_cannot_be_read_are_two_payments() -> None:
    numbers = {
        paid.number
        for unread in ("A" * 5_000, "B" * 5_000, "\ud800", "")
        if (paid := paying.read({**PAID, "TransID": unread}, paying.CALLBACK)) is not None
    }
    assert len(numbers) == 4


def test_a_name_that_was_typed_as_the_account_is_in_no_made_up_number() -> None:
    fields = [{**PAID, "TransID": "", "BillRefNumber": typed} for typed in ("WANJIKU MUTUA", "0711000009")]
    first, second = (paying.read(one, paying.CALLBACK) for one in fields)
    assert first is not None
    assert second is not None
    assert first.number == second.number


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_a_query_leaves_no_gap_and_asks_for_two_days_at_most(ago: timedelta) -> None:
    since = paying.pull_since(NOW, NOW - ago)
    assert NOW - timedelta(hours=48) <= since <= NOW - min(ago, timedelta(hours=48))
    assert paying.pull_since(NOW, None) == NOW - timedelta(hours=48)
    assert paying.pull_since(NOW, NOW + timedelta(days=1)) == NOW - timedelta(hours=48)


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_a_made_up_number_holds_signs_that_every_database_takes(at: str) -> None:
    for values in ({"TransTime": at, "TransAmount": "50"}, {"TransID": "\0", "TransTime": at, "TransAmount": "50"}):
        paid = paying.read(values, paying.CALLBACK)
        assert paid is not None
        assert paid.number.isascii()
        assert paid.number.isprintable()
