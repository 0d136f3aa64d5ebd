"""Stories of people who change their number: the association loads a file with the new one."""

from gateway.communities.file import load_example
from gateway.escalation import engine
from gateway.incidents import access
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, LEADER, RESIDENT
from tests.town import Town

NEW = "+254700000777"
FILE = load_example("mlango-kubwa")


def test_a_person_with_a_new_number_keeps_their_place_and_gets_the_open_alerts(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    before = len(town.inbox(LEADER))
    town.loads(FILE.replace(LEADER, NEW))
    town.passes(seconds=5)
    assert town.inbox(NEW) == [town.alert_to(NEW, reference)]
    assert len(town.inbox(LEADER)) == before, "the old number gets nothing"
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"
    assert town.answers(NEW, "there", reference) == town.said(Text.HERE, to=NEW, reference=reference)
    assert reference not in town.texts(LEADER, f"3 {reference}"), "the old number has no rights"
    town.passes(minutes=2)
    assert len(town.inbox(NEW)) == 2, "the alerts come once"


def test_who_was_off_duty_stays_off_with_a_new_number(town: Town) -> None:
    town.texts(LEADER, "OFF")
    town.loads(FILE.replace(LEADER, NEW))
    town.passes(seconds=5)
    town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.inbox(NEW) == []
    assert town.alerts(BONDENI)


def test_a_text_that_has_not_left_does_not_go_to_the_old_number(town: Town) -> None:
    with town.without_hints():
        reference = town.reports(RESIDENT, Category.GUN_KILLING)
        with town.services.uow() as uow:
            incident = access.by_reference(uow.session, reference)
            assert incident is not None
            assert engine.fire_due_of(uow, town.services.directory, incident.id) == 2
        town.loads(FILE.replace(LEADER, NEW))
    town.passes(seconds=10)
    assert town.inbox(LEADER) == []
    assert town.inbox(NEW) == [town.alert_to(NEW, reference)]


def test_an_alert_that_begins_after_the_change_goes_to_the_new_number_once(town: Town) -> None:
    with town.without_hints():
        reference = town.reports(RESIDENT, Category.GUN_KILLING)
        town.loads(FILE.replace(LEADER, NEW))
    town.passes(seconds=10)
    assert town.inbox(LEADER) == []
    assert town.inbox(NEW) == [town.alert_to(NEW, reference)]


def test_a_number_may_go_back_to_what_it_was(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.loads(FILE.replace(LEADER, NEW))
    town.loads(FILE)
    town.passes(seconds=5)
    assert town.inbox(LEADER)[-1] == town.alert_to(LEADER, reference)
    assert town.answers(LEADER, "going", reference) == town.said(Text.GOING, to=LEADER, reference=reference)


def test_a_newcomer_in_the_only_free_place_gets_its_open_alerts_and_is_not_taken_to_go(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    before = len(town.inbox(LEADER))
    town.loads(FILE.replace(LEADER, NEW).replace(f'"{town.person(LEADER).name}"', '"Somebody else (example)"'))
    town.passes(seconds=5)
    assert town.inbox(NEW) == [town.alert_to(NEW, reference)]
    assert len(town.inbox(LEADER)) == before, "the old number gets nothing"
    town.passes(minutes=2)
    assert len(town.inbox(NEW)) == 1, "the alerts come once, and no safety check for somebody who never went"
    assert town.answers(NEW, "going", reference) == town.said(Text.GOING, to=NEW, reference=reference)


def test_a_stranger_with_other_roles_gets_none_of_the_alerts(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    name = town.person(LEADER).name
    other = FILE.replace(LEADER, NEW).replace(f'"{name}"', '"Somebody else (example)"')
    town.loads(other.replace('"patrol-leader"]', '"patrol-leader", "observer"]', 1))
    town.passes(seconds=5)
    assert town.inbox(NEW) == []
