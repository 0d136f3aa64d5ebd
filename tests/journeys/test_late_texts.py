"""Stories of texts that come late: the order in which they were sent counts, and old ones do not act as new ones."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from gateway.carrier.payloads import InboundSms
from gateway.sms import inbox
from gateway.storage.models import Event
from menus.domain.categories import Category
from menus.domain.timeline import EventKind
from menus.text import gsm7
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, LEADER, POLICE, RESIDENT
from tests.town import Town, reference_in

NAIROBI = ZoneInfo("Africa/Nairobi")
NAIROBI_IS_AHEAD = timedelta(hours=3)


def dated(moment: datetime, *, local: bool = True) -> str:
    """Return a moment as a network writes it, in Nairobi's time or in UTC, without a zone."""
    return (moment.astimezone(NAIROBI) if local else moment).strftime("%Y-%m-%d %H:%M:%S")


def sends(town: Town, phone: str, text: str, *, ago: timedelta = timedelta(0), local: bool = True) -> str:
    """Send a text that left the phone a while ago, and comes in a second after the one before it."""
    town.now += timedelta(seconds=1)
    return town.texts(phone, text, date=dated(town.now - ago, local=local))


def answered_by(town: Town, reference: str) -> str | None:
    """Return the role that answers the patrol's track."""
    role: str | None = town.track(reference, "patrol")["answered_by_role"]
    return role


@pytest.mark.parametrize("local", [True, False])
def test_an_older_cannot_that_comes_after_a_newer_going_takes_nothing_back(town: Town, *, local: bool) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, f"1 {reference}", local=local)
    answer = sends(town, LEADER, f"2 {reference}", ago=timedelta(seconds=30), local=local)
    assert answer == town.said(Text.OVERTAKEN, to=LEADER, reference=reference)
    assert answered_by(town, reference) == "patrol-leader"
    assert town.alerts(DEPUTY) == []


def test_an_older_going_that_comes_after_a_newer_cannot_sends_nobody(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, f"2 {reference}")
    assert sends(town, LEADER, f"1 {reference}", ago=timedelta(minutes=2)) == town.said(
        Text.OVERTAKEN, to=LEADER, reference=reference
    )
    assert answered_by(town, reference) is None


def test_a_newer_cannot_takes_back_an_older_going(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, f"1 {reference}", ago=timedelta(minutes=3))
    sends(town, LEADER, f"2 {reference}")
    assert answered_by(town, reference) is None


@pytest.mark.parametrize(
    "dates",
    [
        ("2026-11-23 21:00:30", "2026-11-23 21:00:30"),
        ("2026-11-23 21:00:30", ""),
        ("", "2026-11-23 21:00:00"),
        ("soon", "now"),
        ("2031-01-01 00:00:00", "2026-11-23 21:00:00"),
        ("2026-11-23 21:00:30", "2026-11-23 08:00:00"),
        ("2026-11-23 21:00:30", "2026-11-20 21:00:00"),
    ],
)
def test_with_dates_of_no_use_the_last_answer_to_come_counts(town: Town, dates: tuple[str, str]) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for text, date in zip(("1", "2"), dates, strict=True):
        town.now += timedelta(seconds=1)
        town.texts(LEADER, f"{text} {reference}", date=date)
    assert answered_by(town, reference) is None


