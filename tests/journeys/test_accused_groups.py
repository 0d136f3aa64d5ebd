"""Stories of reports that accuse responders: the accused learn nothing, and the others answer."""

import pytest

from gateway.communities.file import load_example
from menus.domain import references
from tests.people import (
    ALTERNATE,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    KILLING,
    LANDLORDS,
    LEADER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in


def test_a_killing_by_police_goes_around_the_police_and_to_oversight(town: Town) -> None:
    page = town.dials(RESIDENTS[0], CODE, "1", "2", "1", "3", "4", "3")
    assert "Polisi" in page
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "2", "1", "3", "4", "3", "1"))
    town.passes(minutes=30)
    for phone in (POLICE, ALTERNATE, "+254700000133"):
        assert town.inbox(phone) == []
        assert reference in town.texts(phone, f"1 {reference}")
        assert town.track(reference, "police")["answered_at"] is None
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


def test_people_beside_the_accused_are_not_shown_that_oversight_is_asked(town: Town) -> None:
    about_leaders = ("1", "2", "1", "3", "4", "2", "1")
    reference = reference_in(town.dials(RESIDENT, CODE, *about_leaders))
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert "Oversight" in town.texts(OVERSIGHT, reference)
    for phone, word in ((BONDENI, "Uangalizi"), (POLICE, "Oversight")):
        shown = town.texts(phone, reference)
        assert reference in shown
        assert word not in shown


def test_a_person_who_says_only_later_whom_it_is_about_is_heard(town: Town) -> None:
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


def test_oversight_closes_what_goes_around_the_coordinators(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "3", "4", "2", "1"))
    assert reference not in town.texts(COORDINATOR, "LIST")
    asked = town.texts(OVERSIGHT, f"CLOSE {reference} settled")
    town.texts(OVERSIGHT, "YES " + asked.split("YES ")[1][:4])
    assert town.board()[0]["status"] == "closed"
    ordinary = reference_in(town.dials(RESIDENTS[1], CODE, *KILLING))
    assert ordinary in town.texts(OVERSIGHT, f"CLOSE {ordinary} settled")
    assert town.board()[0]["status"] == "open"


def test_a_dropped_report_about_a_leader_still_goes_around_the_leaders(town: Town) -> None:
    for keys in (["1"], ["1", "2"], ["1", "2", "1"], ["1", "2", "1", "3"], ["1", "2", "1", "3", "4"]):
        town.hop(RESIDENTS[0], CODE, "*".join(keys), "drops")
    town.hop(RESIDENTS[0], CODE, "1*2*1*3*4*2", "drops")
    town.passes(minutes=2)
    assert town.inbox(BONDENI)
    for phone in (LEADER, DEPUTY, COORDINATOR, LANDLORDS):
        assert town.inbox(phone) == []
