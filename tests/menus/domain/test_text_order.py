"""The order of one phone's texts: by right dates in any zone, and else by arrival."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import text_order
from menus.domain.text_order import FAR_BEHIND, Stamp, Usual

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
NAIROBI = timedelta(hours=3)
ZONES = (timedelta(0), NAIROBI)


def came(arrived: float, sent: float | None, zone: timedelta = NAIROBI) -> Stamp:
    """Return a text that came in and was sent that many minutes after NOW, by a network with dates of a zone."""
    date = NOW + timedelta(minutes=sent) + zone if sent is not None else None
    return Stamp(NOW + timedelta(minutes=arrived), date)


def counts(texts: list[Stamp]) -> int:
    """Return which of the texts of one phone, in their order of arrival, counts in the end."""
    last = 0
    for number in range(1, len(texts)):
        if not text_order.is_overtaken(texts[number], texts[last], texts[number - 1 :: -1], ZONES):
            last = number
    return last


@pytest.mark.parametrize("zone", [0, 3, -5, 5.5, 12])
def test_an_older_answer_that_comes_after_a_newer_one_is_overtaken_in_any_zone(zone: float) -> None:
    newer, older = came(0.6, 0.5, timedelta(hours=zone)), came(1, 0, timedelta(hours=zone))
    assert text_order.is_overtaken(older, newer, [newer], ZONES)
    assert not text_order.is_overtaken(newer, older, [older], ZONES)


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        (came(1, 0), came(0, 0)),
        (came(1, None), came(0, 0)),
        (came(1, 0), came(0, None)),
        (came(1, 0), came(0, 60 * 24)),
        (came(1, 0), came(0, 60 * 24 * 365)),
        (came(1, -60 * 13), came(0, 0)),
        (came(1, -60 * 24 * 40), came(0, 0)),
    ],
)
def test_equal_missing_future_and_very_old_dates_leave_the_order_of_arrival(text: Stamp, decided: Stamp) -> None:
    assert not text_order.is_overtaken(text, decided, [decided], ZONES)


def test_a_date_ahead_of_the_phones_usual_ones_does_not_make_the_next_answer_an_older_one() -> None:
    usual = [came(-30, -30), came(-20, -20), came(-10, -10)]
    ahead = came(0, 60)
    assert not text_order.is_overtaken(came(1, 1), ahead, [ahead, *usual], ZONES)
    in_no_zone = came(0, 60, timedelta(0))
    assert not text_order.is_overtaken(came(1, 1, timedelta(0)), in_no_zone, [in_no_zone], ZONES)


@given(st.data(), st.sampled_from(ZONES), st.integers(2, 7))
def test_with_right_dates_the_newest_counts_in_whatever_order_the_texts_come(
    data: st.DataObject, zone: timedelta, number: int
) -> None:
    # A network that delays a text by the difference of two likely zones could mean either: no such delay here.
    minutes = st.integers(6, 150)
    sent = data.draw(st.lists(minutes, min_size=number, max_size=number, unique=True))
    first = came(0, 0, zone)
    texts = [first, *(came(151 + place / 60, at, zone) for place, at in enumerate(sent))]
    assert counts(texts) == 1 + sent.index(max(sent))


@given(st.data(), st.floats(-11, 13), st.integers(2, 7))
def test_small_disorder_is_put_right_in_any_zone(data: st.DataObject, hours: float, number: int) -> None:
    sent = data.draw(st.lists(st.integers(1, 600), min_size=number, max_size=number, unique=True))
    zone = timedelta(hours=hours)
    texts = [came((601 + place) / 60, at / 60, zone) for place, at in enumerate(sent)]
    assert counts(texts) == sent.index(max(sent))


@given(
    st.lists(
        st.one_of(st.none(), st.just(0.0), st.integers(60 * 40, 60 * 900), st.integers(-60 * 900, -60 * 40)),
        min_size=2,
        max_size=7,
    )
)
def test_with_useless_dates_the_last_to_come_counts(dates: list[float | None]) -> None:
    texts = [came(place, date) for place, date in enumerate(dates)]
    assert counts(texts) == len(texts) - 1


def test_the_usual_offset_is_that_of_the_likely_zone_which_most_texts_fit() -> None:
    in_utc = [came(number, number, timedelta(0)) for number in range(4)]
    assert text_order.usual_of(came(9, 9), in_utc, ZONES) == Usual(timedelta(0), is_sure=True)
    late = [came(10, -50), came(11, 11), came(12, -100)]
    assert text_order.usual_of(came(13, -300), late, ZONES) == Usual(NAIROBI, is_sure=True)
    assert text_order.usual_of(came(0, None), [came(0, None)], ZONES) is None


def test_a_single_date_ahead_by_the_difference_of_two_likely_zones_is_outvoted() -> None:
    right, ahead = came(-10, -10, timedelta(0)), came(0, 0, NAIROBI)
    assert not text_order.is_overtaken(came(1, 1, timedelta(0)), ahead, [ahead, right], ZONES)


def test_texts_of_an_unlikely_zone_are_believed_when_there_are_some() -> None:
    zone = timedelta(hours=-5)
    new, *texts = [came(number, number, zone) for number in range(4)]
    assert text_order.usual_of(new, texts[:1], ZONES) == Usual(zone, is_sure=False)
    assert text_order.usual_of(new, texts, ZONES) == Usual(zone, is_sure=True)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (came(120, 0), timedelta(hours=2)),
        (came(60 * 20, 0), timedelta(hours=20)),
        (came(29, 0), None),
        (came(30, 0), FAR_BEHIND),
        (came(30, 29), None),
        (came(120, None), None),
        (came(120, 60 * 24 * 30), None),
        (came(60 * 24 * 30, 0), None),
        (came(120, -10), None),
    ],
)
def test_a_text_is_late_if_its_date_is_far_behind_the_usual_offset(text: Stamp, delay: timedelta | None) -> None:
    """The last text has the date of an earlier one: its network's clock stands still."""
    assert text_order.sent_long_ago(text, [came(-10, -10), came(-20, -20)], ZONES) == delay


def test_the_first_text_of_a_phone_is_never_late() -> None:
    assert text_order.sent_long_ago(came(240, 0), [], ZONES) is None
