"""People who only look on: an observer and a peace committee find what is published, and no other page of the desk."""

from collections.abc import Callable

import pytest

from gateway.communities.file import CommunityFileError, parse
from gateway.desk.navigation import ITEMS
from menus.domain.categories import Category
from menus.domain.desk_roles import DESK_ROLES
from menus.domain.roles import Role
from tests.desk import Shown
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
SIGNING_IN = {
    "/desk/sign-out",
    "/desk/unlock",
    "/desk/welcome",
    "/desk/more",
    "/desk/my-sign-in",
    "/desk/my-sign-in/new",
    "/desk/my-sign-in/end/<int:row_id>",
}
"""The pages of one's own sign-in, which everybody with a desk has."""


@pytest.fixture
def quarter(new_town: Callable[..., Town]) -> Town:
    """Give a community with every role, whose busy quarter is published."""
    town = new_town(with_every_role())
    happen(town, busy(1, 200, ZONES))
    town.now = SETTLED
    publishes(town)
    return town


def links(page: Shown) -> set[str]:
    """Return the addresses of the desk that a page leads to."""
    return {where for one in page.root.all("a") if (where := one.attributes.get("href", "")).startswith("/desk")}


def test_an_observer_reads_what_is_published_and_the_record_and_gets_404_for_all_else(quarter: Town) -> None:
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    theirs = {rule for rule, roles in TABLE.items() if roles is not None and Role.OBSERVER in roles}
    assert theirs == OBSERVES | SIGNING_IN
    for rule, where, method in addresses(quarter):
        if rule not in theirs and TABLE[rule] is not None:
            assert asks(observer, where, method).status == 404, rule


def test_an_observer_is_led_to_what_is_published_and_to_no_page_of_others(quarter: Town) -> None:
    observer = signed_in(quarter, ALONE[Role.OBSERVER])
    assert observer.opens("/desk/welcome").answer.request.path == HOME
    for where in (HOME, "/desk/record", "/desk/more", "/desk/my-sign-in"):
        page = observer.opens(where)
        assert page.status == 200
        led = {one for one in links(page) if not one.startswith(f"{HOME}/")}
        assert led <= {HOME, "/desk/record", "/desk/my-sign-in", "/desk/leave"}, where


@pytest.mark.parametrize("role", sorted(DESK_ROLES - {Role.OBSERVER}))
def test_an_observer_with_another_role_reads_what_that_role_reads(new_town: Callable[..., Town], role: Role) -> None:
    town = new_town(with_every_role().replace(f'roles = ["{role}"]\n', f'roles = ["observer", "{role}"]\n'))
    both = signed_in(town, ALONE[role])
    theirs = {rule for rule, roles in TABLE.items() if roles is not None and roles & {role, Role.OBSERVER}}
    alone = [item.address for item in ITEMS if item.roles & {role, Role.OBSERVER}]
    for where in alone:
        assert both.opens(where).status == 200, where
    for rule, where, method in addresses(town):
        if rule not in theirs and TABLE[rule] is not None:
            assert asks(both, where, method).status == 404, rule


def test_a_peace_committee_reads_the_sheet_and_the_tables_and_nothing_else(quarter: Town) -> None:
    reader = signed_in(quarter, ALONE[Role.PEACE_COMMITTEE])
    theirs = {rule for rule, roles in TABLE.items() if roles is not None and Role.PEACE_COMMITTEE in roles}
    own = {"/desk/print/handover", *(rule for rule in TABLE if rule.startswith(HOME) and not rule.endswith("/make"))}
    assert theirs == own | SIGNING_IN
    for rule, where, method in addresses(quarter):
        if rule not in theirs and TABLE[rule] is not None:
            assert asks(reader, where, method).status == 404, rule
    led = links(reader.opens(HOME))
    assert {HOME, "/desk/print/handover", "/desk/my-sign-in"} <= led
    assert not led & {"/desk/votes", "/desk/support", "/desk/print", "/desk/"}


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