def test_another_phones_dates_and_another_incidents_order_nothing(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(RESIDENT, Category.BREAK_IN, zone="market")
    sends(town, LEADER, f"1 {first}")
    sends(town, LEADER, f"2 {second}", ago=timedelta(seconds=40))
    sends(town, POLICE, f"1 {first}", ago=timedelta(minutes=5))
    assert answered_by(town, first) == "patrol-leader"
    assert town.track(first, "police")["answered_by_role"] == "police"


def test_the_note_of_an_overtaken_answer_is_kept_and_ends_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    sends(town, BONDENI, f"1 {reference}")
    sends(town, BONDENI, f"4 {reference} mlango umevunjwa", ago=timedelta(minutes=1))
    assert town.incident(reference)["status"] == "open"
    with town.services.reading() as session:
        late = session.scalars(select(Event.words).where(Event.kind == EventKind.CAME_LATE)).one()
    assert late == "mlango umevunjwa"


def test_an_older_off_does_not_undo_a_newer_on(town: Town) -> None:
    assert sends(town, BONDENI, "ON") == town.said(Text.ON, to=BONDENI)
    assert sends(town, BONDENI, "OFF", ago=timedelta(minutes=10)) == town.said(Text.OVERTAKEN_DUTY, to=BONDENI)
    assert town.person(BONDENI).name in town.texts(COORDINATOR, "WHO")


@pytest.mark.parametrize("word", ["ON", "OFF"])
def test_an_on_or_off_of_hours_ago_changes_nothing_and_says_so(town: Town, word: str) -> None:
    sends(town, BONDENI, "OFF" if word == "ON" else "ON")
    before = town.texts(COORDINATOR, "WHO")
    town.now += timedelta(hours=5)
    sent = town.now + timedelta(seconds=1) - timedelta(hours=2)
    answer = sends(town, BONDENI, word, ago=timedelta(hours=2))
    assert answer == town.said(Text.CAME_LATE, to=BONDENI, at=f"{sent.astimezone(NAIROBI):%H:%M}")
    town.now += timedelta(minutes=11)
    assert town.texts(COORDINATOR, "WHO") == before


def test_five_always_alarms_and_says_its_hour_if_it_was_sent_long_ago(town: Town) -> None:
    sends(town, BONDENI, "ON")
    town.now += timedelta(hours=1)
    sent = town.now + timedelta(seconds=1) - timedelta(minutes=50)
    reference = reference_in(sends(town, BONDENI, "5", ago=timedelta(minutes=50)))
    assert town.incident(reference)["category"] == Category.OFFICER_DOWN
    for phone in (LEADER, DEPUTY, COORDINATOR, POLICE):
        hour = town.said(Text.EXTRA_SENT, to=phone, at=f"{sent.astimezone(NAIROBI):%H:%M}")
        assert hour in town.last(phone)
        assert gsm7.fits(town.last(phone))


def test_a_five_that_comes_at_once_says_no_hour_even_after_an_old_one(town: Town) -> None:
    sends(town, BONDENI, "ON")
    town.now += timedelta(hours=1)
    sends(town, BONDENI, "5", ago=timedelta(minutes=50))
    old = town.last(LEADER)
    town.now += timedelta(seconds=20)
    alarm = reference_in(sends(town, BONDENI, "5 sasa"))
    assert town.last(LEADER) == town.alert_to(LEADER, alarm) != old
    assert len(town.board()) == 1


def test_a_five_between_other_answers_alarms_whatever_its_date(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, f"1 {reference}")
    alarm = reference_in(sends(town, LEADER, "5", ago=timedelta(minutes=1)))
    assert town.incident(alarm)["category"] == Category.OFFICER_DOWN
    assert answered_by(town, reference) == "patrol-leader"


def test_simulated_time_makes_no_text_late(town: Town) -> None:
    """The network's dates know nothing of the time that was simulated."""
    sends(town, BONDENI, "ON")
    ahead = timedelta(hours=3)
    sms = InboundSms("later", BONDENI, "22384", "OFF", sent_at=town.now + NAIROBI_IS_AHEAD)
    town.now += ahead
    with town.services.uow() as uow:
        uow.simulated = ahead
        inbox.keep(uow, town.services.directory, sms)
    town.works()
    assert town.last(BONDENI) == town.said(Text.OFF, to=BONDENI)


def test_the_same_word_again_after_one_that_came_late_is_no_echo_of_it(town: Town) -> None:
    sends(town, BONDENI, "OFF")
    town.now += timedelta(hours=5)
    sends(town, BONDENI, "ON", ago=timedelta(hours=2))
    assert sends(town, BONDENI, "ON") == town.said(Text.ON, to=BONDENI)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    sends(town, LEADER, f"1 {reference}")
    sends(town, LEADER, f"2 {reference}", ago=timedelta(seconds=30))
    sends(town, LEADER, f"2 {reference}")
    assert answered_by(town, reference) is None
