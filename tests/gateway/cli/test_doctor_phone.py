"""`doria doctor` and the backup phone: it asks with the password, and says what is wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gateway.cli import doctor
from gateway.communities.file import load_example
from tests import servers
from tests.people import LEADER
from tests.shelf import HEALTH, KEY, PASSWORD, USER, Shelf, event, posts
from tests.town import Town


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """Give a backup phone."""
    with servers.running(Shelf()) as server:
        yield server


@pytest.fixture
def town(sqlite_url: str, redis_url: str, shelf: Shelf) -> Iterator[Town]:
    """Give a community with that phone."""
    made = Town(
        sqlite_url,
        redis_url,
        load_example("mlango-kubwa"),
        doria_second_signing_key=KEY,
        doria_second_url=shelf.url,
        doria_second_user=USER,
        doria_second_password=PASSWORD,
    )
    shelf.clock = lambda: made.now
    yield made
    made.close()


def finding(town: Town) -> doctor.Finding:
    return next(one for one in doctor.examine(town.services) if one.name == "backup phone")


def test_a_phone_that_is_well_answers(town: Town, shelf: Shelf) -> None:
    assert finding(town) == doctor.Finding("backup phone", is_ok=True, say="answers")
    assert set(shelf.passwords) == {f"{USER}:{PASSWORD}"}
    shelf.health = {**HEALTH, "status": "warn", "checks": {"battery:level": {"status": "warn", "observedValue": 20}}}
    assert finding(town) == doctor.Finding("backup phone", is_ok=True, say="answers, battery:level is 20")


def test_what_is_wrong_with_a_phone_is_said(town: Town, shelf: Shelf) -> None:
    shelf.health = {**HEALTH, "status": "fail", "checks": {"battery:level": {"status": "fail", "observedValue": 5}}}
    shelf.health_status = 500
    shelf.clock = lambda: town.now + timedelta(minutes=25)
    found = finding(town)
    assert not found.is_ok
    assert "battery:level is 5" in found.say
    assert "clock is off by 25 minutes" in found.say
    assert "DORIA_SECOND_" in found.say


def test_a_wrong_password_and_a_phone_that_is_off_are_said(town: Town, shelf: Shelf) -> None:
    settings = town.services.settings
    wrong = settings.model_copy(update={"doria_second_user": "nobody"})
    town.services.override(settings=wrong)
    town.services.remake("backup_carrier")
    found = finding(town)
    assert not found.is_ok
    assert "refuses DORIA_SECOND_USER or DORIA_SECOND_PASSWORD" in found.say
    shelf.is_on = False
    assert "does not answer" in finding(town).say


def test_an_event_that_was_not_taken_is_told_for_a_day(town: Town) -> None:
    town.ticks()
    text = event("sms:received", "another", messageId="x", message="WHO", sender=LEADER)
    assert posts(town.web, text, town.now) == 404
    found = finding(town)
    assert not found.is_ok
    assert "an event was not taken: other-device" in found.say
    town.now += timedelta(days=1)
    assert finding(town).is_ok


def test_without_a_phone_the_doctor_says_how_to_have_one(sqlite_url: str, redis_url: str) -> None:
    town = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    try:
        said = "off; DORIA_SECOND_URL names one"
        assert finding(town) == doctor.Finding("backup phone", is_ok=True, say=said, is_tried=False)
    finally:
        town.close()
