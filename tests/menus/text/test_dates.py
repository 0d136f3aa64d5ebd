"""Dates of the wire in many formats: all of these are one moment, and what is none is None."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.carrier.payloads import InboundSms
from menus.text import dates
from tests.numbers import kenyan

MOMENT = datetime(2026, 11, 23, 18, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 18:04:05",
        "2026-11-23T18:04:05",
        "2026-11-23T18:04:05Z",
        "2026-11-23 18:04:05 UTC",
        "2026-11-23 18:04:05 GMT",
        "2026-11-23T18:04:05.000+00:00",
        "2026-11-23T21:04:05+03:00",
        "2026-11-23T21:04:05 03:00",
        "2026-11-23 21:04:05 +0300",
        "2026-11-23 18:04:05.0",
        "2026/11/23 18:04:05",
        "23-11-2026 18:04:05",
        "23/11/2026 18:04:05",
        "23.11.2026 18:04:05",
        "11/23/2026 6:04:05 PM",
        "20261123180405",
        "20261123T180405Z",
        "Mon, 23 Nov 2026 21:04:05 +0300",
        "1795457045",
        "1795457045000",
        " 2026-11-23 18:04:05 ",
        "2026-11-23 18:04:05 EAT",
    ],
)
def test_a_date_is_read_in_any_of_these_formats(text: str) -> None:
    assert dates.read(text) == MOMENT


@pytest.mark.parametrize("text", ["2026-11-23 18:04", "23/11/2026 18:04", "11/23/2026 6:04 PM"])
def test_seconds_may_be_missing(text: str) -> None:
    assert dates.read(text) == MOMENT - timedelta(seconds=5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-23",
        "23/11/2026",
        "yesterday",
        "21:04",
        "2026-13-45 99:99:99",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "99999999999999999",
        "2026-11-23 18:04:0\N{ARABIC-INDIC DIGIT FIVE}",
        "Mon, 99 Foo",
    ],
)
def test_a_date_that_nobody_can_compare_is_none(text: str) -> None:
    assert dates.read(text) is None


@given(st.text(max_size=40))
def test_no_text_at_all_is_an_error(text: str) -> None:
    found = dates.read(text)
    assert found is None or found.tzinfo is UTC


def test_an_sms_holds_the_date_of_the_network() -> None:
    form = {"from": "+254700000101", "id": "m-1", "text": "1", "to": "22384"}
    sms = InboundSms.from_form(form | {"date": "2026-11-23 18:04:05"}, kenyan)
    assert sms is not None
    assert sms.sent_at == MOMENT
    without = InboundSms.from_form(form, kenyan)
    assert without is not None
    assert without.sent_at is None
