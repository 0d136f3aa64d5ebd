"""Stories of an access to the desk that an officer ends."""

from collections.abc import Callable

import pytest

from gateway.roster.phone_notices import short_name
from menus.domain.categories import Category
from menus.text.names import Text
from tests.desk import Visitor
from tests.journeys.desk.people import Clerk, clerk, posted, two_of_oversight
from tests.journeys.desk.proposals import button_of
from tests.journeys.desk.test_authenticators import enrolled
from tests.people import BONDENI, COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, RESIDENT, small
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with few zones, whose pages are made fast, and two people of oversight."""
    return new_town(small(two_of_oversight()))


def test_an_ended_access_is_over_at_once_and_officers_bring_it_back(lan: Town) -> None:
    visitor, _ = enrolled(lan, LANDLORDS)
    first, _ = enrolled(lan, COORDINATOR)
    officer = Clerk(lan, COORDINATOR)
    officer.client = first.client
    name = lan.person(LANDLORDS).name
    listed = officer.opens("/desk/people").text
    assert listed.count(officer.words("access.authenticators", count=1)) == 2
    assert officer.words("access.never") in listed
    page = posted(officer, *button_of(officer.reads(LANDLORDS), "/end-access"))
    assert officer.words("access.confirm", name=name) in page.text
    told = posted(officer, *button_of(page, "/end-access/confirmed"))
    assert officer.words("access.ended", name=name) in told.text
    assert officer.words("access.barred") in told.text
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    lan.works()
    by = short_name(lan.person(COORDINATOR))
    assert lan.said(Text.DESK_BARRED, to=LANDLORDS, by=by) in lan.inbox(LANDLORDS)
    assert lan.said(Text.DESK_BARRED_TOLD, to=OVERSIGHT, said=name, by=by) in lan.inbox(OVERSIGHT)
    reference = lan.reports(RESIDENT, Category.GUN_KILLING)
    assert reference
    lan.passes(minutes=1)
    again = Visitor(lan, LANDLORDS)
    half = again.signs_in()
    assert again.says("sign_in", "prove.lost.how") in half.text
    asked = again.presses(half, again.says("sign_in", "lost.ask"))
    assert asked.status == 200
    leader, _ = enrolled(lan, LEADER)
    for one in (officer, leader):
        approve = one.says("recovery", "recovery.approve", name=name)
        one.presses(one.opens("/desk/recovery"), approve)
    lan.passes(minutes=1)
    anew = Visitor(lan, LANDLORDS)
    assert anew.says("sign_in", "new.authenticator.head") in anew.signs_in().text


def test_an_ended_access_holds_where_no_proof_is_asked_for(town: Town) -> None:
    officer, visitor = clerk(town), clerk(town, LANDLORDS)
    page = posted(officer, *button_of(officer.reads(LANDLORDS), "/end-access"))
    posted(officer, *button_of(page, "/end-access/confirmed"))
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    again = Visitor(town, LANDLORDS)
    assert again.says("sign_in", "prove.lost.head") in again.signs_in().text
    assert again.opens("/desk/").answer.request.path == "/desk/sign-in"
    own = officer.address(COORDINATOR)
    token = officer.opens("/desk/people").buttons()[0].fields["csrf_token"]
    assert posted(officer, f"{own}/end-access/confirmed", {"csrf_token": token}).status == 404
    assert posted(officer, f"{officer.address(BONDENI)}/end-access", {"csrf_token": token}).status == 404


def test_a_coordinator_keeps_nobody_of_oversight_out(town: Town) -> None:
    officer, visitor = clerk(town), Visitor(town, OVERSIGHT)
    visitor.signs_in()
    page = officer.reads(OVERSIGHT)
    assert officer.words("access.end") not in [one.name for one in page.buttons()]
    token = page.buttons()[0].fields["csrf_token"]
    for act in ("end-access", "end-access/confirmed"):
        assert posted(officer, f"{officer.address(OVERSIGHT)}/{act}", {"csrf_token": token}).status == 404
    assert visitor.opens("/desk/oversight").answer.request.path == "/desk/oversight"
    assert officer.words("access.some") in officer.opens("/desk/people").text
