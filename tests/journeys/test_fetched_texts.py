"""Stories of texts whose webhook was lost: they are fetched, and every text acts once, whichever way it comes."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import or_, select, text, update

from gateway.cli import doctor
from gateway.communities.file import load_example
from gateway.sms import fetching, inbox, twins
from gateway.storage.models import Inbound
from menus.domain.categories import Category
from menus.domain.retention import periods
from menus.text.names import Text
from tests.numbers import kenyan
from tests.people import DEPUTY, LEADER, OTHER, RESIDENT
from tests.town import TOKEN, Town

ZONE = timedelta(hours=3)
PRIVATE = "Baba ananipiga kila siku, naomba msaada"


def results(town: Town) -> list[str | None]:
    """Return what became of each stored text, in the order in which it came."""
    with town.services.reading() as session:
        return list(session.scalars(select(Inbound.result).order_by(Inbound.id)))


def posted(town: Town, phone: str, text: str, **fields: str) -> None:
    """Post a text by the webhook, and run the workers."""
    form = {"from": phone, "to": "22384", "text": text, "date": town.now.isoformat(), "linkId": "", "id": "uuid-1"}
    assert town.web.post(f"/at/{TOKEN}/sms", data={**form, **fields}).status_code == 200
    town.works()


def test_an_answer_whose_webhook_was_lost_is_fetched_and_acts_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.waits_at_the_network(LEADER, f"1 {reference}")
    town.fetches()
    assert town.got(LEADER, Text.GOING) == [town.said(Text.GOING, to=LEADER, reference=reference)]
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    town.fetches()
    town.passes(minutes=4)
    assert len(town.got(LEADER, Text.GOING)) == 1
    assert town.inbox(DEPUTY) == []


def test_a_report_whose_webhook_was_lost_alerts_the_patrol(town: Town) -> None:
    town.waits_at_the_network(RESIDENT, "Mtu amepigwa risasi Bondeni")
    town.fetches()
    assert len(town.board()) == 1


@pytest.mark.parametrize("link", ["", "link-1"])
@pytest.mark.parametrize("is_fetched_first", [False, True])
def test_a_text_that_comes_both_ways_acts_once(town: Town, link: str, *, is_fetched_first: bool) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    text = f"1 {reference}"
    fetched = town.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    town.waits_at_the_network(LEADER, text, date=fetched, linkId=link)
    date = (town.now + ZONE).strftime("%Y-%m-%d %H:%M:%S")
    for fetches in (is_fetched_first, not is_fetched_first):
        if fetches:
            town.fetches()
        else:
            posted(town, LEADER, text, date=date, linkId=link)
        town.passes(seconds=30)
    # The webhook may be repeated for half a day, and a text is fetched again if the note of the last one is lost.
    town.passes(minutes=20)
    posted(town, LEADER, text, date=date, linkId=link)
    town.fetches()
    assert len(town.got(LEADER, Text.GOING)) == 1
    assert len(results(town)) == 1


def test_of_two_texts_of_the_same_words_the_lost_one_is_fetched(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for number in (1, 2):
        town.waits_at_the_network(LEADER, f"1 {reference}", date=town.now.isoformat())
        if number == 1:
            posted(town, LEADER, f"1 {reference}")
        town.passes(minutes=7)
    town.fetches()
    assert len(results(town)) == 2


def test_a_text_without_a_date_is_known_again_by_its_words(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    posted(town, LEADER, f"1 {reference}", date="")
    town.passes(minutes=3)
    town.waits_at_the_network(LEADER, f"1 {reference}")
    town.fetches()
    assert len(results(town)) == 1


def test_where_the_network_gives_one_id_for_both_ways_it_is_enough(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    posted(town, LEADER, f"1 {reference}", id="1", date="2026-11-22 01:02:03")
    town.waits_at_the_network(LEADER, f"1 {reference}")
    town.fetches()
    assert len(results(town)) == 1


def test_the_same_words_of_another_phone_or_to_another_number_are_another_text(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(load_example("mlango-kubwa"), load_example("kawangware"))
    posted(town, RESIDENT, "Kelele nyingi Bondeni")
    town.waits_at_the_network(OTHER, "Kelele nyingi Bondeni")
    town.waits_at_the_network(RESIDENT, "Kelele nyingi Bondeni", to="22385")
    town.fetches()
    assert len(results(town)) == 3


def test_a_text_to_a_short_code_of_somebody_else_is_left_alone(town: Town) -> None:
    town.waits_at_the_network(LEADER, "5", to="40404")
    town.waits_at_the_network(RESIDENT, "Wizi Bondeni", to="")
    town.fetches()
    assert len(results(town)) == 1
    assert town.inbox(DEPUTY) == []


def inbox_of_the_doctor(town: Town) -> doctor.Finding:
    """Return what `doria doctor` says about fetched texts."""
    return next(one for one in doctor.examine(town.services) if one.name == "inbox")


def test_a_network_that_is_away_loses_nothing_and_the_doctor_says_so(town: Town) -> None:
    assert inbox_of_the_doctor(town).is_ok, "nothing was fetched yet"
    town.carrier.is_away = True
    town.fetches()
    assert inbox_of_the_doctor(town).is_ok, "a network may have no such service"
    town.carrier.is_away = False
    town.fetches()
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.waits_at_the_network(LEADER, f"1 {reference}")
    town.carrier.is_away = True
    town.now += timedelta(hours=4)
    assert inbox_of_the_doctor(town).is_ok
    town.fetches()
    assert not inbox_of_the_doctor(town).is_ok
    assert results(town) == []
    town.carrier.is_away = False
    town.fetches()
    assert len(town.got(LEADER, Text.GOING)) == 1
    assert inbox_of_the_doctor(town).is_ok


def test_a_text_that_cannot_be_stored_holds_up_no_other(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.waits_at_the_network("", "nobody's")
    town.waits_at_the_network(LEADER, f"1 {reference}")
    town.fetches()
    assert len(town.got(LEADER, Text.GOING)) == 1


def test_an_inbox_without_end_is_left_for_the_next_fetch(town: Town) -> None:
    pages = fetching.MOST_PAGES
    for number in range(2 * pages + 1):
        town.waits_at_the_network(OTHER, f"Habari {number}", date=(town.now - timedelta(days=1)).isoformat())
    town.fetches()
    assert len(results(town)) == 2 * pages
    town.fetches()
    assert len(results(town)) == 2 * pages + 1


@pytest.mark.postgres
def test_a_webhook_waits_for_the_fetch_that_stores_the_same_text(postgresql_url: str, redis_url: str) -> None:
    town = Town(postgresql_url, redis_url, load_example("mlango-kubwa"))
    try:
        town.waits_at_the_network(OTHER, "Habari ya leo")
        (fetched,) = town.carrier.texts_after(0, kenyan)
        assert fetched.sms is not None
        webhook = threading.Thread(target=posted, args=(town, OTHER, "Habari ya leo"))
        with town.services.uow() as uow:
            assert not twins.is_known_fetched(uow, fetched.sms, fetched.number, town.now)
            inbox.store(uow, town.services.directory, fetched.sms, fetched_id=fetched.sms.provider_id)
            webhook.start()
            with town.services.reading() as session:
                while not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                    session.rollback()
        webhook.join()
        assert len(results(town)) == 1
    finally:
        town.close()


def test_a_text_that_an_older_doria_has_stored_is_not_acted_on_again(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for number, (phone, words) in enumerate([(LEADER, f"1 {reference}"), (OTHER, PRIVATE)]):
        posted(town, phone, words, id=f"older-{number}")
        town.waits_at_the_network(phone, words)
    # The trace of a private text is erased after half an hour. It is known until then.
    town.passes(minutes=25)
    with town.services.uow() as uow:
        uow.session.execute(update(Inbound).values(twin_key=None, link_hash=None, network_date=""))
    incidents = len(town.board())
    town.fetches()
    assert len(results(town)) == 2
    assert len(town.board()) == incidents


def test_what_tells_the_two_ways_of_a_text_is_kept_for_five_days(town: Town) -> None:
    posted(town, OTHER, "Habari ya leo", linkId="link-1")
    posted(town, OTHER, "Habari ya jana", linkId="link-2", id="uuid-2")
    town.waits_at_the_network(OTHER, "Habari ya leo", linkId="link-1")
    town.fetches()
    told = select(Inbound.text_hash).where(
        or_(Inbound.twin_key.is_not(None), Inbound.link_hash.is_not(None), Inbound.network_date != "")
    )
    with town.services.reading() as session:
        assert len(session.scalars(told).all()) == 2
        links = select(Inbound.id).where(Inbound.link_hash.is_not(None))
        assert len(session.scalars(links).all()) == 1, "a text that came both ways needs its link no more"
    town.now += periods.TWINS - timedelta(minutes=6)
    town.ticks()
    with town.services.reading() as session:
        assert len(session.scalars(told).all()) == 2
    town.now += timedelta(minutes=12)
    town.ticks()
    with town.services.reading() as session:
        assert session.scalars(told).all() == []
