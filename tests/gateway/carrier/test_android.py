"""The Android phone: what its app is given and asked, by its present API, an older one, and a server's."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from gateway.carrier.android import AndroidCarrier
from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outgoing, Refused, Unknown
from menus.domain.outcomes import Cause
from tests import servers
from tests.conftest import free_port
from tests.numbers import kenyan
from tests.shelf import DEVICE, OWN_NUMBER, PASSWORD, USER, Shelf

LEADER = "+254700000101"
TEXT = Outgoing("MLATA 48273 MAJOR", (LEADER,), id="own-id", useful_for=timedelta(minutes=30, seconds=2.5))
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """Give a phone with the app."""
    with servers.running(Shelf()) as server:
        server.clock = lambda: NOW
        yield server


def carrier_of(shelf: Shelf, path: str = "", sim: int | None = None, device: str | None = None) -> AndroidCarrier:
    return AndroidCarrier(shelf.url + path, USER, PASSWORD, sim=sim, device=device)


def test_a_text_has_an_id_and_a_time_of_use(shelf: Shelf) -> None:
    assert carrier_of(shelf).send(TEXT)[LEADER] == Accepted("own-id", status_code=202, device=DEVICE)
    (asked,) = shelf.asked
    assert asked == {
        "path": "/messages",
        "id": "own-id",
        "ttl": 1802,
        "phoneNumbers": [LEADER],
        "textMessage": {"text": TEXT.text},
        "priority": 100,
        "withDeliveryReport": True,
    }


def test_a_text_that_is_of_use_no_longer_has_the_shortest_time_that_a_server_takes(shelf: Shelf) -> None:
    carrier_of(shelf).send(Outgoing("late", (LEADER,), useful_for=timedelta(seconds=-1)))
    assert shelf.asked[0]["ttl"] == 5


def test_a_text_names_the_sim_card_and_the_device_that_were_chosen(shelf: Shelf) -> None:
    carrier_of(shelf, sim=2, device="device-7").send(TEXT)
    assert (shelf.asked[0]["simNumber"], shelf.asked[0]["deviceId"]) == (2, "device-7")


@pytest.mark.parametrize("status", [202, 500, 400])
def test_a_text_that_the_app_has_already_counts_as_accepted(shelf: Shelf, status: int) -> None:
    carrier = carrier_of(shelf)
    shelf.status = status
    carrier.send(TEXT)
    assert carrier.send(TEXT)[LEADER] == Accepted("own-id", status_code=409)


def test_an_older_app_gets_the_text_by_its_older_path_and_is_asked_once(shelf: Shelf) -> None:
    shelf.paths = {"/message"}
    carrier = carrier_of(shelf)
    for number in range(2):
        outcome = carrier.send(Outgoing("hello", (LEADER,), id=f"id-{number}"))[LEADER]
        assert isinstance(outcome, Accepted)
    assert [asked["path"] for asked in shelf.asked] == ["/message", "/message"]
    assert len(shelf.passwords) == 3
    shelf.paths = {"/messages"}
    assert isinstance(carrier.send(Outgoing("hello", (LEADER,), id="updated"))[LEADER], Accepted)


def test_a_path_that_nobody_knows_is_deferred(shelf: Shelf) -> None:
    shelf.paths = set()
    assert carrier_of(shelf).send(TEXT)[LEADER] == Deferred(Cause.BAD_REQUEST, "HTTP 404", 404)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Refused(Cause.BAD_REQUEST, "HTTP 400", 400)),
        (500, Unknown(Cause.PROVIDER_FAILED, "HTTP 500", 500)),
        (503, Deferred(Cause.PROVIDER_AWAY, "HTTP 503", 503)),
    ],
)
def test_other_answers(shelf: Shelf, status: int, outcome: Unknown) -> None:
    shelf.status = status
    assert carrier_of(shelf).send(TEXT)[LEADER] == outcome


@pytest.mark.parametrize("path", ["/3rdparty/v1", "/3rdparty/v1/", "/3rdparty/v1/messages", "/3rdparty/v1/message"])
def test_a_server_is_asked_by_its_own_paths(shelf: Shelf, path: str) -> None:
    shelf.paths = {"/3rdparty/v1/messages", "/3rdparty/v1/health", "/3rdparty/v1/devices"}
    seen = NOW - timedelta(minutes=7)
    shelf.devices = [{"id": DEVICE, "lastSeen": seen.isoformat().replace("+00:00", "Z")}]
    carrier = carrier_of(shelf, path)
    assert isinstance(carrier.send(TEXT)[LEADER], Accepted)
    assert shelf.asked[0]["path"] == "/3rdparty/v1/messages"
    report = carrier.look(kenyan)
    assert (report.seen_at, report.date, report.faults) == (seen, None, ())


@pytest.mark.parametrize(
    ("url", "is_relayed"),
    [
        ("https://api.sms-gate.app", True),
        ("https://api.sms-gate.app/3rdparty/v1", True),
        ("https://sms.example.org/3rdparty/v1", True),
        ("http://192.168.1.20:8080", False),
    ],
)
def test_a_server_is_told_from_a_phone_by_its_address(url: str, *, is_relayed: bool) -> None:
    assert AndroidCarrier(url, USER, PASSWORD).is_relayed is is_relayed


def test_a_phone_tells_its_clock_its_device_and_its_numbers(shelf: Shelf) -> None:
    report = carrier_of(shelf).look(kenyan)
    assert (report.date, report.seen_at) == (NOW, None)
    assert (report.devices, report.numbers) == (frozenset({DEVICE}), frozenset({OWN_NUMBER}))
    assert report.faults == report.words == ()
    assert carrier_of(shelf, sim=2).look(kenyan).numbers == frozenset(), "the number of the chosen card is not known"


def test_a_phone_says_what_is_wrong_with_it(shelf: Shelf) -> None:
    battery = {"battery:level": {"status": "fail", "observedValue": 4}}
    failed = {"messages:failed": {"status": "warn", "observedValue": 3}}
    shelf.health, shelf.health_status = {"status": "fail", "checks": battery | failed}, 500
    report = carrier_of(shelf).look(kenyan)
    assert (report.faults, report.words) == (("battery:level is 4",), ("messages:failed is 3",))


def test_a_wrong_password_is_found_though_the_health_is_told_to_anybody(shelf: Shelf) -> None:
    report = AndroidCarrier(shelf.url, USER, "wrong").look(kenyan)
    assert report.faults == ("the app refuses DORIA_SECOND_USER or DORIA_SECOND_PASSWORD",)


def test_a_wrong_address_and_a_wrong_device_are_named(shelf: Shelf) -> None:
    (fault,) = carrier_of(shelf, device="another").look(kenyan).faults
    assert "DORIA_SECOND_DEVICE" in fault
    (fault,) = carrier_of(shelf, "/nowhere").look(kenyan).faults
    assert "404" in fault


@pytest.mark.parametrize(
    "health", [None, [], 7, {"checks": 3}, {"checks": {"a": 1, "b": {"status": []}}}, {"status": {}}]
)
@pytest.mark.parametrize(
    "devices", [None, {}, [1], [{"simCards": [1, {"phoneNumber": 7}], "lastSeen": "never"}], [{"simCards": 1}]]
)
def test_no_answer_makes_an_error(shelf: Shelf, health: object, devices: object) -> None:
    shelf.health = health
    shelf.devices = devices  # type: ignore[assignment]  # an answer that no app gives
    report = carrier_of(shelf).look(kenyan)
    assert report.devices == frozenset()


def test_a_phone_that_is_away_is_told_as_that() -> None:
    with pytest.raises(CarrierError, match="does not answer"):
        AndroidCarrier(f"http://127.0.0.1:{free_port()}", USER, PASSWORD).look(kenyan)
