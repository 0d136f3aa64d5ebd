"""Stories of dispatch: many reports of one incident, phones that are off, answers that lapse, those who go together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.carrier.contract import Accepted, Deferred, Refused
from gateway.community_file import load_example
from gateway.storage.models import Message
from gateway.usecases import board, budgeting, claiming, outbox
from menus import texts
from menus.rules import references, roster
from menus.rules.community import PATROL_ROLES
from tests.people import (
    ALTERNATE,
    BONDENI,
    BREAK_IN,
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
    RESIDENTS,
)
from tests.town import TOKEN, Town, reference_in


def track(town: Town, reference: str, name: str) -> dict[str, object]:
    with town.services.reading() as session:
        tracks = board.standings(session, reference=reference)[0].as_json()["tracks"]
    found: dict[str, object] = tracks[name]
    return found


def test_two_reports_of_one_shooting_are_one_incident_with_one_update(town: Town) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    pages = [town.dials(phone, CODE, *KILLING) for phone in RESIDENTS[1:4]]
    assert len({first, *map(reference_in, pages)}) == 4
    (incident,) = town.board()
    assert incident["reference"] == first
    assert incident["reports"] == 4
    assert len(town.inbox(LEADER)) == 2
    assert " 2" in town.inbox(LEADER)[1]
    assert all(reference_in(page) not in text for page in pages for text in town.inbox(LEADER))
    assert "Bunduki" in town.dials(RESIDENTS[2], CODE, "0", "1")


def test_a_report_of_another_place_kind_or_time_is_another_incident(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, *KILLING)
    town.dials(RESIDENTS[1], CODE, "1", "3", "1", "1")
    town.dials(RESIDENTS[2], CODE, *BREAK_IN)
    town.passes(minutes=21)
    town.dials(RESIDENTS[3], CODE, *KILLING)
    assert len(town.board()) == 4


def test_a_neighbouring_zone_is_near_enough(database_url: str, redis_url: str) -> None:
    text = load_example("mlango-kubwa").replace('key = "bondeni"', 'key = "bondeni"\nnear = ["juja-road"]', 1)
    town = Town(database_url, redis_url, text)
    try:
        town.dials(RESIDENTS[0], CODE, *KILLING)
        town.dials(RESIDENTS[1], CODE, "1", "3", "1", "1")
        assert len(town.board()) == 1
    finally:
        town.close()


def test_reports_at_the_same_moment_are_one_incident(town: Town) -> None:
    def report(phone: str) -> str:
        return town.hop(phone, CODE, "*".join(KILLING), f"session-{phone}")

    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(report, RESIDENTS[:4]))
    assert len({reference_in(page) for page in pages}) == 4
    (incident,) = town.board()
    assert incident["reports"] == 4


def test_a_third_caller_makes_an_urgent_incident_major(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, *BREAK_IN)
    town.dials(RESIDENTS[0], CODE, *BREAK_IN)
    town.dials(RESIDENTS[1], CODE, *BREAK_IN)
    assert town.board()[0]["level"] == "urgent"
    assert town.inbox(POLICE) == []
    town.dials(RESIDENTS[2], CODE, *BREAK_IN)
    assert town.board()[0]["level"] == "major"
    assert town.inbox(POLICE)


def test_a_coordinator_joins_and_splits(town: Town) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    second = reference_in(town.dials(RESIDENTS[1], CODE, "1", "3", "1", "1"))
    assert first in town.texts(COORDINATOR, f"JOIN {first} {second}")
    (incident,) = town.board()
    assert incident["reports"] == 2
    assert first in town.texts(LEADER, f"1 {second}")
    assert track(town, first, "patrol")["answered_by_role"] == "patrol-leader"
    assert second in town.texts(COORDINATOR, f"split {second}")
    assert len(town.board()) == 2
    assert track(town, second, "patrol")["answered_by_role"] is None


@pytest.mark.parametrize("status", ["Failed", "Expired", "AbsentSubscriber", "Rejected"])
def test_a_leader_whose_phone_is_off_is_passed_over_at_once(town: Town, status: str) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("off")]}
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    assert town.inbox(DEPUTY) == []
    town.receives("off", status)
    town.receives("off", status)
    assert len(town.inbox(DEPUTY)) == 1
    assert track(town, reference, "patrol")["rung"] == 2
    town.texts(LEADER, f"1 {reference}")
    assert track(town, reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_a_number_that_the_network_refuses_is_passed_over_at_once(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Refused("UserInBlacklist")]}
    town.dials(RESIDENTS[0], CODE, *KILLING)
    assert len(town.inbox(ALTERNATE)) == 1
    assert town.inbox(DEPUTY) == []


@pytest.mark.parametrize("order", list(permutations(("answers", "lost", "delivered", "ticks")))[::2])
def test_in_whatever_order_an_answer_receipts_and_ticks_come_the_end_is_the_same(
    tmp_path: Path, redis_url: str, order: tuple[str, ...]
) -> None:
    town = Town(f"sqlite:///{tmp_path / 'doria.db'}", redis_url, load_example("mlango-kubwa"))
    try:
        reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
        order_of_sending = [phone for phone, _ in town.carrier.sent]
        of_leader, of_patrol = order_of_sending.index(LEADER), order_of_sending.index(BONDENI)
        acts: dict[str, Callable[[], object]] = {
            "answers": lambda: town.texts(BONDENI, f"1 {reference}"),
            "lost": lambda: town.receives(f"id-{of_leader}", "Failed"),
            "delivered": lambda: town.receives(f"id-{of_patrol}", "Success"),
            "ticks": lambda: town.passes(seconds=2),
        }
        for name in order:
            acts[name]()
        town.passes(minutes=10)
        ended = track(town, reference, "patrol")
        assert (ended["answered_by_role"], ended["spent_at"]) == ("patrol", None)
        assert town.board()[0]["status"] == "open"
        with town.services.reading() as session:
            left = session.scalars(select(Message).where(Message.track == "patrol", Message.state == "queued")).all()
        assert left == []
    finally:
        town.close()


def test_a_phone_that_cannot_be_routed_to_is_passed_over_and_still_tried(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [Deferred("CouldNotRoute")]}
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "3", "1", "1"))
    assert any(reference in text for text in town.inbox(DEPUTY))
    town.passes(seconds=10)
    assert any(reference in text for text in town.inbox(LEADER))


def dies_while_sending(town: Town) -> str:
    """Let a worker die with the alerts of a killing in its hands; return the reference."""
    for text in ("", "1", "1*2", "1*2*1"):
        town.hop(RESIDENTS[0], CODE, text, "dies")
    reference = reference_in(town.hop(RESIDENTS[0], CODE, "1*2*1*1", "dies"))
    with town.services.reading() as session:
        waiting = session.scalars(select(Message.id).where(Message.lane == "red")).all()
    for message_id in waiting:
        with town.services.unit() as unit:
            claiming.claim(unit, message_id)
    town.redis.flushdb()
    return reference


def test_what_a_dead_worker_held_goes_out_within_seconds(town: Town) -> None:
    reference = dies_while_sending(town)
    town.passes(seconds=18)
    for phone in (LEADER, BONDENI, POLICE):
        assert [reference in text for text in town.inbox(phone)] == [True]


def test_what_a_dead_worker_held_is_not_sent_to_who_has_answered(town: Town) -> None:
    reference = dies_while_sending(town)
    town.texts(LEADER, f"1 {reference}")
    town.passes(seconds=18)
    assert not any("KUBWA" in text for text in town.inbox(BONDENI) + town.inbox(LEADER))
    assert town.inbox(POLICE)


def test_delivered_stops_nothing(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("read")]}
    town.dials(RESIDENTS[0], CODE, *KILLING)
    town.receives("read", "Success")
    town.passes(minutes=3, seconds=2)
    assert len(town.inbox(DEPUTY)) == 1


def asked_there(town: Town, phone: str) -> int:
    return sum("umefika?" in text for text in town.inbox(phone))


def test_going_without_arriving_is_asked_about_once_and_then_lapses(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.passes(minutes=19)
    assert asked_there(town, LEADER) == 0
    town.passes(minutes=2)
    assert asked_there(town, LEADER) == 1
    assert town.inbox(DEPUTY) == []
    town.passes(minutes=5)
    assert len(town.inbox(DEPUTY)) == 1
    assert track(town, reference, "patrol")["answered_at"] is None


def test_who_has_arrived_is_asked_no_more(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.texts(LEADER, f"3 {reference}")
    town.passes(minutes=40)
    assert asked_there(town, LEADER) == 0
    assert town.inbox(DEPUTY) == []


def test_the_first_leads_the_second_supports_and_the_others_stand_by(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    lead = town.texts(BONDENI, f"1 {reference}")
    support = town.texts(LEADER, f"1 {reference}")
    stand_by = town.texts(DEPUTY, f"1 {reference}")
    assert len({lead, support, stand_by}) == 3
    assert len(town.inbox(BONDENI)) == 3
    assert track(town, reference, "patrol")["answered_by_role"] == "patrol"
    again = town.texts(BONDENI, f"1 {reference} niko njiani")
    assert again == lead


def test_two_answers_in_one_second_give_one_lead(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    for number, phone in enumerate((BONDENI, LEADER)):
        form = {"from": phone, "to": "22384", "text": f"1 {reference}", "id": f"at-once-{number}"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(town.handles, (1, 2)))
    town.works()
    answers = [text for phone in (BONDENI, LEADER) for text in town.inbox(phone) if "unaongoza" in text]
    assert len(answers) == 1


def test_when_the_lead_cannot_the_support_leads(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(BONDENI, f"1 {reference}")
    town.texts(LEADER, f"1 {reference}")
    town.texts(BONDENI, f"2 {reference}")
    assert track(town, reference, "patrol")["answered_by_role"] == "patrol-leader"
    assert "unaongoza" in town.inbox(LEADER)[-1]
    assert town.inbox(DEPUTY) == []


def test_a_coordinator_escalates_to_the_police(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    assert town.inbox(POLICE) == []
    assert reference in town.texts(COORDINATOR, f"POLICE {reference}")
    assert reference in town.inbox(POLICE)[0]
    assert town.board()[0]["level"] == "major"
    assert reference in town.texts(COORDINATOR, f"polisi {reference}")
    assert len(town.inbox(ALTERNATE)) == 1
    assert "sema" not in town.texts(LEADER, f"POLICE {reference}")


def test_an_officer_down_pages_everybody_but_the_one_in_danger(town: Town) -> None:
    answer = town.texts(BONDENI, "5 niko mtoni")
    reference = reference_in(answer)
    assert len(town.inbox(BONDENI)) == 1
    assert reference in town.inbox(LEADER)[0]
    town.texts(BONDENI, f"1 {reference}")
    assert track(town, reference, "patrol")["answered_at"] is None


def test_a_killing_by_police_goes_around_the_police_and_to_oversight(town: Town) -> None:
    page = town.dials(RESIDENTS[0], CODE, "1", "2", "1", "3", "4", "3")
    assert "Polisi" in page
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "2", "1", "3", "4", "3", "1"))
    town.passes(minutes=30)
    for phone in (POLICE, ALTERNATE, "+254700000133"):
        assert town.inbox(phone) == []
        assert reference in town.texts(phone, f"1 {reference}")
        assert track(town, reference, "police")["answered_at"] is None
        assert reference not in town.texts(phone, "LIST")
    assert reference in town.inbox(LEADER)[0]
    assert reference in town.inbox(OVERSIGHT)[0]


@pytest.mark.parametrize(("about", "accused"), [("1", LEADER), ("3", POLICE)], ids=["patrol", "police"])
def test_the_accused_learn_nothing_of_a_report_about_them_of_something_they_answer(
    town: Town, about: str, accused: str
) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(accused, f"1 {first}")
    before = town.inbox(accused)
    end = town.dials(RESIDENTS[1], CODE, "1", "2", "1", "3", "4", about, "1")
    second = reference_in(end)
    assert "Kiongozi wa doria" not in end
    assert "hawaambiwi" in end
    assert town.inbox(accused) == before
    unknown = references.mint(4711)
    answers = [town.texts(accused, f"1 {number}").replace(number, "") for number in (second, unknown)]
    assert answers[0] == answers[1]
    assert len(town.board()) == 2
    assert any(second in text for text in town.inbox(OVERSIGHT))
    town.texts(COORDINATOR, f"JOIN {first} {second}")
    assert len(town.board()) == 2


def test_those_beside_the_accused_are_not_shown_that_oversight_is_asked(town: Town) -> None:
    about_leaders = ("1", "2", "1", "3", "4", "2", "1")
    reference = reference_in(town.dials(RESIDENT, CODE, *about_leaders))
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert "Oversight" in town.texts(OVERSIGHT, reference)
    for phone, word in ((BONDENI, "Uangalizi"), (POLICE, "Oversight")):
        shown = town.texts(phone, reference)
        assert reference in shown
        assert word not in shown


def test_whoever_says_only_later_whom_it_is_about_is_heard(town: Town) -> None:
    for text in ("", "1", "1*2"):
        town.hop(RESIDENTS[0], CODE, text, "first")
    town.passes(seconds=100)
    before = len(town.inbox(LEADER))
    assert before == 1
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "1", "3", "4", "1", "1"))
    assert len(town.inbox(LEADER)) == before
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert len(town.board()) == 1


def test_a_complaint_nobody_of_oversight_may_read_is_told_to_coordinators_by_its_number(
    database_url: str, redis_url: str
) -> None:
    text = load_example("mlango-kubwa").replace('roles = ["oversight"]', 'roles = ["oversight", "patrol-leader"]')
    town = Town(database_url, redis_url, text)
    try:
        reference = reference_in(town.dials(RESIDENTS[0], CODE, "9", "1", "Alichukua pesa", "1"))
        town.passes(seconds=2)
        (told,) = town.inbox(COORDINATOR)
        assert reference in told
        assert "patrol" not in told
        assert town.inbox(OVERSIGHT) == []
        assert reference not in town.texts(COORDINATOR, "1")
    finally:
        town.close()


def test_a_network_that_fails_for_a_minute_does_not_use_up_the_ladder(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "1"))
    for _ in range(12):
        for number in range(len(town.carrier.sent)):
            town.receives(f"id-{number}", "Failed")
        town.passes(seconds=1)
    ended = track(town, reference, "patrol")
    assert (ended["round"], ended["spent_at"]) == (1, None)
    told = len(town.inbox(LEADER))
    town.passes(minutes=4)
    assert len(town.inbox(LEADER)) == told + 1, "the next round begins after the longest wait"


def test_a_second_caller_who_confirms_is_told_on(town: Town) -> None:
    for text in ("", "1", "1*2"):
        town.hop(RESIDENTS[0], CODE, text, "first")
    town.passes(seconds=100)
    assert "UNCONFIRMED" in town.inbox(LEADER)[0]
    town.dials(RESIDENTS[1], CODE, *KILLING)
    assert len(town.inbox(LEADER)) == 2
    assert "UNCONFIRMED" not in town.inbox(LEADER)[1]


def test_who_answers_after_an_answer_has_lapsed_leads(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.texts(BONDENI, f"1 {reference}")
    town.passes(minutes=30)
    assert any(reference in text for text in town.inbox(DEPUTY)), "the next was asked"
    assert "lead" in town.texts(DEPUTY, f"1 {reference}")
    town.passes(minutes=16)
    alarms = [row for row in town.board() if row["category"] == "officer-down"]
    assert len(alarms) == 2, "who fell silent on the way is looked after still"


def test_who_stands_by_supports_where_the_support_cannot(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(minutes=7)
    town.texts(LEADER, f"1 {reference}")
    town.texts(BONDENI, f"1 {reference}")
    assert "Stand by" in town.texts(DEPUTY, f"1 {reference}")
    assert "hutarajiwa" in town.texts(BONDENI, f"2 {reference}"), "nobody else is asked: the lead goes"
    assert "you support" in town.inbox(DEPUTY)[-1]
    assert "Deputy" in town.inbox(LEADER)[-1]


def test_an_answer_of_whom_it_turns_out_to_be_about_is_taken_back(town: Town) -> None:
    town.presses("1", "2", session="accuses")
    town.passes(seconds=95)
    reference = str(town.board()[0]["reference"])
    town.texts(LEADER, f"1 {reference}")
    keys = ("1", "2", "1", "3", "4", "1", "1")
    for number in range(3, len(keys) + 1):
        town.hop(RESIDENT, CODE, "*".join(keys[:number]), "accuses")
    town.works()
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] is None
    before = len(town.inbox(LEADER))
    town.passes(minutes=15)
    assert any(reference in text for text in town.inbox(COORDINATOR))
    assert len(town.inbox(LEADER)) == before


def test_a_report_that_is_split_off_is_told_once(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, *KILLING)
    second = reference_in(town.dials(RESIDENTS[1], CODE, *KILLING))
    town.texts(COORDINATOR, f"SPLIT {second}")
    assert sum(second in text for text in town.inbox(LEADER)) == 1
    assert sum(second in text for text in town.inbox(POLICE)) == 1


@pytest.mark.parametrize("text", ["SAFE {}", "{} salama"])
def test_that_somebody_is_safe_answers_no_alert(town: Town, text: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    for phone in (LEADER, BONDENI, POLICE):
        town.texts(phone, text.format(reference))
    tracks = town.incident(reference)["tracks"]
    assert {track["answered_at"] for track in tracks.values()} == {None}


def test_who_writes_after_the_alarm_that_they_are_safe_is_passed_on_and_the_alarm_stays(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    assert "waratibu" in town.texts(BONDENI, "SALAMA")
    assert any("safe" in text and alarm in text for text in town.inbox(COORDINATOR))
    assert town.incident(alarm)["status"] == "open"


def test_a_second_call_for_help_goes_where_the_patroller_is_now(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "SAIDIA niko mtoni"))
    assert town.incident(alarm)["zone"] == "river"
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(BONDENI, f"1 {reference}")
    before = len(town.inbox(LEADER))
    assert reference_in(town.texts(BONDENI, "5")) == alarm
    assert town.incident(alarm)["zone"] == "bondeni"
    assert "Bondeni" in town.inbox(LEADER)[before]


def test_questions_that_have_not_left_count_for_no_silence(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.texts(LEADER, f"3 {reference}")
    town.carrier.outcomes = {LEADER: [Deferred("out of order")] * 1_000}
    town.passes(minutes=50)
    assert [row["category"] for row in town.board()] == ["gun-killing"]


def test_a_red_report_that_waits_is_told_again_until_somebody_acts(town: Town) -> None:
    town.texts(RESIDENT, "amepigwa risasi")
    (incident,) = town.board()
    reference = str(incident["reference"])
    first = sum(reference in text for text in town.inbox(COORDINATOR))
    assert first == 1
    for _ in range(2):
        town.passes(minutes=6)
    assert sum(reference in text for text in town.inbox(COORDINATOR)) == 3
    assert any(reference in text for text in town.inbox(LEADER)), "they may reach a coordinator"
    town.texts(COORDINATOR, f"SEND {reference}")
    told = sum("SEND" in text for text in town.inbox(COORDINATOR))
    town.passes(minutes=60)
    assert sum("SEND" in text for text in town.inbox(COORDINATOR)) == told


def test_words_of_weapons_after_a_report_was_sent_reach_those_who_go(town: Town) -> None:
    town.texts(RESIDENT, "wizi wa simu bondeni")
    reference = str(town.board()[0]["reference"])
    town.texts(COORDINATOR, f"SEND {reference}")
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, COORDINATOR)}
    town.passes(minutes=1)
    town.texts(RESIDENT, "wana bunduki wamempiga mtu risasi")
    assert any("haijulikani" in text for text in town.inbox(LEADER)[before[LEADER] :])
    (told,) = town.inbox(COORDINATOR)[before[COORDINATOR] :]
    assert "POLICE" in told
    assert "Nobody" not in told


@pytest.mark.parametrize("minutes", [60, 0], ids=["answered", "at once"])
def test_a_coordinator_asks_the_next_of_the_police_although_one_has_seen_it(town: Town, minutes: int) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(POLICE, f"1 {reference}")
    town.passes(minutes=minutes)
    assert not any(reference in text for text in town.inbox(ALTERNATE))
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert any(reference in text for text in town.inbox(ALTERNATE))
    town.passes(minutes=40)
    before = len(town.inbox(POLICE))
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert len(town.inbox(POLICE)) > before, "when all have been asked, all are asked anew"


def test_who_is_sent_beside_the_ladder_goes_like_anybody(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "1"))
    town.texts(COORDINATOR, f"SEND {reference} bondeni")
    assert "unaongoza" in town.texts(BONDENI, f"1 {reference}")
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] == "patrol"


def test_a_coordinator_of_one_zone_announces_there_alone(town: Town) -> None:
    file = load_example("mlango-kubwa").replace(
        'roles = ["coordinator"]\n', 'roles = ["coordinator"]\nzones = ["market"]\n'
    )
    town.loads(file)
    assert "YES" in town.texts(COORDINATOR, "SAY market meeting at nine")
    for zone in ("school", "all"):
        assert "not yours" in town.texts(COORDINATOR, f"SAY {zone} meeting at nine")


@pytest.mark.parametrize("text", ["SAY market call 0712345678", "SAY market juma otieno ni mwizi"])
def test_an_announcement_holds_no_number_and_no_name(town: Town, text: str) -> None:
    assert "YES" not in town.texts(COORDINATOR, text)


def test_bulk_waits_while_something_red_is_tried_again(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY market meeting at nine")
    town.carrier.outcomes = {BONDENI: [Deferred("busy")] * 1_000}
    town.dials(RESIDENT, CODE, *BREAK_IN)
    town.now += timedelta(seconds=1)
    town.texts(COORDINATOR, f"YES {asked.split('YES ')[1][:4]}")
    town.passes(seconds=30)
    assert not any("nine" in text for _, text in town.carrier.sent)
    town.carrier.outcomes = {}
    town.passes(seconds=20)
    with town.services.reading() as session:
        waiting = session.scalars(select(Message.id).where(Message.kind == "broadcast")).first()
    assert waiting is not None
    town.sends(waiting)
    assert any("nine" in text for _, text in town.carrier.sent)


def test_the_reporter_is_not_told_that_somebody_goes_who_has_taken_it_back(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    going = town.dials(RESIDENT, CODE, "0", "1", "1")
    town.texts(LEADER, f"2 {reference}")
    town.now += timedelta(seconds=1)
    after = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert going != after
    town.texts(POLICE, f"1 {reference}")
    town.passes(minutes=60)
    assert town.incident(reference)["status"] == "unanswered"
    assert town.dials(RESIDENT, CODE, "0", "1", "1") == after


def test_police_and_helpers_of_other_zones_are_told_rather_than_nobody(town: Town) -> None:
    file = load_example("mlango-kubwa")
    for role in ("police", "police-alternate", "police-station", "focal-person", "focal-alternate"):
        file = file.replace(f'roles = ["{role}"]\n', f'roles = ["{role}"]\nzones = ["market"]\n')
    town.loads(file)
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    assert any(reference in text for text in town.inbox(POLICE))
    town.dials(OTHER, CODE, "7", "4", "2", "1")
    assert any("Kiamutisya" in text for text in town.inbox(FOCAL))


def test_a_night_that_no_shift_covers_is_told_before_it_begins(town: Town) -> None:
    file = load_example("mlango-kubwa").replace('from = "00:00"\nto = "24:00"', 'from = "06:00"\nto = "22:00"')
    town.loads(file)
    for _ in range(8):
        town.passes(minutes=10)
    told = [text for text in town.inbox(COORDINATOR) if "no shift" in text]
    assert len(told) == 1
    assert "22:0" in told[0]


def test_a_coordinator_who_goes_calls_for_help_like_anybody(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(minutes=7)
    assert "lead" in town.texts(COORDINATOR, f"1 {reference}")
    town.passes(minutes=16)
    assert any("send 5" in text for text in town.inbox(COORDINATOR)), "it promises an answer"
    alarm = reference_in(town.texts(COORDINATOR, "5"))
    assert town.incident(alarm)["category"] == "officer-down"
    assert any(alarm in text for text in town.inbox(LEADER))


def test_a_coordinator_at_home_gets_the_commands_for_help_and_an_alarm_for_five(town: Town) -> None:
    assert "CLOSE" in town.texts(COORDINATOR, "HELP")
    assert town.board() == []
    alarm = reference_in(town.texts(COORDINATOR, "5"))
    assert town.incident(alarm)["level"] == "major"


def test_a_call_for_help_that_names_a_place_goes_there(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5 vijana wana visu mtoni"))
    assert town.incident(alarm)["zone"] == "river"


def test_who_is_named_with_a_call_for_help_says_where(town: Town) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.dials(RESIDENTS[1], CODE, "1", "1", "1", "1")
    reference = reference_in(town.texts(LEADER, f"5 {first}"))
    assert "Bondeni" in next(text for text in town.inbox(BONDENI) if reference in text)


def test_who_is_on_in_anothers_place_is_told_of_their_zones(town: Town) -> None:
    town.texts(BONDENI, "SWAP Kiamutisya")
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    assert any(reference in text for text in town.inbox(KIAMUTISYA))
    assert not any(reference in text for text in town.inbox(BONDENI))


def test_a_patroller_who_stops_can_start_again(town: Town) -> None:
    town.texts(BONDENI, "STOP")
    town.texts(BONDENI, "START")
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    assert any(reference in text for text in town.inbox(BONDENI))


def test_a_report_about_the_patrol_that_is_split_off_still_goes_around_it(town: Town) -> None:
    about = ("1", "2", "1", "3", "4", "1", "1")
    first = reference_in(town.dials(RESIDENTS[0], CODE, *about))
    second = reference_in(town.dials(RESIDENTS[1], CODE, *about))
    assert len(town.board()) == 1
    town.texts(COORDINATOR, f"SPLIT {second}")
    assert len(town.board()) == 2
    town.passes(minutes=7)
    for phone in (LEADER, DEPUTY, BONDENI):
        assert not any(first in text or second in text for text in town.inbox(phone))


def test_those_who_go_to_either_of_two_joined_incidents_are_still_asked_if_they_are_safe(town: Town) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    second = reference_in(town.dials(RESIDENTS[1], CODE, "1", "1", "1", "1"))
    town.texts(LEADER, f"1 {first}")
    town.texts(KIAMUTISYA, f"1 {second}")
    town.texts(COORDINATOR, f"JOIN {first} {second}")
    town.passes(minutes=16)
    for phone in (LEADER, KIAMUTISYA):
        assert any("SALAMA" in text for text in town.inbox(phone)), phone


def test_a_team_is_never_sent_to_a_private_matter(database_url: str, redis_url: str) -> None:
    text = load_example("mlango-kubwa").replace('roles = ["focal-person"]', 'roles = ["focal-person", "coordinator"]')
    town = Town(database_url, redis_url, text)
    try:
        town.dials(RESIDENTS[0], CODE, "7", "2", "4", "2")
        reference = reference_in(town.inbox("+254700000141")[0])
        town.texts("+254700000141", f"SEND {reference} all")
        for phone in (LEADER, DEPUTY, BONDENI, KIAMUTISYA):
            assert town.inbox(phone) == []
    finally:
        town.close()


def test_oversight_closes_what_goes_around_the_coordinators(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "3", "4", "2", "1"))
    assert reference not in town.texts(COORDINATOR, "LIST")
    asked = town.texts(OVERSIGHT, f"CLOSE {reference} settled")
    town.texts(OVERSIGHT, "YES " + asked.split("YES ")[1][:4])
    assert town.board()[0]["status"] == "closed"
    ordinary = reference_in(town.dials(RESIDENTS[1], CODE, *KILLING))
    assert ordinary in town.texts(OVERSIGHT, f"CLOSE {ordinary} settled")
    assert town.board()[0]["status"] == "open"


def test_where_a_ladder_reaches_nobody_whoever_is_on_duty_elsewhere_is_called(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "3", "4", "2", "1"))
    town.passes(seconds=2)
    for phone in (BONDENI, KIAMUTISYA):
        assert any(reference in text for text in town.inbox(phone))
    assert town.inbox(LEADER) == []
    town.texts(BONDENI, f"1 {reference}")
    assert track(town, reference, "patrol")["answered_by_role"] == "patrol"


def test_a_dropped_report_about_a_leader_still_goes_around_the_leaders(town: Town) -> None:
    for keys in (["1"], ["1", "2"], ["1", "2", "1"], ["1", "2", "1", "3"], ["1", "2", "1", "3", "4"]):
        town.hop(RESIDENTS[0], CODE, "*".join(keys), "drops")
    town.hop(RESIDENTS[0], CODE, "1*2*1*3*4*2", "drops")
    town.passes(minutes=2)
    assert town.inbox(BONDENI)
    for phone in (LEADER, DEPUTY, COORDINATOR, LANDLORDS):
        assert town.inbox(phone) == []


def test_patrollers_swap_by_name(town: Town) -> None:
    name = next(
        person.name for person in town.services.directory.towns()[0].community.people if person.phone == KIAMUTISYA
    )
    assert town.texts(BONDENI, f"SWAP {name}")
    assert town.inbox(KIAMUTISYA)
    before = len(town.inbox(BONDENI))
    town.dials(RESIDENTS[0], CODE, *KILLING)
    assert len(town.inbox(BONDENI)) == before
    assert "Xyzzy" in town.texts(LEADER, "SWAP Xyzzy")


def test_a_shift_with_nobody_left_is_told_before_it_begins(town: Town) -> None:
    community = town.services.directory.towns()[0].community
    shift = community.shifts[0]
    begins = roster.next_beginning(community, shift, town.now + timedelta(hours=2))
    town.now = begins - timedelta(hours=2)
    town.passes(minutes=100)
    assert town.inbox(COORDINATOR) == []
    patrol = [person for person in community.people if person.roles & PATROL_ROLES]
    for person in patrol:
        town.texts(person.phone, "OFF")
    before = len(town.inbox(COORDINATOR))
    town.passes(minutes=5)
    town.passes(minutes=5)
    assert len(town.inbox(COORDINATOR)) == before + len(
        {shift.begins for shift in community.shifts if roster.next_beginning(community, shift, town.now) <= begins}
    )


def test_a_gap_at_night_falls_back_to_leader_deputy_and_coordinator(town: Town) -> None:
    for person in town.services.directory.towns()[0].community.people:
        if person.roles & PATROL_ROLES:
            town.texts(person.phone, "OFF")
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    for phone in (LEADER, DEPUTY, COORDINATOR):
        assert reference in town.inbox(phone)[-1]
    assert not any(reference in text for text in town.inbox(BONDENI))


def test_those_who_go_are_asked_if_they_are_safe_and_two_misses_are_an_alarm(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(BONDENI, f"1 {reference}")
    town.texts(BONDENI, f"3 {reference}")
    town.passes(minutes=15, seconds=2)
    assert "salama" in town.inbox(BONDENI)[-1]
    assert town.texts(BONDENI, "SALAMA")
    town.passes(minutes=40)
    assert len(town.board()) == 1
    town.passes(minutes=10)
    assert [row["category"] for row in town.board()] == ["officer-down", "gun-killing"]


def duress_town(database_url: str, redis_url: str) -> Town:
    text = load_example("mlango-kubwa").replace(
        'phone = "+254700000101"', 'phone = "+254700000101"\nduress = "mawingu"'
    )
    return Town(database_url, redis_url, text)


def test_the_duress_word_calls_everybody_and_shows_nothing(database_url: str, redis_url: str) -> None:
    town = duress_town(database_url, redis_url)
    try:
        answer = town.texts(LEADER, "Niko sawa, MAWINGU.")
        before = len(town.inbox(LEADER))
        (alarm,) = town.board()
        reference = str(alarm["reference"])
        assert reference not in answer
        assert answer == texts.say(town.services.directory.towns()[0].community, "sw", "safe_noted")
        assert (alarm["category"], alarm["level"], alarm["flag"]) == ("officer-down", "major", "duress")
        assert any(reference in text for text in town.inbox(BONDENI))
        town.texts(BONDENI, f"1 {reference}")
        assert town.inbox(LEADER)[before:] == []
        assert reference not in town.texts(LEADER, "1")
        unknown = references.mint(4711)
        assert "Huna ripoti" in town.dials(LEADER, CODE, "0", "1")
        hidden = town.texts(LEADER, reference)
        assert hidden.replace(reference, "") == town.texts(LEADER, unknown).replace(unknown, "")
    finally:
        town.close()


def test_help_goes_where_the_patroller_went_and_not_where_something_else_happens(town: Town) -> None:
    at_the_scene = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(LEADER, f"1 {at_the_scene}")
    town.texts(LEADER, f"3 {at_the_scene}")
    town.dials(RESIDENTS[1], CODE, "4", "5", "4", "1")
    reference = reference_in(town.texts(LEADER, "5"))
    assert "Bondeni" in next(text for text in town.inbox(BONDENI) if reference in text)


def test_where_a_patroller_is_cannot_be_guessed_everybody_is_called(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, *KILLING)
    town.dials(RESIDENTS[1], CODE, "1", "1", "1", "1")
    reference = reference_in(town.texts(LEADER, "SAIDIA"))
    for phone in (DEPUTY, BONDENI, KIAMUTISYA, COORDINATOR, LANDLORDS, POLICE):
        assert any(reference in text for text in town.inbox(phone)), phone
    assert not any(zone in text for text in town.inbox(KIAMUTISYA) if reference in text for zone in ("Bondeni", "Kiam"))


@pytest.mark.parametrize("text", ["WHO", "NANI", "LIST 48273", "CLOSE 48274 done"])
def test_a_patroller_is_never_told_to_send_the_word_that_means_danger(town: Town, text: str) -> None:
    town.dials(RESIDENTS[0], CODE, *KILLING)
    answer = town.texts(LEADER, text)
    assert "SAIDIA" not in answer
    assert "HELP" not in answer


def test_a_coordinator_of_other_zones_commands_nothing_there(database_url: str, redis_url: str) -> None:
    text = load_example("mlango-kubwa")
    for phone, zone in ((COORDINATOR, "bondeni"), (LANDLORDS, "market")):
        text = text.replace(f'phone = "{phone}"', f'phone = "{phone}"\nzones = ["{zone}"]')
    town = Town(database_url, redis_url, text)
    try:
        there = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
        nobodys = reference_in(town.dials(RESIDENTS[1], CODE, "3", "5", "4", "1"))
        assert there in town.texts(COORDINATOR, "LIST")
        assert there not in town.texts(LANDLORDS, "LIST")
        town.texts(LANDLORDS, f"CLOSE {there} not mine")
        assert town.board()[1]["status"] == "open"
        assert nobodys in town.texts(LANDLORDS, nobodys)
    finally:
        town.close()


def test_a_coordinators_bare_verb_lists_what_is_open(town: Town) -> None:
    mine = [reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))]
    mine.append(reference_in(town.dials(RESIDENTS[1], CODE, "4", "5", "4", "1")))
    answer = town.texts(COORDINATOR, "CLOSE all quiet")
    assert all(reference in answer for reference in mine)
    assert len(town.board()) == 2


def test_calling_again_for_help_opens_no_second_alarm(town: Town) -> None:
    first = reference_in(town.texts(LEADER, "5"))
    assert reference_in(town.texts(LEADER, "SAIDIA")) == first
    assert len(town.board()) == 1
    assert sum(first in text for text in town.inbox(POLICE)) == 2


def test_minor_alerts_of_a_night_wait_for_the_morning_as_one_text(database_url: str, redis_url: str) -> None:
    text = load_example("mlango-kubwa").replace(
        'notify = ["patrol-leader"] },\n  { after = "2h"', 'notify = ["coordinator"] },\n  { after = "2h"'
    )
    town = Town(database_url, redis_url, text)
    try:
        town.passes(minutes=90)
        for caller, zone in zip(RESIDENTS, "123", strict=False):
            town.dials(caller, CODE, "4", zone, "4", "1")
        urgent = reference_in(town.dials(RESIDENTS[5], CODE, "5", "2", "4", "1"))
        assert urgent in town.inbox(BONDENI)[0]
        town.passes(minutes=7 * 60 + 25)
        assert not any("Theft" in text for text in town.inbox(COORDINATOR))
        town.passes(minutes=10)
        (bundle,) = [text for text in town.inbox(COORDINATOR) if "Theft" in text]
        references = [str(row["reference"]) for row in town.board() if row["category"] == "theft"]
        assert len(references) == 3
        assert all(reference in bundle for reference in references)
        assert all(zone in bundle for zone in ("Kiamutisya", "Bondeni", "Juja Rd"))
        town.texts(COORDINATOR, f"1 {references[0]}")
        assert track(town, references[0], "patrol")["answered_by_role"] == "coordinator"
    finally:
        town.close()


def test_a_patrol_on_duty_is_told_of_a_theft_at_night(town: Town) -> None:
    town.passes(minutes=180)
    town.dials(RESIDENTS[0], CODE, "4", "2", "4", "1")
    assert len(town.inbox(LEADER)) == 1


def test_who_falls_silent_on_the_way_is_missed(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(BONDENI, f"1 {reference}")
    town.passes(minutes=46)
    assert "officer-down" in [row["category"] for row in town.board()]
    assert any("Patrol, Bondeni" in text for text in town.inbox(DEPUTY))


def test_say_counts_asks_and_sends_in_bulk(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY bondeni cleaning on saturday at 9")
    assert "KES" in asked
    town.texts(COORDINATOR, "YES " + asked.split("YES ")[-1].split("NDIO ")[-1][:4])
    assert any("cleaning on saturday" in text for text in town.inbox(BONDENI))
    assert not any("cleaning" in text for text in town.inbox(KIAMUTISYA) + town.inbox(POLICE))


@pytest.mark.parametrize(
    "text",
    [
        "SAY",
        "SAY nowhere hello",
        "SAY bondeni",
        "SAY bondeni the thief is called Kamau",
        "SAY bondeni John Kamau did it",
        "SAY bondeni " + "x" * 200,
    ],
)
def test_say_refuses_what_would_do_harm(town: Town, text: str) -> None:
    answer = town.texts(COORDINATOR, text)
    assert answer
    assert "YES" not in answer
    assert "NDIO" not in answer


def test_say_is_refused_while_a_major_incident_is_open_there(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY bondeni meeting at 5")
    town.dials(RESIDENTS[0], CODE, *KILLING)
    assert "YES" not in town.texts(COORDINATOR, "SAY bondeni meeting at 6")
    town.texts(COORDINATOR, "YES " + asked.split("YES ")[-1].split("NDIO ")[-1][:4])
    assert not any("meeting" in text for text in town.inbox(BONDENI))


def test_bulk_waits_while_red_is_due_and_red_for_nothing(town: Town) -> None:
    asked = town.texts(COORDINATOR, "SAY juja-road clean up on sunday")
    with town.services.unit() as unit:
        community = town.services.directory.towns()[0]
        outbox.queue(unit, community, outbox.Envelope("alert", "red", "waits for a carrier", (DEPUTY,)))
        unit.nudges.clear()
    town.texts(COORDINATOR, "YES " + asked.split("YES ")[-1].split("NDIO ")[-1][:4])
    assert not any("clean up" in text for _, text in town.carrier.sent)
    town.passes(seconds=30)
    assert any("clean up" in text for _, text in town.carrier.sent)
    assert "waits for a carrier" in town.inbox(DEPUTY)


def test_a_low_balance_is_told_once_and_sheds_bulk_and_minor_before_red(town: Town) -> None:
    for _ in range(2):
        budgeting.look(town.services.unit, town.services.directory, town.carrier, Decimal(200))
    town.works()
    assert sum("KES 10.00" in text for text in town.inbox(COORDINATOR)) == 1
    town.dials(RESIDENTS[0], CODE, "4", "2", "4", "1")
    town.dials(RESIDENTS[1], CODE, *KILLING)
    assert len(town.inbox(BONDENI)) == 1
    assert not any(" Wizi " in text for _, text in town.carrier.sent)
    budgeting.look(town.services.unit, town.services.directory, town.carrier, Decimal(5))
    town.passes(minutes=6)
    assert any(" Wizi " in text or " Theft " in text for _, text in town.carrier.sent)


def test_no_phone_gets_more_than_its_share_of_texts_that_are_not_red(town: Town) -> None:
    community = town.services.directory.towns()[0]
    for number in range(32):
        with town.services.unit() as unit:
            outbox.queue(unit, community, outbox.Envelope("notice", "normal", f"news {number}", (KIAMUTISYA,)))
    town.works()
    assert len(town.inbox(KIAMUTISYA)) == 30
    town.passes(minutes=61)
    assert len(town.inbox(KIAMUTISYA)) == 32


def test_what_an_incident_cost_is_kept(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Accepted("x", Decimal("0.8000"))], LEADER: [Accepted("y", Decimal("0.8000"))]}
    town.dials(RESIDENTS[0], CODE, *KILLING)
    assert town.board()[0]["cost_kes"] == "1.60"


def test_safe_with_the_number_of_the_question_is_heard_as_safe(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.texts(LEADER, f"3 {reference}")
    for _ in range(4):
        town.passes(minutes=15, seconds=5)
        assert "salama" in town.inbox(LEADER)[-1]
        town.texts(LEADER, f"SALAMA {reference}")
    assert len(town.board()) == 1


def test_who_is_there_without_having_said_that_he_goes_leads_and_is_looked_after(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(BONDENI, f"3 {reference}")
    assert any("anaongoza" in text for text in town.inbox(LEADER))
    town.passes(minutes=16)
    assert any("salama" in text for text in town.inbox(BONDENI))
    town.passes(minutes=31)
    assert town.board()[0]["category"] == "officer-down"


def test_say_tells_nobody_of_what_is_hidden_from_them(town: Town) -> None:
    page = town.dials(RESIDENT, CODE, "1", "2", "1", "3", "4", "2", "1")
    assert "Wanaohusika" in page
    assert "LIST" not in town.texts(COORDINATOR, "LIST")
    asked = town.texts(COORDINATOR, "SAY bondeni baraza leo saa tisa")
    assert "YES" in asked
    before = len(town.carrier.sent)
    answer = town.texts(COORDINATOR, f"YES {asked.split('YES ')[1][:4]}")
    assert "on its way" in answer
    assert len(town.carrier.sent) == before + 1, "the answer alone: the text waits"
    town.passes(minutes=121)
    assert any("baraza" in text for text in town.inbox(BONDENI))


def test_a_killing_reported_into_a_fight_leads_and_everybody_learns_of_it(town: Town) -> None:
    for phone in RESIDENTS[:2]:
        town.dials(phone, CODE, "5", "2", "2", "1")
    (fight,) = town.board()
    town.texts(BONDENI, f"1 {fight['reference']}")
    town.texts(POLICE, f"1 {fight['reference']}")
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, BONDENI, POLICE)}
    town.dials(RESIDENTS[2], CODE, *KILLING)
    (incident,) = town.board()
    assert incident["category"] == "gun-killing"
    for phone, count in before.items():
        told = town.inbox(phone)[count:]
        assert len(told) == 1, phone
        assert "Bunduki/mauaji" in told[0] or "Gun/killing" in told[0]


def test_a_killing_after_an_unarmed_fight_reaches_the_leader_too(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, "5", "2", "4", "1")
    (fight,) = town.board()
    town.texts(BONDENI, f"1 {fight['reference']}")
    assert not any("KUBWA" in text for text in town.inbox(LEADER))
    town.dials(RESIDENTS[1], CODE, *KILLING)
    assert sum("KUBWA Bunduki/mauaji" in text for text in town.inbox(LEADER)) == 1
    assert sum("KUBWA" in text for text in town.inbox(BONDENI)) == 1


def test_raising_by_a_third_caller_texts_nobody_twice(town: Town) -> None:
    for phone in RESIDENTS[:3]:
        town.dials(phone, CODE, "3", "2", "4", "1")
    (incident,) = town.board()
    assert incident["level"] == "major"
    for phone in (LEADER, BONDENI, POLICE):
        assert len(set(town.inbox(phone))) == len(town.inbox(phone))
        assert sum("KUBWA" in text or "Break-in" in text for text in town.inbox(phone)) == 1
