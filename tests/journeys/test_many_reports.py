"""Stories of many reports of one incident: joined, raised to a level, led by the graver one, split again."""

from concurrent.futures import ThreadPoolExecutor

from gateway.carrier.contract import Deferred, Unknown
from gateway.communities.file import load_example
from menus.domain.outcomes import Cause
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, KILLING, LEADER, POLICE, RESIDENTS
from tests.town import Town, reference_in


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


def test_an_update_of_an_incident_that_was_answered_is_tried_again(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    before = len(town.inbox(LEADER))
    town.carrier.outcomes = {LEADER: [Deferred(Cause.PROVIDER_AWAY, "HTTP 503")]}
    town.dials(RESIDENTS[1], CODE, *KILLING)
    assert len(town.inbox(LEADER)) == before
    town.passes(seconds=30)
    assert " 2" in town.inbox(LEADER)[before]


def test_an_alert_that_did_not_leave_before_its_track_was_answered_is_not_tried_again(town: Town) -> None:
    town.carrier.outcomes = {POLICE: [Unknown(Cause.NO_ANSWER, "ReadTimeout")]}
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    assert town.texts(POLICE, f"ACK {reference}")
    heard = len(town.inbox(POLICE))
    town.passes(minutes=5)
    assert len(town.inbox(POLICE)) == heard


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
    assert town.track(first, "patrol")["answered_by_role"] == "patrol-leader"
    assert second in town.texts(COORDINATOR, f"split {second}")
    assert len(town.board()) == 2
    assert town.track(second, "patrol")["answered_by_role"] is None


def test_a_report_that_is_split_off_is_told_once(town: Town) -> None:
    town.dials(RESIDENTS[0], CODE, *KILLING)
    second = reference_in(town.dials(RESIDENTS[1], CODE, *KILLING))
    town.texts(COORDINATOR, f"SPLIT {second}")
    assert sum(second in text for text in town.inbox(LEADER)) == 1
    assert sum(second in text for text in town.inbox(POLICE)) == 1


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
