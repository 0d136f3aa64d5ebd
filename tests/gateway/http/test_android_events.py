"""Events of the backup phone: those of another phone, of another time and of other texts are not taken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import OperationalError

from gateway.carrier.android import AndroidCarrier
from gateway.carrier.contract import Refused
from gateway.communities.file import load_example
from gateway.storage.models import Inbound, Message
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from tests import servers
from tests.people import LEADER, POLICE, RESIDENT, ugandan
from tests.shelf import DEVICE, KEY, OWN_NUMBER, PASSWORD, USER, Shelf, event, posts
from tests.town import Town

OTHER_NUMBER = "+254700000901"
Make = Callable[..., Town]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """Give a backup phone."""
    with servers.running(Shelf()) as server:
        yield server


@pytest.fixture
def make(sqlite_url: str, redis_url: str, shelf: Shelf) -> Iterator[Make]:
    """Give a way to make a community with that phone and further settings."""
    made: list[Town] = []

    def one(file: str = load_example("mlango-kubwa"), **settings: Any) -> Town:
        town = Town(
            sqlite_url,
            redis_url,
            file,
            doria_second_signing_key=KEY,
            doria_second_url=shelf.url,
            doria_second_user=USER,
            doria_second_password=PASSWORD,
            **settings,
        )
        made.append(town)
        shelf.clock = lambda: town.now
        return town

    yield one
    for town in made:
        town.close()


@pytest.fixture
def town(make: Make) -> Town:
    """Give a community whose phone was asked what it is called."""
    made = make()
    made.ticks()
    return made


def received(text: str, device: str | None = DEVICE, **more: Any) -> dict[str, Any]:
    """Return the event of a text that the phone received."""
    payload = {"messageId": "abc", "message": text, "sender": LEADER, "receivedAt": "2026-11-23T21:00:00.000+03:00"}
    return event("sms:received", device, **{**payload, **more})


def kept(town: Town) -> list[str]:
    """Return the texts that were kept, oldest first."""
    with town.services.reading() as session:
        return [row.text for row in session.scalars(select(Inbound).order_by(Inbound.id))]


def sent_by_the_shelf(town: Town, shelf: Shelf) -> str:
    """Let an alert to the police go by the phone; return its id there."""
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=2)
    return shelf.ids[-1]


def state_of(town: Town, phone: str) -> MessageState:
    with town.services.reading() as session:
        return next(row.state for row in session.scalars(select(Message)) if row.phone == phone)


@pytest.mark.parametrize(
    "known", [{"recipient": OWN_NUMBER, "simNumber": 1}, {"recipient": None}, {}, {"simNumber": 2}]
)
def test_a_text_to_the_phone_is_taken_whatever_the_phone_knows_of_itself(town: Town, known: dict[str, Any]) -> None:
    assert posts(town.web, received("WHO", **known), town.now) == 200
    assert kept(town) == ["WHO"]


def test_a_text_to_another_device_or_another_number_is_not_taken(town: Town) -> None:
    assert posts(town.web, received("WHO", device="device-2"), town.now) == 404
    assert posts(town.web, received("WHO", recipient=OTHER_NUMBER), town.now) == 404
    assert kept(town) == []


@contextmanager
def no_commit(town: Town) -> Iterator[None]:
    """Let the database lose every transaction at its end."""

    def fail(_connection: Connection) -> None:
        statement = "COMMIT"
        raise OperationalError(statement, {}, OSError("database or disk is full"))

    engine = town.services.database.engine
    listen(engine, "commit", fail)
    yield
    remove(engine, "commit", fail)


@pytest.mark.parametrize("device", [DEVICE, "device-2"])
def test_an_event_that_cannot_be_kept_is_asked_for_again_whatever_it_is(town: Town, device: str) -> None:
    # A web process gives up after 3 seconds, other processes after 30.
    town.services.is_web = True
    with no_commit(town):
        assert posts(town.web, received("WHO", device=device), town.now) == 503
    assert kept(town) == []
    assert posts(town.web, received("WHO", device=device), town.now) == (200 if device == DEVICE else 404)


def test_a_phone_in_another_country_knows_numbers_by_that_country(make: Make, shelf: Shelf) -> None:
    shelf.devices = [{"id": DEVICE, "simCards": [{"simNumber": 1, "phoneNumber": "0772100900"}]}]
    town = make(ugandan(load_example("mlango-kubwa")))
    town.ticks()
    for other in ("0700000901", "+254772100900"):
        assert posts(town.web, received("WHO", recipient=other), town.now) == 404
    for own in ("0772100900", "256772100900", "+256772100900"):
        assert posts(town.web, received(own, recipient=own), town.now) == 200
    assert len(kept(town)) == 3
    police = POLICE.replace("+254700000", "+256772100")
    town.carrier.outcomes = {police: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=2)
    receipt = {"messageId": shelf.ids[-1], "reason": "", "phoneNumber": "0" + police.removeprefix("+256")}
    assert posts(town.web, event("sms:delivered", **receipt), town.now) == 200
    assert state_of(town, police) is MessageState.DELIVERED


def test_a_device_is_known_from_its_answer_to_a_text(make: Make, shelf: Shelf) -> None:
    shelf.paths = {"/messages"}
    town = make()
    assert posts(town.web, received("one", device="device-2"), town.now) == 200, "none is known yet"
    sent_by_the_shelf(town, shelf)
    assert posts(town.web, received("two", device="device-2"), town.now) == 404
    assert posts(town.web, received("three"), town.now) == 200
    assert kept(town) == ["one", "three"]


def test_a_phone_that_replaces_another_is_known_once_it_was_asked(town: Town, shelf: Shelf) -> None:
    shelf.devices = [{"id": "device-2", "simCards": [{"simNumber": 1, "phoneNumber": OTHER_NUMBER}]}]
    text = received("WHO", device="device-2", recipient=OTHER_NUMBER)
    assert posts(town.web, text, town.now) == 404
    town.passes(minutes=2)
    assert posts(town.web, text, town.now) == 200


def test_only_the_chosen_sim_card_and_device_count(make: Make) -> None:
    town = make(doria_second_sim="1", doria_second_device=DEVICE)
    assert posts(town.web, received("private", simNumber=2), town.now) == 404
    assert posts(town.web, received("other", device="device-2", simNumber=1), town.now) == 404
    assert posts(town.web, received("WHO", simNumber=1), town.now) == 200
    assert kept(town) == ["WHO"]


def test_an_event_that_was_signed_long_ago_is_not_taken(town: Town) -> None:
    assert posts(town.web, received("WHO"), town.now - timedelta(minutes=11)) == 404
    assert posts(town.web, received("WHO"), town.now + timedelta(minutes=11)) == 404
    assert posts(town.web, received("WHO"), town.now - timedelta(minutes=9)) == 200


def test_a_phone_whose_clock_is_wrong_is_heard_all_the_same(make: Make, shelf: Shelf) -> None:
    town = make()
    ahead = timedelta(days=365)
    shelf.clock = lambda: town.now - ahead
    town.ticks()
    assert posts(town.web, received("one"), town.now - ahead) == 200
    assert posts(town.web, received("two"), town.now) == 404
    assert kept(town) == ["one"]


def test_a_replayed_event_acts_once(town: Town, shelf: Shelf) -> None:
    message_id = sent_by_the_shelf(town, shelf)
    delivered = event("sms:delivered", messageId=message_id, recipient=POLICE, sender=OWN_NUMBER)
    for _ in range(3):
        assert posts(town.web, received("WHO"), town.now) == 200
        assert posts(town.web, delivered, town.now) == 200
    assert kept(town) == ["WHO"]
    assert state_of(town, POLICE) is MessageState.DELIVERED


def test_a_receipt_for_another_recipient_changes_nothing(town: Town, shelf: Shelf) -> None:
    message_id = sent_by_the_shelf(town, shelf)
    assert posts(town.web, event("sms:delivered", messageId=message_id, recipient=LEADER), town.now) == 200
    town.passes(seconds=5)
    assert state_of(town, POLICE) is not MessageState.DELIVERED
    assert posts(town.web, event("sms:delivered", messageId=message_id, recipient=POLICE), town.now) == 200
    assert state_of(town, POLICE) is MessageState.DELIVERED


@pytest.mark.parametrize("name", ["sms:cancelled", "sms:failed"])
def test_a_text_that_was_cancelled_on_the_phone_has_failed(town: Town, shelf: Shelf, name: str) -> None:
    message_id = sent_by_the_shelf(town, shelf)
    before = len(town.inbox(POLICE))
    assert posts(town.web, event(name, messageId=message_id, recipient=POLICE), town.now) == 200
    town.works()
    town.passes(seconds=5)
    assert len(town.inbox(POLICE)) == before + 1, "it goes by the first provider again"


@pytest.mark.parametrize("name", ["mms:received", "system:ping", "app:started", "sms:data-received", "new:event", ""])
def test_other_events_are_a_sign_of_the_phone_and_nothing_else(town: Town, name: str) -> None:
    assert posts(town.web, event(name, health={"status": "pass"}, messageId="x", message="WHO"), town.now) == 200
    assert kept(town) == []


def test_a_text_whose_call_broke_off_is_given_again_and_the_app_sends_it_once(town: Town, shelf: Shelf) -> None:
    shelf.status = 500
    sent_by_the_shelf(town, shelf)
    shelf.status = 202
    town.passes(seconds=40)
    assert shelf.sent_to == [[POLICE], [POLICE]]
    assert len(set(shelf.ids)) == 1
    delivered = event("sms:delivered", messageId=shelf.ids[0], recipient=POLICE)
    assert posts(town.web, delivered, town.now) == 200
    assert state_of(town, POLICE) is MessageState.DELIVERED


def test_the_carrier_is_made_from_the_settings(make: Make, shelf: Shelf) -> None:
    town = make(doria_second_sim="2", doria_second_device=DEVICE)
    assert isinstance(town.services.backup_carrier, AndroidCarrier)
    sent_by_the_shelf(town, shelf)
    asked = shelf.asked[0]
    assert (asked["simNumber"], asked["deviceId"]) == (2, DEVICE)
    assert 6 * 3600 - 60 < asked["ttl"] <= 6 * 3600
