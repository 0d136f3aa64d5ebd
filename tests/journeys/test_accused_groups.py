"""Stories of reports that accuse responders: the accused learn nothing, and the others answer."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.domain import references
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import (
    ABOUT_LEADERS,
    ABOUT_PATROL,
    ABOUT_POLICE,
    ALTERNATE,
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    LANDLORDS,
    LEADER,
    OVERSIGHT,
    POLICE,
    RESIDENT,
    RESIDENTS,
    STATION,
)
from tests.town import Town, reference_in


def test_a_killing_by_police_goes_around_the_police_and_to_oversight(town: Town) -> None:
    page = town.dials(RESIDENTS[0], CODE, *ABOUT_POLICE)
    assert town.said(Text.ACCUSED_POLICE, to=RESIDENTS[0]) in page
    reference = reference_in(town.dials(RESIDENTS[0], CODE, *ABOUT_POLICE, "1"))
    town.passes(minutes=30)
    for phone in (POLICE, ALTERNATE, STATION):
        assert town.inbox(phone) == []
        assert reference in town.answers(phone, "going", reference)
        assert town.track(reference, "police")["answered_at"] is None
        assert reference not in town.texts(phone, "LIST")
    assert reference in town.inbox(LEADER)[0]
    assert reference in town.inbox(OVERSIGHT)[0]


@pytest.mark.parametrize(
    ("keys", "accused"), [(ABOUT_PATROL, LEADER), (ABOUT_POLICE, POLICE)], ids=["patrol", "police"]
)
def test_the_accused_learn_nothing_of_a_report_about_them_of_something_they_answer(
    town: Town, keys: tuple[str, ...], accused: str
) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(accused, "going", first)
    before = town.inbox(accused)
    end = town.dials(RESIDENTS[1], CODE, *keys, "1")
    second = reference_in(end)
    assert town.is_a(end, Text.FILED_ACCUSED, reference=second)
    assert town.inbox(accused) == before
    unknown = references.mint(4711)
    answers = [town.answers(accused, "going", number).replace(number, "") for number in (second, unknown)]
    assert answers[0] == answers[1]
    assert len(town.board()) == 2
    assert any(second in text for text in town.inbox(OVERSIGHT))
    town.texts(COORDINATOR, f"JOIN {first} {second}")
    assert len(town.board()) == 2


def test_people_beside_the_accused_are_not_shown_that_oversight_is_asked(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *ABOUT_LEADERS, "1"))
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert town.said(Text.TRACK_OVERSIGHT, to=OVERSIGHT) in town.texts(OVERSIGHT, reference)
    for phone in (BONDENI, POLICE):
        shown = town.texts(phone, reference)
        assert reference in shown
        assert town.said(Text.TRACK_OVERSIGHT, to=phone) not in shown


def test_a_person_who_says_only_later_whom_it_is_about_is_heard(town: Town) -> None:
    town.presses("1", "2", session="first", phone=RESIDENTS[0])
    town.passes(seconds=100)
    before = len(town.inbox(LEADER))
    assert before == 1
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "1", "3", "4", "1", "1"))
    assert len(town.inbox(LEADER)) == before
    assert any(reference in text for text in town.inbox(OVERSIGHT))
    assert len(town.board()) == 1


def test_a_complaint_nobody_of_oversight_may_read_is_told_to_coordinators_by_its_number(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(
        load_example("mlango-kubwa").replace('roles = ["oversight"]', 'roles = ["oversight", "patrol-leader"]')
    )
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "9", "1", "Alichukua pesa", "1"))
    town.passes(seconds=2)
    assert town.inbox(COORDINATOR) == [town.said(Text.COMPLAINT_UNREAD, to=COORDINATOR, reference=reference)]
    assert town.inbox(OVERSIGHT) == []
    assert reference not in town.texts(COORDINATOR, "1")


def test_an_answer_of_whom_it_turns_out_to_be_about_is_taken_back(town: Town) -> None:
    town.presses("1", "2", session="accuses")
    town.passes(seconds=95)
    reference = str(town.board()[0]["reference"])
    town.answers(LEADER, "going", reference)
    keys = (*ABOUT_PATROL, "1")
    for number in range(3, len(keys) + 1):
        town.hop(RESIDENT, CODE, "*".join(keys[:number]), "accuses")
    town.works()
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] is None
    before = len(town.inbox(LEADER))
    town.passes(minutes=15)
    assert any(reference in text for text in town.inbox(COORDINATOR))
    assert len(town.inbox(LEADER)) == before


def accuses_later(town: Town, *going: str) -> str:
    """Let a killing go out, let people say that they go, and let its caller then accuse the patrol."""
    town.presses("1", "2", session="accuses")
    town.passes(seconds=95)
    reference = str(town.board()[0]["reference"])
    for phone in going:
        town.answers(phone, "going", reference)
    keys = (*ABOUT_PATROL, "1")
    for number in range(3, len(keys) + 1):
        town.hop(RESIDENT, CODE, "*".join(keys[:number]), "accuses")
    town.works()
    return reference


def test_the_next_person_leads_when_everybody_who_went_is_accused(town: Town) -> None:
    reference = accuses_later(town, LEADER, BONDENI)
    before = {phone: len(town.inbox(phone)) for phone in (LEADER, BONDENI)}
    answer = town.answers(COORDINATOR, "going", reference)
    assert town.is_a(answer, Text.GOING, COORDINATOR, reference=reference)
    town.passes(minutes=31)
    assert {phone: len(town.inbox(phone)) for phone in before} == before


def test_a_coordinator_who_supports_leads_when_the_lead_is_accused(town: Town) -> None:
    reference = accuses_later(town, LEADER, COORDINATOR, BONDENI, LANDLORDS)
    assert town.track(reference, "patrol")["answered_by_role"] == "coordinator"
    assert town.got(COORDINATOR, Text.GOING, reference=reference)
    assert town.got(LANDLORDS, Text.GOING_SUPPORT, reference=reference)


def test_a_report_about_the_patrol_that_is_split_off_still_goes_around_it(town: Town) -> None:
    first = reference_in(town.dials(RESIDENTS[0], CODE, *ABOUT_PATROL, "1"))
    second = reference_in(town.dials(RESIDENTS[1], CODE, *ABOUT_PATROL, "1"))
    assert len(town.board()) == 1
    town.texts(COORDINATOR, f"SPLIT {second}")
    assert len(town.board()) == 2
    town.passes(minutes=7)
    for phone in (LEADER, DEPUTY, BONDENI):
        assert not any(first in text or second in text for text in town.inbox(phone))


def test_oversight_closes_what_goes_around_the_coordinators(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENTS[0], CODE, "1", "4", "1", "3", "4", "2", "1"))
    assert reference not in town.texts(COORDINATOR, "LIST")
    town.confirms(OVERSIGHT, f"CLOSE {reference} settled")
    assert town.board()[0]["status"] == "closed"
    ordinary = town.reports(RESIDENTS[1], Category.GUN_KILLING)
    assert ordinary in town.texts(OVERSIGHT, f"CLOSE {ordinary} settled")
    assert town.board()[0]["status"] == "open"


def test_a_dropped_report_about_a_leader_still_goes_around_the_leaders(town: Town) -> None:
    town.presses(*ABOUT_LEADERS, session="drops", phone=RESIDENTS[0])
    town.passes(minutes=2)
    assert town.inbox(BONDENI)
    for phone in (LEADER, DEPUTY, COORDINATOR, LANDLORDS):
        assert town.inbox(phone) == []


@pytest.mark.parametrize(
    "text", ["Kiongozi wa doria ameniibia", "Chairman wa doria anataka hongo", "Doria wamenipiga bondeni"]
)
def test_a_text_that_accuses_the_patrol_reaches_oversight_alone(town: Town, text: str) -> None:
    town.texts(RESIDENT, text)
    town.passes(minutes=30)
    incident = town.board()[0]
    assert (incident["level"], incident["category"]) == ("complaint", "complaint-other")
    assert any(str(incident["reference"]) in one for one in town.inbox(OVERSIGHT))
    assert town.said(Text.ABOUT_PATROL, to=OVERSIGHT) in town.inbox(OVERSIGHT)[0]
    for phone in (LEADER, DEPUTY, COORDINATOR, POLICE):
        assert town.inbox(phone) == []
        assert str(incident["reference"]) not in town.texts(phone, "LIST")


def test_a_text_that_thanks_the_patrol_is_no_complaint(town: Town) -> None:
    town.texts(RESIDENT, "kiongozi wa doria ameibiwa simu bondeni")
    assert [one["level"] for one in town.board()] != ["complaint"]
