"""Stories of patrollers who come on duty while reports wait for an answer."""

from collections.abc import Callable

from gateway.communities.file import load_example
from menus.domain import coming_on_duty
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import ABOUT_PATROL, BONDENI, CODE, DEPUTY, KIAMUTISYA, LEADER, RESIDENT, RESIDENTS
from tests.town import Town


def goes_off(town: Town, *phones: str) -> None:
    """Send OFF from some patrollers, of whom none is the last on duty."""
    for phone in phones:
        assert town.texts(phone, "OFF") == town.said(Text.OFF, to=phone)


def test_whoever_comes_on_duty_gets_the_alerts_that_wait_in_their_zones(town: Town) -> None:
    goes_off(town, BONDENI, LEADER)
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    robbery = town.reports(RESIDENTS[1], Category.ROBBERY)
    elsewhere = town.reports(RESIDENTS[2], Category.ROBBERY, zone="school")
    town.reports(RESIDENTS[3], Category.THEFT)
    assert not town.alerts(BONDENI)
    town.texts(BONDENI, "ON")
    assert sorted(town.alerts(BONDENI)) == sorted(town.alert_to(BONDENI, each) for each in (killing, robbery))
    assert town.got(BONDENI, Text.ON) == [town.said(Text.ON, to=BONDENI)]
    assert not town.alerts(BONDENI, reference=elsewhere)
    answer = town.answers(BONDENI, "going", killing)
    assert answer == town.said(Text.GOING, to=BONDENI, reference=killing)


def test_the_alerts_come_once(town: Town) -> None:
    goes_off(town, BONDENI)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for _ in range(2):
        town.texts(BONDENI, "ON")
    town.texts(BONDENI, "OFF")
    town.texts(BONDENI, "ON")
    assert town.alerts(BONDENI) == [town.alert_to(BONDENI, reference)]


def test_who_said_that_they_cannot_go_is_not_asked_again(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "cannot", reference)
    town.texts(BONDENI, "OFF")
    town.texts(BONDENI, "ON")
    assert len(town.alerts(BONDENI)) == 1


def test_what_somebody_has_answered_or_what_waits_for_a_coordinator_does_not_come(town: Town) -> None:
    goes_off(town, BONDENI)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.texts(RESIDENTS[1], "wezi wana bunduki bondeni")
    town.texts(BONDENI, "ON")
    assert not town.alerts(BONDENI)


def test_a_rung_that_was_not_asked_yet_is_asked_in_its_time(town: Town) -> None:
    goes_off(town, DEPUTY)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(DEPUTY, "ON")
    assert not town.alerts(DEPUTY)
    town.passes(minutes=3)
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_a_deputy_gets_what_their_rung_was_asked_before(town: Town) -> None:
    goes_off(town, DEPUTY)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=4)
    town.texts(DEPUTY, "ON")
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_a_report_about_the_patrol_comes_to_no_patroller_and_a_private_one_to_nobody_but_helpers(town: Town) -> None:
    goes_off(town, BONDENI)
    town.dials(RESIDENT, CODE, *ABOUT_PATROL, "1")
    town.texts(RESIDENTS[1], "baba amenipiga na kunibaka")
    before = len(town.inbox(BONDENI))
    town.texts(BONDENI, "ON")
    assert len(town.inbox(BONDENI)) == before + 1


def test_a_call_for_help_comes_to_everybody_who_comes_on_duty(town: Town) -> None:
    goes_off(town, KIAMUTISYA)
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", killing)
    town.texts(BONDENI, f"5 {killing}")
    town.texts(KIAMUTISYA, "ON")
    assert len(town.alerts(KIAMUTISYA)) == 1


def test_an_alarm_is_not_sent_to_the_person_who_called(town: Town) -> None:
    town.texts(BONDENI, "5")
    before = len(town.alerts(BONDENI))
    town.texts(BONDENI, "ON")
    assert len(town.alerts(BONDENI)) == before


def test_who_is_swapped_in_gets_the_alerts_of_the_other_ones_zones(town: Town) -> None:
    goes_off(town, KIAMUTISYA, BONDENI)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(BONDENI, "SWAP Kiamutisya")
    assert town.alerts(KIAMUTISYA) == [town.alert_to(KIAMUTISYA, reference)]


def test_at_most_so_many_alerts_come_at_once_the_gravest_first(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_reports_an_hour="99", doria_join_window="1")
    goes_off(town, BONDENI)
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    for number in range(coming_on_duty.MOST):
        town.reports(RESIDENTS[1 + number], Category.ROBBERY)
        town.now += town.services.policy.join_window * 2
    town.texts(BONDENI, "ON")
    assert len(town.alerts(BONDENI)) == coming_on_duty.MOST
    assert town.alerts(BONDENI, reference=killing)
