"""Stories of many reports of one incident: joined, raised to a level, led by the graver one, split again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from gateway.carrier.contract import Deferred, Unknown
from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, KILLING, LEADER, POLICE, RESIDENTS
from tests.town import Town, reference_in


def test_two_reports_of_one_shooting_are_one_incident_with_one_update(town: Town) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    others = [town.reports(phone, Category.GUN_KILLING) for phone in RESIDENTS[1:4]]
    assert len({first, *others}) == 4
    (incident,) = town.board()
    assert incident["reference"] == first
    assert incident["reports"] == 4
    assert len(town.inbox(LEADER)) == 2
    assert town.said(Text.EXTRA_REPORTS, to=LEADER, count="2") in town.inbox(LEADER)[1]
    assert not any(other in text for other in others for text in town.inbox(LEADER))
    killing = town.said(Text.CATEGORY_GUN_KILLING, to=RESIDENTS[2])
    assert killing in town.dials(RESIDENTS[2], CODE, "0", "1")


def test_an_update_of_an_incident_that_was_answered_is_tried_again(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    before = len(town.inbox(LEADER))
    town.carrier.outcomes = {LEADER: [Deferred(Cause.PROVIDER_AWAY, "HTTP 503")]}
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    assert len(town.inbox(LEADER)) == before
    town.passes(seconds=30)
    assert town.inbox(LEADER)[before:] == [town.alert_to(LEADER, reference)]
    assert town.said(Text.EXTRA_REPORTS, to=LEADER, count="2") in town.last(LEADER)


def test_an_alert_that_did_not_leave_before_its_track_was_answered_is_not_tried_again(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Unknown(Cause.NO_ANSWER, "ReadTimeout")]}
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    assert town.texts(POLICE, f"ACK {reference}")
    heard = len(town.inbox(POLICE))
    town.passes(minutes=5)
    assert len(town.inbox(POLICE)) == heard


def test_a_report_of_another_place_kind_or_time_is_another_incident(town: Town) -> None:
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="juja-road")
    town.reports(RESIDENTS[2], Category.BREAK_IN)
    town.passes(minutes=21)
    town.reports(RESIDENTS[3], Category.GUN_KILLING)
    assert len(town.board()) == 4


def test_a_neighbouring_zone_is_near_enough(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace('key = "bondeni"', 'key = "bondeni"\nnear = ["juja-road"]', 1))
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="juja-road")
    assert len(town.board()) == 1


def test_reports_at_the_same_moment_are_one_incident(town: Town) -> None:
    def report(phone: str) -> str:
        return town.hop(phone, CODE, "*".join(KILLING), f"session-{phone}")

    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(report, RESIDENTS[:4]))
    assert len({reference_in(page) for page in pages}) == 4
    (incident,) = town.board()
    assert incident["reports"] == 4


def test_a_third_caller_makes_an_urgent_incident_major(town: Town) -> None:
    town.reports(RESIDENTS[0], Category.BREAK_IN)
    town.reports(RESIDENTS[0], Category.BREAK_IN)
    town.reports(RESIDENTS[1], Category.BREAK_IN)
    assert town.board()[0]["level"] == "urgent"
    assert town.inbox(POLICE) == []
    town.reports(RESIDENTS[2], Category.BREAK_IN)
    assert town.board()[0]["level"] == "major"
    assert town.inbox(POLICE)


def test_a_coordinator_joins_and_splits(town: Town) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    second = town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="juja-road")
    assert first in town.confirms(COORDINATOR, f"JOIN {first} {second}")
    (incident,) = town.board()
    assert incident["reports"] == 2
    assert first in town.answers(LEADER, "going", second)
    assert town.track(first, "patrol")["answered_by_role"] == "patrol-leader"
    assert second in town.texts(COORDINATOR, f"split {second}")
    assert len(town.board()) == 2
    assert town.track(second, "patrol")["answered_by_role"] is None


def test_a_report_that_is_split_off_is_told_once(town: Town) -> None:
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    second = town.reports(RESIDENTS[1], Category.GUN_KILLING)
    town.texts(COORDINATOR, f"SPLIT {second}")
    assert sum(second in text for text in town.inbox(LEADER)) == 1
    assert sum(second in text for text in town.inbox(POLICE)) == 1


def test_a_killing_reported_into_a_fight_leads_and_everybody_learns_of_it(town: Town) -> None:
    for phone in RESIDENTS[:2]:
        town.dials(phone, CODE, "5", "2", "2", "1")
    (fight,) = town.board()
    town.answers(BONDENI, "going", str(fight["reference"]))
    town.answers(POLICE, "seen", str(fight["reference"]))
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, BONDENI, POLICE)}
    town.reports(RESIDENTS[2], Category.GUN_KILLING)
    (incident,) = town.board()
    assert incident["category"] == "gun-killing"
    for phone, count in before.items():
        told = town.inbox(phone)[count:]
        assert len(told) == 1, phone
        assert town.is_a(
            told[0],
            Text.ALERT_POLICE if phone == POLICE else Text.ALERT_PATROL,
            to=phone,
            category=town.said(Text.CATEGORY_GUN_KILLING, to=phone),
        )


def test_a_killing_after_an_unarmed_fight_reaches_the_leader_too(town: Town) -> None:
    town.reports(RESIDENTS[0], Category.FIGHT_THREAT)
    (fight,) = town.board()
    town.answers(BONDENI, "going", str(fight["reference"]))
    major = town.said(Text.LEVEL_MAJOR, to=LEADER)
    assert town.alerts(LEADER, level=major) == []
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    killing = town.said(Text.CATEGORY_GUN_KILLING, to=LEADER)
    assert len(town.alerts(LEADER, level=major, category=killing)) == 1
    assert len(town.alerts(BONDENI, level=major)) == 1


def test_raising_by_a_third_caller_texts_nobody_twice(town: Town) -> None:
    for phone in RESIDENTS[:3]:
        town.reports(phone, Category.BREAK_IN)
    (incident,) = town.board()
    assert incident["level"] == "major"
    for phone in (LEADER, BONDENI, POLICE):
        assert len(set(town.inbox(phone))) == len(town.inbox(phone))
    for phone in (LEADER, BONDENI):
        assert len(town.alerts(phone, level=town.said(Text.LEVEL_MAJOR, to=phone))) == 1
    assert len(town.alerts(POLICE)) == 1
