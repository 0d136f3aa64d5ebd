"""The registration number in an alert to the police: it goes in last, and is the first to go where room is short."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.categories import Category, Harm, Level, Track
from menus.sms import alert_wording
from menus.sms.wording import AlertFacts
from menus.text import gsm7

COMMUNITY = parse(load_example("mlango-kubwa"))
NUMBER = "CG/0471"
FACTS = AlertFacts(
    "48273",
    Category.GUN_KILLING,
    Level.MAJOR,
    "bondeni",
    "",
    Harm.WEAPON_AND_HURT,
    datetime(2026, 11, 23, 18, tzinfo=UTC),
    registered=NUMBER,
)


def test_police_alone_read_it() -> None:
    for track in Track:
        assert (NUMBER in alert_wording.alert(COMMUNITY, "en", track, FACTS)) is (track is Track.POLICE)


@given(
    st.text("abcdefgh ", max_size=80),
    st.integers(1, 99),
    st.text("WX/0123", min_size=1, max_size=20),
    st.sampled_from(["en", "sw"]),
    st.sampled_from(["bondeni", None]),
)
def test_it_takes_the_room_of_nothing_else_and_the_alert_is_one_segment(
    place: str, reports: int, number: str, language: str, zone: str | None
) -> None:
    facts = replace(FACTS, zone=zone, place=place, reports=reports, weapons="panga", registered=number)
    without = alert_wording.alert(COMMUNITY, language, Track.POLICE, replace(facts, registered=""))
    alert = alert_wording.alert(COMMUNITY, language, Track.POLICE, facts)
    assert gsm7.fits(alert)
    assert set(without.split()) <= set(alert.split())
