"""Stories of closing: responders are told to stand down, and one caller who cancels ends nothing."""

import pytest

from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, LEADER, POLICE, RESIDENTS
from tests.town import Town


@pytest.mark.parametrize(
    ("verb", "name"), [("CLOSE", Text.STAND_DOWN), ("close", Text.STAND_DOWN), ("FALSE", Text.STAND_DOWN_FALSE)]
)
def test_a_person_who_goes_and_the_police_who_answered_are_told_once(town: Town, verb: str, name: Text) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    for phone in (BONDENI, LEADER, POLICE):
        town.answers(phone, "going", reference)
    before = {phone: len(town.inbox(phone)) for phone in (BONDENI, LEADER, POLICE)}
    town.confirms(COORDINATOR, f"{verb} {reference} it was a tyre")
    for phone, number in before.items():
        assert town.inbox(phone)[number:] == [town.said(name, phone, reference=reference)]
    town.passes(minutes=30)
    for phone, number in before.items():
        assert len(town.inbox(phone)) == number + 1, "nothing comes after it"


def test_a_person_who_only_had_the_alert_is_not_texted_at_the_end(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "cannot", reference)
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, POLICE)}
    town.confirms(COORDINATOR, f"CLOSE {reference} calm")
    for phone, number in before.items():
        assert len(town.inbox(phone)) == number


def test_a_person_who_says_it_is_over_is_not_told_to_stand_down_but_who_goes_with_them_is(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.BREAK_IN)
    for phone in (BONDENI, LEADER):
        town.answers(phone, "going", reference)
    town.texts(BONDENI, f"4 {reference} wamekimbia")
    stand_down = town.said(Text.STAND_DOWN, LEADER, reference=reference)
    assert stand_down in town.inbox(LEADER)
    assert town.said(Text.STAND_DOWN, BONDENI, reference=reference) not in town.inbox(BONDENI)


def _three_callers(town: Town) -> str:
    """Let three phones report a killing, the first of them unconfirmed and silent; return its reference."""
    town.presses("1", "2", session="first", phone=RESIDENTS[0])
    town.passes(seconds=100)
    reference = str(town.board()[0]["reference"])
    for phone in RESIDENTS[1:3]:
        town.reports(phone, Category.GUN_KILLING)
    assert town.incident(reference)["reports"] == 3
    return reference


def test_one_of_several_callers_who_cancels_ends_nothing(town: Town) -> None:
    reference = _three_callers(town)
    before = len(town.inbox(COORDINATOR))
    town.presses("0", session="again", phone=RESIDENTS[0])
    (told,) = town.inbox(COORDINATOR)[before:]
    assert town.is_a(told, Text.WITHDRAWN_ONE, to=COORDINATOR, reference=reference, done="1", count="3")
    assert town.incident(reference)["status"] == "open"


def test_the_only_caller_who_cancels_is_told_as_before(town: Town) -> None:
    town.presses("1", "2", session="first", phone=RESIDENTS[0])
    town.passes(seconds=100)
    town.presses("0", session="again", phone=RESIDENTS[0])
    reference = str(town.board()[0]["reference"])
    assert town.last(COORDINATOR) == town.said(Text.WITHDRAWN, to=COORDINATOR, reference=reference)


def test_a_person_who_cancels_twice_counts_once(town: Town) -> None:
    reference = _three_callers(town)
    town.presses("0", session="again", phone=RESIDENTS[0])
    town.presses("1", "2", session="anew", phone=RESIDENTS[0])
    town.passes(seconds=100)
    town.presses("0", session="once more", phone=RESIDENTS[0])
    assert town.got(COORDINATOR, Text.WITHDRAWN) == []
    assert len(town.got(COORDINATOR, Text.WITHDRAWN_ONE, done="1")) == len(town.got(COORDINATOR, Text.WITHDRAWN_ONE))
    assert town.incident(reference)["status"] == "open"
