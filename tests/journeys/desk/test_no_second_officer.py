"""Stories of changes for which no second officer is there, and of those that would leave none."""

from collections.abc import Callable

from menus.domain.roles import Role
from menus.text.names import Text
from tests.journeys.desk.people import NEW, clerk, two_of_oversight, versions
from tests.journeys.desk.test_people_import import uploads
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, small
from tests.town import Town


def test_changes_that_concern_every_other_officer_are_not_done_at_the_desk(new_town: Callable[..., Town]) -> None:
    text = small(two_of_oversight()).replace('roles = ["oversight"]', 'roles = ["observer"]')
    town = new_town(text.replace('roles = ["coordinator"]', 'roles = ["coordinator", "oversight"]'))
    visitor = clerk(town)
    name, leader = town.person(LANDLORDS).name, town.person(LEADER).name
    file = f'name,phone,team\n"{name}",{LANDLORDS},Owls\n"{leader}",{LEADER},Owls\n'.encode()
    for page in (visitor.asks(LANDLORDS, team="Owls"), uploads(visitor, file)):
        assert (page.status, visitor.words("fault.operator") in page.text) == (422, True)
    assert visitor.words("confirm.ask") in [one.name for one in visitor.asks(LEADER, team="Owls").buttons()]


def test_the_only_one_of_oversight_is_not_changed_at_the_desk(new_town: Callable[..., Town]) -> None:
    town = new_town(small(two_of_oversight()).replace('"oversight"]\n\n[[shifts]]', '"observer"]\n\n[[shifts]]'))
    visitor = clerk(town)
    page = visitor.asks(OVERSIGHT, phone=NEW)
    assert page.status == 422
    assert visitor.words("fault.operator") in page.text


def alone() -> str:
    """Return a file with one coordinator, who is oversight, too (made up)."""
    text = small(two_of_oversight()).replace('roles = ["coordinator", "treasurer"]', 'roles = ["treasurer"]')
    text = text.replace('roles = ["oversight"]', 'roles = ["observer"]')
    return text.replace('roles = ["coordinator"]', 'roles = ["coordinator", "oversight"]')


def test_where_there_is_no_second_officer_it_is_done_at_once(new_town: Callable[..., Town]) -> None:
    town = new_town(alone())
    visitor = clerk(town)
    page = visitor.asks(LEADER, phone=NEW)
    assert visitor.words("confirm.at_once") in page.text
    visitor.confirms(page)
    assert town.person(NEW).roles == {Role.PATROL_LEADER}
    town.works()
    assert town.got(NEW, Text.PHONE_DONE_NEW)


def test_nobody_takes_away_the_last_coordinator_or_alone_themselves(new_town: Callable[..., Town]) -> None:
    text = alone()
    for ladder in ('"patrol-leader", "deputy-leader"', '"police-station", "coordinator"'):
        text = text.replace(ladder, ladder.replace(', "coordinator"', ""))
    town = new_town(text)
    visitor = clerk(town)
    for page in (
        visitor.asks(COORDINATOR, roles="oversight", decision="D1"),
        visitor.asks(COORDINATOR, "remove", decision="D1"),
    ):
        assert page.status == 422
        assert visitor.words("fault.missed", named="coordinator") in page.text
    assert len(versions(town)) == 1
