"""The backup provider: an Android phone with the app SMS Gateway for Android."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from gateway.carrier.android import AndroidCarrier
from gateway.carrier.contract import Accepted, Deferred, Outgoing, Refused, Unknown
from gateway.communities.file import load_example
from gateway.core.policy import Policy
from gateway.incidents import board, stats
from gateway.storage.models import Attempt
from menus.domain.categories import Track
from menus.domain.outcomes import Cause
from menus.domain.roles import Role
from menus.text.names import Text
from tests import servers
from tests.shelf import KEY, PASSWORD, USER, Shelf, event, posts
from tests.town import Town, reference_in

RESIDENT, LEADER, BONDENI, POLICE = "+254711000009", "+254700000101", "+254700000111", "+254700000131"
CODE, KILLING = "*384*77#", ("1", "2", "1", "1")


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """Give a backup phone."""
    with servers.running(Shelf()) as server:
        yield server


@pytest.fixture
def carrier(shelf: Shelf) -> AndroidCarrier:
    """Give the carrier of that phone."""
    return AndroidCarrier(shelf.url, USER, PASSWORD)


@pytest.fixture
def town(database_url: str, redis_url: str, shelf: Shelf, carrier: AndroidCarrier) -> Iterator[Town]:
    """Give a community with a backup provider."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"), doria_second_signing_key=KEY)
    shelf.clock = lambda: made.now
    made.services.override(backup_carrier=carrier)
    made.services.override(policy=Policy(has_backup=True))
    yield made
    made.close()


def attempts(town: Town) -> list[tuple[str, str, str | None]]:
    with town.services.reading() as session:
        return [(row.carrier, row.outcome, row.reason) for row in session.scalars(select(Attempt).order_by(Attempt.id))]


@pytest.mark.parametrize(
    ("status", "kind"), [(202, Accepted), (400, Refused), (401, Deferred), (503, Deferred), (500, Unknown)]
)
def test_each_answer_is_a_value(shelf: Shelf, carrier: AndroidCarrier, status: int, kind: type) -> None:
    shelf.status = status
    outcome = carrier.send(Outgoing("hello", (LEADER,)))[LEADER]
    assert isinstance(outcome, kind)
    assert shelf.asked[0]["path"] == "/messages"
    assert shelf.asked[0]["textMessage"] == {"text": "hello"}
    assert shelf.asked[0]["phoneNumbers"] == [LEADER]
    assert shelf.passwords == ["example:example-password"]


def test_a_phone_that_is_away_was_certainly_not_reached() -> None:
    outcome = AndroidCarrier("http://127.0.0.1:9", "example", "x").send(Outgoing("hello", (LEADER,)))[LEADER]
    assert isinstance(outcome, Deferred)


def test_an_alert_that_is_refused_goes_once_by_the_backup_provider(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=2)
    town.passes(seconds=30)
    assert shelf.sent_to == [[POLICE]]
    assert ("android", "accepted", None) in attempts(town)
    with town.services.reading() as session:
        assert stats.outbox(session, town.now).twice == 0, "the network said that it did not send it"


def test_an_alert_of_unknown_fate_goes_by_the_backup_provider_at_once(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Unknown(Cause.NO_ANSWER, "ReadTimeout")]}
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=2)
    assert shelf.sent_to == [[POLICE]]
    assert ("android", "accepted", "possibly twice") in attempts(town)
    with town.services.reading() as session:
        assert stats.outbox(session, town.now).twice == 1


def test_an_alert_that_a_receipt_says_has_failed_is_not_called_possibly_twice(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Accepted("failed")]}
    town.dials(RESIDENT, CODE, *KILLING)
    town.receives("failed", "Failed")
    town.passes(seconds=2)
    assert shelf.sent_to == [[POLICE]]
    assert ("android", "accepted", None) in attempts(town)


def test_without_a_receipt_for_a_minute_an_alert_goes_by_the_backup_provider(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("no-receipt")], BONDENI: [Accepted("read")]}
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.web.post(f"/at/{'t' * 40}/receipts", data={"id": "read", "status": "Success"})
    town.texts(POLICE, f"SAWA {reference}")
    town.passes(seconds=55)
    assert shelf.asked == []
    town.passes(seconds=10)
    town.passes(seconds=90)
    assert shelf.sent_to == [[LEADER]]


def test_a_phone_that_was_away_for_a_moment_is_tried_again(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    shelf.status = 503
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=2)
    shelf.status = 202
    for _ in range(3):
        town.passes(seconds=10)
    assert shelf.sent_to == [[POLICE], [POLICE]]
    assert ("android", "accepted", None) in attempts(town)


def test_what_the_shelf_phone_loses_goes_by_the_first_way_again(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Deferred(Cause.PROVIDER_FAILED, "out of order")] * 2}
    town.dials(RESIDENT, CODE, *KILLING)
    for _ in range(4):
        town.passes(seconds=5)
    assert shelf.sent_to == [[POLICE]]
    assert town.inbox(POLICE) == []
    failed = event("sms:failed", messageId=shelf.ids[0], recipient=POLICE, reason="no service")
    assert posts(town.web, failed, town.now) == 200
    town.works()
    town.passes(seconds=5)
    assert len(town.inbox(POLICE)) == 1


def test_what_is_not_red_never_goes_by_the_backup_provider(town: Town, shelf: Shelf) -> None:
    town.dials(RESIDENT, CODE, "4", "2", "4", "1")
    town.passes(minutes=3)
    assert shelf.asked == []


def test_a_signed_receipt_counts_and_an_unsigned_one_is_not_found(town: Town, shelf: Shelf) -> None:
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=2)
    delivered = event("sms:delivered", messageId=shelf.ids[0], recipient=POLICE)
    assert posts(town.web, delivered, town.now, signature="0" * 64) == 404
    assert town.web.post("/android/events", data=json.dumps(delivered)).status_code == 404
    assert posts(town.web, delivered, town.now) == 200
    assert 'doria_messages{lane="red",state="delivered"} 1.0' in town.looks("/metrics").text


def test_an_answer_to_the_phone_on_the_shelf_counts_once(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(seconds=2)
    payload: dict[str, Any] = {
        "messageId": "content-hash",
        "message": f"SAWA {reference}",
        "phoneNumber": POLICE,
        "simNumber": 1,
        "receivedAt": "2026-11-23T21:00:00.000+03:00",
    }
    received = event("sms:received", **payload)
    assert posts(town.web, received, town.now, signature="0") == 404
    for _ in range(2):
        assert posts(town.web, received, town.now) == 200
        town.works()
    with town.services.reading() as session:
        (standing,) = board.board_entries(session, reference=reference)
    assert {climb.track: climb.answered_role for climb in standing.escalations}[Track.POLICE] is Role.POLICE
    assert town.inbox(POLICE).count(town.said(Text.SEEN, to=POLICE, reference=reference)) == 1


def test_without_a_signing_key_there_is_no_such_webhook(database_url: str, redis_url: str) -> None:
    town = Town(database_url, redis_url, load_example("mlango-kubwa"))
    try:
        assert town.web.post("/android/events", data=b"{}").status_code == 404
    finally:
        town.close()
