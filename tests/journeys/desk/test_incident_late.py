"""Acts that are not done at once: the form is out of date, the session is locked, or the form is none."""

import re

import pytest

from menus.domain.categories import Category
from menus.domain.desk_sessions import FRESH, LOCKS
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.journeys.desk.incident import Steering, answer_of, events_of, section, status_of
from tests.people import CODE, COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT, RESIDENTS
from tests.town import Town


def test_what_cannot_be_undone_asks_for_a_fresh_proof(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    town.now += LOCKS / 2
    coordinator.sees(reference)
    town.now += FRESH - LOCKS / 2
    asked = coordinator.does(reference, "close", words="over")
    proof = coordinator.confirms(asked, "close")
    assert proof.status == 403
    assert status_of(town, reference) is IncidentStatus.OPEN
    # The page of the proof has kept the act: it is done with the proof.
    done = coordinator.presses(proof, coordinator.says("sign_in", "proof.go.none"))
    assert answer_of(done) == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert status_of(town, reference) is IncidentStatus.CLOSED


def test_a_stale_form_does_nothing_shows_what_happened_and_asks_again(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(reference)
    town.answers(LEADER, "going", reference)
    late = coordinator.acts(page, "ask", text="Which door?")
    assert late.status == 409
    assert EventKind.ASKED not in events_of(town, reference)
    assert town.person(LEADER).name in section(late, "meanwhile").text
    assert next(late.root.all("textarea", id="ask-text")).text == "Which door?"
    again = coordinator.acts(late, "ask", text="Which door?")
    assert answer_of(again) == town.said(Text.ASKED, to=COORDINATOR, reference=reference)


def test_rungs_of_the_ladder_do_not_make_a_form_stale(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(reference)
    town.passes(minutes=4)
    assert answer_of(coordinator.acts(page, "ask", text="Which door?"))


@pytest.mark.parametrize(
    ("act", "typed", "kind"),
    [
        ("police", {}, EventKind.ESCALATED),
        ("ask", {"text": "Which door?"}, EventKind.ASKED),
        ("note", {"text": "two men"}, EventKind.NOTED),
    ],
)
def test_the_same_form_sent_twice_acts_once(town: Town, act: str, typed: dict[str, str], kind: EventKind) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(reference, f"?act={act}")
    coordinator.acts(page, act, **typed)
    before = events_of(town, reference)
    again = coordinator.acts(page, act, **typed)
    assert again.status == 409
    assert events_of(town, reference) == before
    assert before.count(kind) == 1


def test_the_forms_of_a_page_tell_nothing_of_what_comes_elsewhere(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator, leader = Steering(town, COORDINATOR), Steering(town, LEADER)
    before = [one.sees(reference).html for one in (coordinator, leader)]
    town.dials(OTHER, CODE, "7", "2", "2")
    town.dials(RESIDENTS[3], CODE, "9", "1", "he asked for money", "1")
    for visitor, html in zip((coordinator, leader), before, strict=True):
        assert _marks(visitor.sees(reference).html) == _marks(html) != []
        assert not [mark for mark in _marks(html) if mark.isdecimal() and len(mark) < len("0123456789abcdef")]


def _marks(html: str) -> list[str]:
    """Return what the forms of a page carry beside their words and the token against forged forms."""
    return re.findall(r'(?:name="seen" value|data-seen|data-v)="([^"]*)"', html)


def test_two_coordinators_close_and_the_second_reads_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    one, two = Steering(town, COORDINATOR), Steering(town, LANDLORDS)
    first, second = one.sees(reference), two.sees(reference)
    assert one.acts(first, "close", outcome="5").status == 200
    late = two.acts(second, "close", outcome="1")
    assert late.status == 409
    assert town.person(COORDINATOR).name in section(late, "meanwhile").text
    assert events_of(town, reference).count(EventKind.CLOSED) == 1
    assert not [button for button in late.buttons() if button.name == two.words("act.close")]


def test_a_locked_session_does_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(reference)
    town.now += LOCKS
    assert coordinator.acts(page, "police").status == 403
    assert EventKind.ESCALATED not in events_of(town, reference)


def test_a_form_without_its_token_does_nothing(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    assert coordinator.sends(f"/desk/incidents/{reference}/police", {"seen": "999999999"}).status == 400
    assert EventKind.ESCALATED not in events_of(town, reference)


def test_an_unknown_act_is_not_found(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    form = coordinator.sees(reference).buttons()[1].fields
    missing = coordinator.sends("/desk/incidents/00000/police", form)
    unknown = coordinator.sends(f"/desk/incidents/{reference}/explode", form)
    assert (missing.status, missing.html) == (unknown.status, unknown.html) == (404, "404\n")
    assert CODE not in missing.html
