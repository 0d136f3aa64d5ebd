"""Stories of what the page of phones tells beside the phones: what happened and why, and the moments to move to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from gateway.carrier.contract import Deferred, Refused
from gateway.communities.file import load_example
from gateway.core.simulated_time import ahead
from gateway.http.simulator_time import MORNING, until_morning
from gateway.incidents.happenings import Cursor
from gateway.storage.models import Attempt, Message, ReceiptRow
from menus.domain.categories import Category, Level, Track
from menus.domain.outcomes import Cause, Fate
from menus.domain.timeline import EventKind
from menus.sms import happened
from menus.sms.happened import HIDDEN, Happened, Reason
from menus.text import page_words
from tests.people import COORDINATOR, DEPUTY, FOCAL, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town

NAIROBI = ZoneInfo("Africa/Nairobi")


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a town beside a simulated network that is away."""
    return new_town(load_example("mlango-kubwa"), doria_simulator_url="http://127.0.0.1:1")


def happens(town: Town, cursor: str = "", **more: str) -> dict[str, Any]:
    """Return what the page asks for each second."""
    answer = town.web.get("/simulator/happened", query_string={"since": cursor, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def provider_ids(town: Town) -> dict[str, str]:
    """Return the id that the network gave to the alert of each phone."""
    with town.services.reading() as session:
        rows = select(Message.phone, Attempt.provider_id).join(Attempt, Attempt.message_id == Message.id)
        return {phone: str(provider_id) for phone, provider_id in session.execute(rows)}


def told(answer: dict[str, Any], language: str = "en") -> list[str]:
    """Return the lines of an answer in a language."""
    return [event["words"][language] for event in answer["events"]]


def test_a_report_its_rungs_answers_and_end_are_told_with_their_reasons(town: Town) -> None:
    leader, deputy, police = (town.person(phone).name for phone in (LEADER, DEPUTY, POLICE))
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    first = happens(town)
    lines = told(first)
    assert lines[0] == "A resident reports: Gun/killing, Bondeni."
    assert any(line.startswith("Patrol: the alert goes to ") and leader in line for line in lines)
    assert f"Police: the alert goes to {police}." in lines
    assert {event["reference"] for event in first["events"]} == {reference}
    assert datetime.fromisoformat(first["next_rung_at"]) == town.now + timedelta(minutes=3)
    assert first["timezone"] == "Africa/Nairobi"
    assert datetime.fromisoformat(first["now"]) == town.now
    town.passes(minutes=3)
    second = happens(town, first["cursor"])
    assert told(second) == [f"Patrol: nobody has answered, so the next on the ladder have the alert: {deputy}."]
    assert told(second, "sw") != told(second)
    town.answers(DEPUTY, "going", reference)
    town.answers(POLICE, "seen", reference)
    town.answers(DEPUTY, "there", reference)
    town.answers(DEPUTY, "over", reference, "quiet now")
    third = happens(town, second["cursor"])
    lines = told(third)
    assert f"Patrol: {deputy} has answered, so nobody further is called." in lines
    assert f"Police: {police} has answered, so nobody further is called." in lines
    assert f"{deputy} is there." in lines
    assert f"{deputy} says that it is over." in lines
    town.confirms(COORDINATOR, f"CLOSE {reference} settled")
    fourth = happens(town, third["cursor"])
    assert f"{town.person(COORDINATOR).name} closes it. Whoever still had to do with it is told." in told(fourth)
    assert fourth["next_rung_at"] is None
    assert happens(town, fourth["cursor"])["events"] == []
    everything = [event for answer in (first, second, third, fourth) for event in answer["events"]]
    assert happens(town)["events"] == sorted(everything, key=lambda event: event["at"])
    assert "quiet now" not in str(everything), "no words of people"
    assert RESIDENT not in str(everything)


def test_receipts_say_whether_the_alert_is_on_the_phone(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    cursor = happens(town)["cursor"]
    ids = provider_ids(town)
    town.receives(ids[LEADER], "Success")
    town.receives(ids[POLICE], "Sent")
    town.receives(ids[POLICE], "AbsentSubscriber")
    lines = told(happens(town, cursor))
    assert f"The alert is on the phone of {town.person(LEADER).name}." in lines
    assert f"The alert did not reach {town.person(POLICE).name}: the phone is off or out of reach." in lines
    assert sum(line.startswith("The alert ") for line in lines) == 2


def test_a_receipt_that_comes_before_its_message_is_settled_is_not_passed_over(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    cursor = happens(town)["cursor"]
    ids = provider_ids(town)
    town.receives("not-settled", "Success")
    town.receives(ids[LEADER], "Success")
    assert happens(town, cursor)["events"] == []
    with town.services.uow() as uow:
        # Now its message is settled.
        alerted = {row.phone: row.id for row in uow.session.scalars(select(Message))}
        row = uow.session.scalars(select(ReceiptRow).where(ReceiptRow.provider_id == "not-settled")).one()
        row.message_id = alerted[POLICE]
    names = [town.person(phone).name for phone in (POLICE, LEADER)]
    assert told(happens(town, cursor)) == [f"The alert is on the phone of {name}." for name in names]


def test_a_receipt_of_no_message_holds_up_others_for_seconds_alone(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    cursor = happens(town)["cursor"]
    ids = provider_ids(town)
    town.receives("of-nothing", "Success")
    town.receives(ids[LEADER], "Success")
    assert happens(town, cursor)["events"] == []
    town.passes(seconds=6)
    assert told(happens(town, cursor)) == [f"The alert is on the phone of {town.person(LEADER).name}."]


def test_an_alert_that_the_network_does_not_take_has_one_line_until_it_is_taken(town: Town) -> None:
    leader, police = (town.person(phone).name for phone in (LEADER, POLICE))
    town.carrier.outcomes = {
        LEADER: [Deferred(Cause.PROVIDER_AWAY, "503")] * 3,
        POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")],
    }
    town.reports(RESIDENT, Category.GUN_KILLING)
    first = happens(town)
    waits = f"The alert to {leader} is not out yet: the network does not answer. It is tried again."
    assert waits in told(first)
    assert f"The alert to {police} is not sent: the phone takes no texts." in told(first)
    town.passes(minutes=2)
    assert town.inbox(LEADER)
    second = happens(town, first["cursor"])
    assert told(second).count(f"The network has taken the alert to {leader} now.") == 1
    assert waits not in told(second)
    ids = [event["id"] for answer in (first, second) for event in answer["events"]]
    assert sorted(event["id"] for event in happens(town)["events"]) == sorted(ids)


def test_an_alert_of_a_private_report_that_fails_has_no_line(town: Town) -> None:
    town.carrier.outcomes = {FOCAL: [Deferred(Cause.PROVIDER_AWAY, "503")]}
    town.presses("7", "4", "2", "1", "1", "2")
    assert len(happens(town)["events"]) == 1


@pytest.mark.parametrize("fate", list(Fate))
@pytest.mark.parametrize("cause", [*Cause, None])
def test_each_fate_of_an_alert_has_words_in_each_language(fate: Fate, cause: Cause | None) -> None:
    said = happened.attempt(None, fate, cause)
    assert set(said) == set(page_words.LANGUAGES)
    assert len(set(said.values())) == len(said)


@pytest.mark.parametrize("reason", [*Reason, None])
def test_each_receipt_has_words_in_each_language(reason: Reason | None) -> None:
    said = happened.receipt("A", reason)
    assert len(set(said.values())) == len(page_words.LANGUAGES)
    assert all("A" in text for text in said.values())


@pytest.mark.parametrize("keys", [("7", "4", "2", "1", "1", "2"), ("9", "1", "2", "1", "1")])
def test_a_report_with_a_closed_circle_has_one_line_that_tells_nothing(town: Town, keys: tuple[str, ...]) -> None:
    town.presses(*keys)
    (incident,) = town.board()
    assert Level(incident["level"]).has_circle
    (event,) = happens(town)["events"]
    assert event["reference"] is None
    assert event["words"] == page_words.in_all("happened.po", incident["level"])
    assert incident["reference"] not in str(happens(town))


def test_the_next_rung_tells_nothing_of_a_private_report(town: Town) -> None:
    town.presses("7", "4", "2", "1", "1", "2")
    assert happens(town)["next_rung_at"] is None
    assert town.web.post("/simulator/time", json={"to": "next-rung"}).status_code == 409
    town.reports(OTHER, Category.GUN_KILLING)
    assert datetime.fromisoformat(happens(town)["next_rung_at"]) == town.now + timedelta(minutes=3)


@pytest.mark.parametrize("wrong", [{"community": "nowhere"}, {"since": "x"}, {"since": "1.2"}, {"since": "-1.2.3"}])
def test_another_community_or_cursor_is_refused_in_words(town: Town, wrong: dict[str, str]) -> None:
    answer = town.web.get("/simulator/happened", query_string=wrong)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_time_moves_to_the_next_rung_and_says_if_there_is_none(town: Town) -> None:
    assert town.web.post("/simulator/time", json={"to": "next-rung"}).status_code == 409
    town.reports(RESIDENT, Category.GUN_KILLING)
    answer = town.web.post("/simulator/time", json={"to": "next-rung"})
    assert answer.status_code == 200
    with town.services.uow() as uow:
        assert ahead(uow) == timedelta(minutes=3)
    assert town.web.post("/simulator/time", json={"forward": "1m"}).status_code == 200
    with town.services.uow() as uow:
        assert ahead(uow) == timedelta(minutes=4)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"to": "noon"},
        {"to": 3},
        {"to": "morning", "community": "nowhere"},
        {"to": "morning", "community": []},
        {"to": "next-rung", "community": {"a": 1}},
        {"to": []},
        {"forward": []},
        {"forward": True},
        [],
    ],
)
def test_another_moment_is_refused_in_words(town: Town, wrong: object) -> None:
    answer = town.web.post("/simulator/time", json=wrong)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_lists_in_lists_are_refused_in_words(town: Town) -> None:
    answer = town.web.post("/simulator/time", data="[" * 10_000, content_type="application/json")
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_the_first_address_leads_to_the_phones_and_nobody_else_sets_the_networks_clock(
    town: Town, new_town: Callable[..., Town]
) -> None:
    for path in ("/", "/simulator"):
        answer = town.web.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/simulator/")
    assert town.web.post("/simulator/clock", json={"ahead": 5}).status_code == 404
    real = new_town(load_example("mlango-kubwa"))
    for path in ("/", "/simulator", "/simulator/happened"):
        assert real.web.get(path).status_code == 404


@given(st.integers(0, 366 * 24 * 3600))
def test_the_morning_is_the_next_six_oclock_of_the_community(seconds: int) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    wait = until_morning(now, NAIROBI)
    assert timedelta(0) < wait <= timedelta(days=1)
    assert (now + wait).astimezone(NAIROBI).time() == MORNING


def test_each_kind_of_event_has_words_in_each_language_or_is_left_out_on_purpose(town: Town) -> None:
    for kind in EventKind:
        found = happened.lines(
            town.community, Happened(kind, Level.MAJOR, Category.GUN_KILLING, "bondeni", "", Track.PATROL, "A", ("B",))
        )
        assert (found is None) == (kind in HIDDEN), kind
        assert found is None or set(found) == set(page_words.LANGUAGES)


@given(st.builds(Cursor, *[st.integers(0, 10**18 - 1)] * 3))
def test_a_cursor_is_read_as_it_was_written(cursor: Cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor
