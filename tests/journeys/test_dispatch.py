"""Stories of dispatch: unreachable phones, answers that lapse, people who go together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from sqlalchemy import select

from gateway.carrier.contract import Accepted, Deferred, Refused
from gateway.communities.file import load_example
from gateway.messaging import claims
from gateway.storage.models import Message
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.people import (
    ALTERNATE,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    KIAMUTISYA,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import TOKEN, Town, reference_in


@pytest.mark.parametrize("status", ["Failed", "Expired", "AbsentSubscriber", "Rejected"])
def test_a_leader_whose_phone_is_off_is_passed_over_at_once(town: Town, status: str) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("off")]}
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert town.inbox(DEPUTY) == []
    town.receives("off", status)
    town.receives("off", status)
    assert len(town.inbox(DEPUTY)) == 1
    assert town.track(reference, "patrol")["rung"] == 2
    town.answers(LEADER, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_a_number_that_the_network_refuses_is_passed_over_at_once(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")]}
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert len(town.inbox(ALTERNATE)) == 1
    assert town.inbox(DEPUTY) == []


@pytest.mark.parametrize("order", list(permutations(("answers", "lost", "delivered", "ticks")))[::2])
def test_in_whatever_order_an_answer_receipts_and_ticks_come_the_end_is_the_same(
    sqlite_url: str, redis_url: str, order: tuple[str, ...]
) -> None:
    town = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    try:
        reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
        order_of_sending = [phone for phone, _ in town.carrier.sent]
        of_leader, of_patrol = order_of_sending.index(LEADER), order_of_sending.index(BONDENI)
        acts: dict[str, Callable[[], object]] = {
            "answers": lambda: town.answers(BONDENI, "going", reference),
            "lost": lambda: town.receives(f"id-{of_leader}", "Failed"),
            "delivered": lambda: town.receives(f"id-{of_patrol}", "Success"),
            "ticks": lambda: town.passes(seconds=2),
        }
        for name in order:
            acts[name]()
        town.passes(minutes=10)
        ended = town.track(reference, "patrol")
        assert (ended["answered_by_role"], ended["spent_at"]) == ("patrol", None)
        assert town.board()[0]["status"] == "open"
        with town.services.reading() as session:
            left = session.scalars(select(Message).where(Message.track == "patrol", Message.state == "queued")).all()
        assert left == []
    finally:
        town.close()


def test_a_phone_that_cannot_be_routed_to_is_passed_over_and_still_tried(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [Deferred(Cause.PHONE_UNREACHABLE, "CouldNotRoute")]}
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING, zone="juja-road")
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
        with town.services.uow() as uow:
            claims.claim(uow, message_id)
    town.redis.flushdb()
    return reference


def test_a_message_that_a_dead_worker_held_goes_out_within_seconds(town: Town) -> None:
    reference = dies_while_sending(town)
    town.passes(seconds=18)
    for phone in (LEADER, BONDENI, POLICE):
        assert [reference in text for text in town.inbox(phone)] == [True]


def test_a_message_that_a_dead_worker_held_is_not_sent_once_its_track_is_answered(town: Town) -> None:
    reference = dies_while_sending(town)
    town.answers(LEADER, "going", reference)
    town.passes(seconds=18)
    assert town.alerts(BONDENI) == town.alerts(LEADER) == []
    assert town.inbox(POLICE)


def test_delivered_stops_nothing(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("read")]}
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.receives("read", "Success")
    town.passes(minutes=3, seconds=2)
    assert len(town.inbox(DEPUTY)) == 1


def asked_there(town: Town, phone: str) -> int:
    """Return how often a person was asked whether they are there."""
    return len(town.got(phone, Text.ARE_YOU_THERE))


def test_going_without_arriving_is_asked_about_once_and_then_lapses(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.passes(minutes=19)
    assert asked_there(town, LEADER) == 0
    town.passes(minutes=2)
    assert asked_there(town, LEADER) == 1
    assert town.inbox(DEPUTY) == []
    town.passes(minutes=5)
    assert len(town.inbox(DEPUTY)) == 1
    assert town.track(reference, "patrol")["answered_at"] is None


def test_a_person_who_has_arrived_is_asked_no_more(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference)
    town.passes(minutes=40)
    assert asked_there(town, LEADER) == 0
    assert town.inbox(DEPUTY) == []


def test_the_first_leads_the_second_supports_and_the_others_stand_by(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    lead = town.answers(BONDENI, "going", reference)
    support = town.answers(LEADER, "going", reference)
    stand_by = town.answers(DEPUTY, "going", reference)
    assert lead == town.said(Text.GOING, to=BONDENI, reference=reference)
    assert support == town.said(Text.GOING_SUPPORT, to=LEADER, reference=reference)
    assert stand_by == town.said(Text.GOING_STAND_BY, to=DEPUTY, reference=reference)
    assert len(town.inbox(BONDENI)) == 3
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol"
    again = town.texts(BONDENI, f"1 {reference} niko njiani")
    assert again == lead


def test_two_answers_in_one_second_give_one_lead(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    for number, phone in enumerate((BONDENI, LEADER)):
        form = {"from": phone, "to": "22384", "text": f"1 {reference}", "id": f"at-once-{number}"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(town.handles, (1, 2)))
    town.works()
    leading = [phone for phone in (BONDENI, LEADER) if town.got(phone, Text.GOING, reference=reference)]
    assert len(leading) == 1


def test_when_the_lead_cannot_the_support_leads(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.answers(LEADER, "going", reference)
    town.answers(BONDENI, "cannot", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    assert town.last(LEADER) == town.said(Text.GOING, to=LEADER, reference=reference)
    assert town.inbox(DEPUTY) == []


def test_a_coordinator_escalates_to_the_police(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.BREAK_IN)
    assert town.inbox(POLICE) == []
    assert reference in town.texts(COORDINATOR, f"POLICE {reference}")
    assert reference in town.inbox(POLICE)[0]
    assert town.board()[0]["level"] == "major"
    assert reference in town.texts(COORDINATOR, f"polisi {reference}")
    assert len(town.inbox(ALTERNATE)) == 1
    assert town.texts(LEADER, f"POLICE {reference}") == town.said(Text.NOT_YOURS_PATROL, to=LEADER)


def test_a_network_that_fails_for_a_minute_does_not_use_up_the_ladder(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING, zone="market")
    for _ in range(12):
        for number in range(len(town.carrier.sent)):
            town.receives(f"id-{number}", "Failed")
        town.passes(seconds=1)
    ended = town.track(reference, "patrol")
    assert (ended["round"], ended["spent_at"]) == (1, None)
    told = len(town.inbox(LEADER))
    town.passes(minutes=4)
    assert len(town.inbox(LEADER)) == told + 1, "the next round begins after the longest wait"


def test_a_person_who_answers_after_an_answer_has_lapsed_leads(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(BONDENI, "going", reference)
    town.passes(minutes=30)
    assert any(reference in text for text in town.inbox(DEPUTY)), "the next was asked"
    assert town.answers(DEPUTY, "going", reference) == town.said(Text.GOING, to=DEPUTY, reference=reference)
    town.passes(minutes=16)
    alarms = [row for row in town.board() if row["category"] == "officer-down"]
    assert len(alarms) == 2, "who fell silent on the way is looked after still"


def test_a_person_who_stands_by_supports_where_the_support_cannot(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=7)
    town.answers(LEADER, "going", reference)
    town.answers(BONDENI, "going", reference)
    stand_by = town.answers(DEPUTY, "going", reference)
    assert stand_by == town.said(Text.GOING_STAND_BY, to=DEPUTY, reference=reference)
    cannot = town.answers(BONDENI, "cannot", reference)
    assert cannot == town.said(Text.CANNOT_NOTED, to=BONDENI, reference=reference), "nobody else is asked"
    assert town.last(DEPUTY) == town.said(Text.GOING_SUPPORT, to=DEPUTY, reference=reference)
    assert town.is_a(town.last(LEADER), Text.SUPPORTS, to=LEADER, reference=reference)
    assert "Deputy" in town.last(LEADER)


@pytest.mark.parametrize("minutes", [60, 0], ids=["answered", "at once"])
def test_a_coordinator_asks_the_next_of_the_police_although_one_has_seen_it(town: Town, minutes: int) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(POLICE, "seen", reference)
    town.passes(minutes=minutes)
    assert not any(reference in text for text in town.inbox(ALTERNATE))
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert any(reference in text for text in town.inbox(ALTERNATE))
    town.passes(minutes=40)
    before = len(town.inbox(POLICE))
    town.texts(COORDINATOR, f"POLICE {reference}")
    assert len(town.inbox(POLICE)) > before, "when all have been asked, all are asked anew"


def test_a_person_who_is_sent_beside_the_ladder_goes_like_anybody(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(COORDINATOR, f"SEND {reference} bondeni")
    assert town.answers(BONDENI, "going", reference) == town.said(Text.GOING, to=BONDENI, reference=reference)
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] == "patrol"


def test_police_and_helpers_of_other_zones_are_told_rather_than_nobody(town: Town) -> None:
    file = load_example("mlango-kubwa")
    for role in ("police", "police-alternate", "police-station", "focal-person", "focal-alternate"):
        file = file.replace(f'roles = ["{role}"]\n', f'roles = ["{role}"]\nzones = ["market"]\n')
    town.loads(file)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert any(reference in text for text in town.inbox(POLICE))
    town.dials(OTHER, CODE, "7", "4", "2", "1", "1", "2")
    assert any("Kiamutisya" in text for text in town.inbox(FOCAL))


def test_a_team_is_never_sent_to_a_private_matter(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace('roles = ["focal-person"]', 'roles = ["focal-person", "coordinator"]')
    town = new_town(text)
    town.dials(RESIDENTS[0], CODE, "7", "2", "4", "2", "1", "2")
    reference = reference_in(town.inbox(FOCAL)[0])
    town.texts(FOCAL, f"SEND {reference} all")
    for phone in (LEADER, DEPUTY, BONDENI, KIAMUTISYA):
        assert town.inbox(phone) == []


def test_a_coordinators_bare_verb_lists_what_is_open(town: Town) -> None:
    mine = [town.reports(RESIDENTS[0], Category.GUN_KILLING)]
    mine.append(town.reports(RESIDENTS[1], Category.THEFT, zone="school"))
    answer = town.texts(COORDINATOR, "CLOSE all quiet")
    assert all(reference in answer for reference in mine)
    assert len(town.board()) == 2
