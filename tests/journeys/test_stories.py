"""Stories of the main job: from a dialled report to alerts, answers and the end."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from redis import Redis

from gateway.communities.file import load_example
from gateway.incidents import board
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import (
    ALTERNATE,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    KIAMUTISYA,
    KILLING,
    LANDLORDS,
    LEADER,
    OTHER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
)
from tests.town import Town, code_in, reference_in

REFER_CODE = "*384*78#"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give the two example communities on one gateway."""
    return new_town(load_example("mlango-kubwa"), load_example("kawangware"))


def test_four_keys_alert_leader_patrol_and_police(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, *KILLING)
    reference = reference_in(page)
    assert page == "END " + town.said(Text.FILED_MAJOR, to=RESIDENT, reference=reference)
    for phone in (LEADER, BONDENI, POLICE):
        assert town.inbox(phone) == [town.alert_to(phone, reference)]
        assert "Bondeni" in town.last(phone)
    for phone in (DEPUTY, KIAMUTISYA, COORDINATOR, FOCAL, RESIDENT):
        assert town.inbox(phone) == []


def test_one_call_carries_all_recipients_of_one_text(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    assert sorted(len(call.phones) for call in town.carrier.calls) == [1, 2]


def test_no_alert_shows_the_reporters_number(town: Town) -> None:
    town.dials(RESIDENT, CODE, "1", "2", "1", "2")
    assert all("711000009" not in text for _, text in town.carrier.sent)


def test_a_silent_leader_is_followed_by_the_deputy_and_never_early(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(seconds=178)
    assert town.inbox(DEPUTY) == []
    town.passes(seconds=3)
    assert town.last(DEPUTY) == town.alert_to(DEPUTY, reference)


def test_an_answer_stops_its_track_and_no_other(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.answers(LEADER, "going", reference) == town.said(Text.GOING, to=LEADER, reference=reference)
    town.passes(minutes=6)
    assert town.inbox(DEPUTY) == []
    assert len(town.inbox(ALTERNATE)) == 1
    tracks = town.incident(reference)["tracks"]
    assert isinstance(tracks, dict)
    assert tracks["patrol"]["answered_by_role"] == "patrol-leader"
    assert tracks["police"]["answered_by_role"] is None


def test_a_person_who_cannot_go_passes_it_on_at_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(LEADER, f"SIWEZI {reference}")
    assert len(town.inbox(DEPUTY)) == 1


def test_an_exhausted_ladder_is_said_aloud_and_marked(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=60)
    told = town.got(COORDINATOR, Text.UNANSWERED, reference=reference)
    assert told
    assert all("999" in text for text in told)
    assert town.incident(reference)["status"] == "unanswered"
    assert len(town.inbox(DEPUTY)) == 3
    town.answers(COORDINATOR, "going", reference)
    assert town.incident(reference)["status"] == "open"


def test_the_same_post_twice_gives_the_same_bytes_and_files_once(town: Town) -> None:
    first = town.dials(RESIDENT, CODE, *KILLING)
    again = town.hop(RESIDENT, CODE, "*".join(KILLING), "session-1")
    assert again == first
    with town.services.reading() as session:
        assert len(board.board_entries(session)) == 1


def test_the_same_session_id_from_another_phone_is_another_session(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    other = town.hop(OTHER, CODE, "1*3*1*1", "session-1")
    assert reference_in(other)
    with town.services.reading() as session:
        assert len(board.board_entries(session)) == 2


def test_wiping_redis_between_hops_and_before_the_worker_loses_nothing(town: Town) -> None:
    for number in range(4):
        town.hop(RESIDENT, CODE, "*".join(KILLING[:number]), "wiped")
        town.redis.flushdb()
    page = town.hop(RESIDENT, CODE, "*".join(KILLING), "wiped")
    town.redis.flushdb()
    assert town.inbox(LEADER) == []
    town.passes(seconds=4)
    assert reference_in(page) in town.inbox(LEADER)[0]


def test_without_any_worker_the_clock_sends_red_itself(town: Town) -> None:
    town.hop(RESIDENT, CODE, "*".join(KILLING), "no-worker")
    town.redis.flushdb()
    with town.without_hints():
        town.ticks()
        assert town.inbox(LEADER) == [], "a worker may come"
        town.passes(seconds=1)
        assert len(town.inbox(LEADER)) == 1


def test_a_private_report_stays_in_its_circle(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "7", "2", "2")
    assert page == "END " + town.said(Text.PRIVATE_BYE, to=RESIDENT)
    told = {phone for phone, _ in town.carrier.sent}
    assert told == {FOCAL}
    (text,) = town.inbox(FOCAL)
    reference = reference_in(text)
    assert text == town.alert_to(FOCAL, reference)
    assert town.said(Text.CATEGORY_ABUSE_CHILD, to=FOCAL) not in text
    assert "MLATA" in text
    assert reference not in town.dials(RESIDENT, CODE, "0", "1")
    for phone in (COORDINATOR, LEADER, POLICE):
        answer = town.answers(phone, "going", reference)
        assert answer == town.texts(phone, "1 28283").replace("28283", reference)
        assert reference not in town.texts(phone, "LIST")


def test_a_complaint_about_police_reaches_oversight_alone(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "9", "3", "1", "1")
    assert "1559" in page
    assert {phone for phone, _ in town.carrier.sent} == {OVERSIGHT}


def test_refer_only_sends_to_police_and_coordinators_and_to_no_patrol(town: Town) -> None:
    town.dials(RESIDENT, REFER_CODE, "1", "1", "1", "1")
    assert {phone for phone, _ in town.carrier.sent} == {"+254700000231", "+254700000221", "+254700000222"}


def test_closing_a_major_wants_the_code_and_then_a_late_answer_changes_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    asked = town.texts(COORDINATOR, f"CLOSE {reference} settled by elders")
    code = code_in(asked)
    assert asked == town.said(Text.CONFIRM_CLOSE, to=COORDINATOR, reference=reference, code=code)
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    town.texts(COORDINATOR, f"YES {wrong}")
    town.texts(LANDLORDS, f"YES {code}")
    assert town.incident(reference)["status"] == "open"
    town.texts(COORDINATOR, f"ndio {code}")
    assert town.incident(reference)["status"] == "closed"
    town.answers(LEADER, "going", reference)
    tracks = town.incident(reference)["tracks"]
    assert isinstance(tracks, dict)
    assert tracks["patrol"]["answered_at"] is None
    town.passes(minutes=5)
    assert town.inbox(DEPUTY) == []


def test_a_wrong_check_digit_changes_nothing_and_says_so(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    mistyped = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    answer = town.answers(LEADER, "going", mistyped)
    assert answer == town.said(Text.WRONG_DIGIT, to=LEADER, reference=mistyped)
    town.passes(minutes=4)
    assert len(town.inbox(DEPUTY)) == 1


def test_a_bare_answer_counts_only_when_one_incident_is_open(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(RESIDENT, Category.GUN_KILLING, zone="juja-road")
    answer = town.texts(LEADER, "1")
    assert town.is_a(answer, Text.WHICH, to=LEADER)
    assert first in answer
    assert second in answer
    town.texts(LEADER, f"{first} siwezi")
    town.texts(LEADER, "NAENDA")
    tracks = town.incident(second)["tracks"]
    assert isinstance(tracks, dict)
    assert tracks["patrol"]["answered_by_role"] == "patrol-leader"


def test_the_same_sms_twice_acts_once_also_under_a_new_id(town: Town) -> None:
    town.texts(LEADER, "5", sms_id="same")
    town.texts(LEADER, "5", sms_id="same")
    town.texts(LEADER, "5", sms_id="another")
    with town.services.reading() as session:
        assert len(board.board_entries(session)) == 1


def test_one_ladder_that_cannot_be_read_holds_up_no_other(town: Town) -> None:
    town.keeps_timeline = False
    broken = town.reports(RESIDENT, Category.GUN_KILLING)
    town.reports(OTHER, Category.GUN_KILLING, zone="juja-road")
    with town.services.uow() as uow:
        for row in board.board_entries(uow.session, reference=broken)[0].escalations:
            row.steps = {**row.steps, "steps": [{"after": 0, "notify": ["no such role"]}]}
    town.now += timedelta(minutes=3, seconds=1)
    town.ticks()
    town.ticks()
    assert len(town.inbox(DEPUTY)) == 1
    assert broken not in town.inbox(DEPUTY)[0]


def test_off_duty_patrollers_are_passed_over(town: Town) -> None:
    town.texts(LEADER, "OFF")
    town.texts(BONDENI, "sipo")
    before = len(town.carrier.sent)
    town.reports(RESIDENT, Category.GUN_KILLING)
    told = {phone for phone, _ in town.carrier.sent[before:]}
    assert LEADER not in told
    assert BONDENI not in told
    assert DEPUTY in told


def test_no_number_or_word_stands_readable_in_the_database(town: Town, redis_url: str) -> None:
    town.dials(RESIDENT, CODE, "1", "7", "behind Mama Njeri shop", "1", "2")
    assert town.inbox(LEADER)
    with town.services.database.engine.connect() as connection:
        for table in ("reports", "incidents", "messages", "people", "events"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
            assert rows or table == "events"
            said = repr(rows)
            assert "711000009" not in said
            assert "Njeri" not in said
            for text in town.inbox(LEADER):
                assert text not in said
    assert not [key for key in Redis.from_url(redis_url).scan_iter() if b"711000009" in key]


def test_stop_is_confirmed_once_and_then_silent(town: Town) -> None:
    assert town.texts(RESIDENT, "STOP!") == town.said(Text.STOPPED, to=RESIDENT)
    assert town.texts(RESIDENT, "stop") == ""
    assert town.texts(RESIDENT, "Start.") == town.said(Text.STARTED, to=RESIDENT)
