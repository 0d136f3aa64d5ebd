"""Whoever only looks on: an observer and a peace committee find what is published, and no page with an incident."""

from collections.abc import Callable

import pytest

from gateway.communities.file import CommunityFileError, parse
from menus.domain.categories import Category
from menus.domain.community import Role
from menus.domain.desk_roles import MEMBER_ROLES
from tests.journeys.desk.test_whose_pages import ALONE, TABLE, addresses, asks, signed_in, with_every_role
from tests.journeys.quarters import SETTLED, busy, happen, publishes
from tests.people import RESIDENT
from tests.town import Town

ZONES = ("bondeni", "market", "school")
HOME = "/desk/published"
OBSERVES = {
    HOME,
    f"{HOME}/<int:row_id>",
    f"{HOME}/<int:row_id>/<name>",
    f"{HOME}/<int:row_id>/files/<path:name>",
    "/desk/record",
    "/desk/record/words",
    "/desk/record/proof",
}
"""The pages that an observer is there for: the tables, and the record with its proofs."""
WITHOUT_INCIDENTS = {
    "/desk/figures",
    "/desk/figures/draw",
    "/desk/figures/<name>.svg",
    "/desk/papers",
    "/desk/papers/card",
    "/desk/papers/pack",
    "/desk/community",
    "/desk/community/history",
    "/desk/community/history/<int:number>",
}
"""Further pages of an observer. They hold no incident: shares of a quarter, papers, and what the file says."""


@pytest.fixture
def quarter(new_town: Callable[..., Town]) -> Town:
    """Give a community with every role, whose busy quarter is published."""
    town = new_town(with_every_role())
    happen(town, busy(1, 200, ZONES))
    town.now = SETTLED
    publishes(town)
    return town


def test_an_observer_gets_404_for_every_page_but_those_without_an_incident(quarter: Town) -> None:
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    theirs = {rule for rule, roles in TABLE.items() if roles is not None and Role.OBSERVER in roles}
    of_all = {rule for rule, roles in TABLE.items() if roles is not None and roles >= MEMBER_ROLES}
    assert theirs - of_all == OBSERVES | WITHOUT_INCIDENTS
    for rule, where, method in addresses(quarter):
        if rule not in theirs and TABLE[rule] is not None:
            assert asks(observer, where, method).status == 404, rule


def test_a_peace_committee_reads_the_sheet_and_the_tables_and_nothing_else(quarter: Town) -> None:
    reader = signed_in(quarter, ALONE[Role.PEACE_COMMITTEE])
    theirs = {rule for rule, roles in TABLE.items() if roles is not None and Role.PEACE_COMMITTEE in roles}
    own = {"/desk/print/handover", *(rule for rule in TABLE if rule.startswith(HOME) and not rule.endswith("/make"))}
    signing_in = {
        "/desk/sign-out",
        "/desk/unlock",
        "/desk/welcome",
        "/desk/more",
        "/desk/my-sign-in",
        "/desk/my-sign-in/new",
        "/desk/my-sign-in/end/<int:row_id>",
    }
    assert theirs == own | signing_in
    for rule, where, method in addresses(quarter):
        if rule not in theirs and TABLE[rule] is not None:
            assert asks(reader, where, method).status == 404, rule
    links = {one.attributes["href"] for one in reader.opens(HOME).root.all("a") if "href" in one.attributes}
    assert {HOME, "/desk/print/handover", "/desk/my-sign-in"} <= links
    assert not links & {"/desk/votes", "/desk/support", "/desk/print", "/desk/"}


def test_no_alert_goes_to_a_peace_committee(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    for category in (Category.GUN_KILLING, Category.ROBBERY, Category.COMPLAINT_OTHER):
        town.reports(RESIDENT, category)
        town.passes(minutes=61)
    assert town.inbox(ALONE[Role.PEACE_COMMITTEE]) == []


def test_a_ladder_that_names_a_peace_committee_is_refused() -> None:
    text = with_every_role()
    assert parse(text)
    with pytest.raises(CommunityFileError) as told:
        parse(text.replace('notify = ["coordinator"]', 'notify = ["coordinator", "peace-committee"]'))
    assert any("peace-committee may not be told" in str(fault) for fault in told.value.faults)
