"""Stories of closing: responders are told to stand down, and one caller who cancels ends nothing."""

import pytest

from menus.text.names import Text
from tests.people import BONDENI, BREAK_IN, CODE, COORDINATOR, KILLING, LEADER, POLICE, RESIDENTS
from tests.town import Town, reference_in


def _closes(town: Town, words: str) -> None:
    asked = town.texts(COORDINATOR, words)
    code = asked.split("YES ")[1][:4] if "YES " in asked else ""
    if code:
        town.texts(COORDINATOR, f"YES {code}")


@pytest.mark.parametrize(
    ("verb", "name"), [("CLOSE", Text.STAND_DOWN), ("close", Text.STAND_DOWN), ("FALSE", Text.STAND_DOWN_FALSE)]
)
def test_a_person_who_goes_and_the_police_who_answered_are_told_once(town: Town, verb: str, name: Text) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    for phone in (BONDENI, LEADER, POLICE):
        town.texts(phone, f"1 {reference}")
    before = {phone: len(town.inbox(phone)) for phone in (BONDENI, LEADER, POLICE)}
    _closes(town, f"{verb} {reference} it was a tyre")
    for phone, number in before.items():
        assert town.inbox(phone)[number:] == [town.said(name, phone, reference=reference)]
    town.passes(minutes=30)
    for phone, number in before.items():
        assert len(town.inbox(phone)) == number + 1, "nothing comes after it"


def test_a_person_who_only_had_the_alert_is_not_texted_at_the_end(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *KILLING))
    town.texts(BONDENI, f"1 {reference}")
    town.texts(LEADER, f"1 {reference}")
    town.texts(LEADER, f"2 {reference}")
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, POLICE)}
    _closes(town, f"CLOSE {reference} calm")
    for phone, number in before.items():
        assert len(town.inbox(phone)) == number


def test_a_person_who_says_it_is_over_is_not_told_to_stand_down_but_who_goes_with_them_is(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *BREAK_IN))
    for phone in (BONDENI, LEADER):
        town.texts(phone, f"1 {reference}")
    town.texts(BONDENI, f"4 {reference} wamekimbia")
    stand_down = town.said(Text.STAND_DOWN, LEADER, reference=reference)
    assert stand_down in town.inbox(LEADER)
    assert town.said(Text.STAND_DOWN, BONDENI, reference=reference) not in town.inbox(BONDENI)


def _three_callers(town: Town) -> str:
    """Let three phones report a killing, the first of them unconfirmed and silent; return its reference."""
    for text in ("", "1", "1*2"):
        town.hop(RESIDENTS[0], CODE, text, "first")
    town.passes(seconds=100)
    reference = str(town.board()[0]["reference"])
    for phone in RESIDENTS[1:3]:
        town.dials(phone, CODE, *KILLING)
    assert town.incident(reference)["reports"] == 3
    return reference


def test_one_of_several_callers_who_cancels_ends_nothing(town: Town) -> None:
    reference = _three_callers(town)
    before = len(town.inbox(COORDINATOR))
    town.presses("0", session="again", phone=RESIDENTS[0])
    (told,) = town.inbox(COORDINATOR)[before:]
    assert "1 of its 3 callers" in told
    assert "CLOSE" not in told
    assert "FALSE" not in told
    assert town.incident(reference)["status"] == "open"


def test_the_only_caller_who_cancels_is_told_as_before(town: Town) -> None:
    for text in ("", "1", "1*2"):
        town.hop(RESIDENTS[0], CODE, text, "first")
    town.passes(seconds=100)
    town.presses("0", session="again", phone=RESIDENTS[0])
    assert "CLOSE" in town.inbox(COORDINATOR)[-1]


def test_a_person_who_cancels_twice_counts_once(town: Town) -> None:
    reference = _three_callers(town)
    town.presses("0", session="again", phone=RESIDENTS[0])
    for text in ("", "1", "1*2"):
        town.hop(RESIDENTS[0], CODE, text, "anew")
    town.passes(seconds=100)
    town.presses("0", session="once more", phone=RESIDENTS[0])
    assert not any("CLOSE" in text for text in town.inbox(COORDINATOR))
    assert town.incident(reference)["status"] == "open"
