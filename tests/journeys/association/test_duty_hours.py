"""Stories of duty hours: they are what people's ON and OFF tell, whatever happens in between."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from gateway.communities.file import load_example
from gateway.roster import duty_log
from gateway.storage.migrate import migrate
from gateway.storage.models import DutyLogRow, PersonRow
from menus.domain.duty_hours import by_month
from tests.people import BONDENI, KIAMUTISYA, LEADER
from tests.town import Town

NOVEMBER = date(2026, 11, 1)


def hours(town: Town, phone: str = BONDENI) -> dict[date, timedelta]:
    record = town.record(phone)
    with town.services.reading() as session:
        times = duty_log.times_of(session, record.person_ids[phone])
    return by_month(times, record.community.timezone, town.now)


def on_for(town: Town, time: timedelta, phone: str = BONDENI) -> None:
    """Send ON, let time pass, and send OFF."""
    town.texts(phone, "ON")
    town.now += time
    town.texts(phone, "OFF")


def test_hours_per_person_and_month_equal_the_texts_sent_also_over_a_restart(town: Town) -> None:
    """Hours per person and month equal the ON/OFF texts sent, also over a restart."""
    on_for(town, timedelta(hours=3))
    town.now += timedelta(hours=20)
    town.texts(KIAMUTISYA, "ON")
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=2)
    town.forgets_sessions()
    town.reads_communities_again()
    town.now += timedelta(hours=1)
    town.texts(BONDENI, "OFF")
    assert hours(town) == {NOVEMBER: timedelta(hours=6)}
    assert hours(town, KIAMUTISYA) == {NOVEMBER: timedelta(hours=3)}
    town.now = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    town.texts(LEADER, "ON")
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=2)
    town.texts(BONDENI, "OFF")
    assert hours(town) == {NOVEMBER: timedelta(hours=7), date(2026, 12, 1): timedelta(hours=1)}


def test_a_further_on_goes_on_with_the_same_time(town: Town) -> None:
    town.texts(KIAMUTISYA, "ON")
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=8)
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=8)
    town.texts(BONDENI, "OFF")
    assert hours(town) == {NOVEMBER: timedelta(hours=16)}


def test_an_off_without_on_gives_no_hours(town: Town) -> None:
    town.texts(BONDENI, "OFF")
    assert hours(town) == {}


def test_an_on_without_off_ends_after_twelve_hours(town: Town) -> None:
    town.texts(BONDENI, "ON")
    town.now += timedelta(days=3)
    assert hours(town) == {NOVEMBER: timedelta(hours=12)}
    town.texts(BONDENI, "OFF")
    assert hours(town) == {NOVEMBER: timedelta(hours=12)}
    on_for(town, timedelta(hours=1))
    assert hours(town) == {NOVEMBER: timedelta(hours=13)}


def test_an_on_without_off_ends_with_the_shift(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa").replace('from = "00:00"\nto = "24:00"', 'from = "20:00"\nto = "02:00"')
    )
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=20)
    assert hours(town) == {NOVEMBER: timedelta(hours=5)}


def test_an_off_after_the_shift_tells_the_longer_time(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa").replace('from = "00:00"\nto = "24:00"', 'from = "20:00"\nto = "02:00"')
    )
    town.texts(LEADER, "ON")
    on_for(town, timedelta(hours=6))
    assert hours(town) == {NOVEMBER: timedelta(hours=6)}


def test_a_swap_ends_one_time_and_begins_another(town: Town) -> None:
    town.texts(LEADER, "ON")
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=2)
    name = town.person(KIAMUTISYA).name
    town.texts(BONDENI, f"SWAP {name}")
    town.now += timedelta(hours=3)
    town.texts(KIAMUTISYA, "OFF")
    assert hours(town) == {NOVEMBER: timedelta(hours=2)}
    assert hours(town, KIAMUTISYA) == {NOVEMBER: timedelta(hours=3)}


def test_stop_ends_a_time_as_off_does(town: Town) -> None:
    town.texts(LEADER, "ON")
    town.texts(BONDENI, "ON")
    town.now += timedelta(hours=2)
    town.texts(BONDENI, "STOP")
    town.now += timedelta(hours=2)
    assert hours(town) == {NOVEMBER: timedelta(hours=2)}


def test_the_same_text_twice_counts_once(town: Town) -> None:
    town.texts(LEADER, "ON")
    for _ in range(2):
        town.texts(BONDENI, "ON", sms_id="one")
    town.now += timedelta(hours=1)
    for _ in range(2):
        town.texts(BONDENI, "OFF", sms_id="two")
    with town.services.reading() as session:
        person_id = town.record().person_ids[BONDENI]
        assert len(session.scalars(select(DutyLogRow).where(DutyLogRow.person_id == person_id)).all()) == 1
    assert hours(town) == {NOVEMBER: timedelta(hours=1)}


def test_a_cover_that_is_served_with_an_on_ends_with_the_cover(new_town: Callable[..., Town]) -> None:
    cover = (
        f'\n[[covers]]\nperson = "{KIAMUTISYA}"\nfrom = 2026-11-23T20:00:00\nto = 2026-11-23T23:00:00\nwhy = "exams"\n'
    )
    example = load_example("mlango-kubwa").replace('from = "00:00"\nto = "24:00"', 'from = "05:00"\nto = "06:00"')
    town = new_town(example + cover)
    town.texts(KIAMUTISYA, "ON")
    town.now += timedelta(hours=20)
    assert hours(town, KIAMUTISYA) == {NOVEMBER: timedelta(hours=2)}


@pytest.mark.parametrize(("is_on", "kept"), [(True, {NOVEMBER: timedelta(hours=12)}), (False, {})])
def test_the_migration_keeps_what_the_last_word_tells(
    new_town: Callable[..., Town], *, is_on: bool, kept: dict[date, timedelta]
) -> None:
    town = new_town(load_example("mlango-kubwa"), keeps_database=False)
    town.texts(BONDENI, "ON" if is_on else "OFF")
    with town.services.uow() as uow:
        uow.session.execute(text("DELETE FROM duty_log"))
    migrate(town.services.database, "0060")
    migrate(town.services.database)
    town.now += timedelta(days=1)
    assert hours(town) == kept


def test_the_history_of_somebody_who_left_goes_with_their_number(town: Town) -> None:
    on_for(town, timedelta(hours=1))
    person_id = town.record().person_ids[BONDENI]
    with town.services.uow() as uow:
        gone = town.now - timedelta(days=31)
        uow.session.execute(update(PersonRow).where(PersonRow.id == person_id).values(left_at=gone))
    example = load_example("mlango-kubwa")
    town.loads(example.replace(f'phone = "{BONDENI}"', 'phone = "+254700000119"').replace("Patrol, Bondeni", "Other"))
    town.now += timedelta(days=31)
    town.ticks()
    with town.services.reading() as session:
        assert session.scalars(select(DutyLogRow).where(DutyLogRow.person_id == person_id)).all() == []
