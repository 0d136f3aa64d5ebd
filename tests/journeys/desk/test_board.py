"""The board: each viewer finds on it what they may see, in the order of the list, with the acts that are theirs."""

from tests.desk import Visitor
from tests.people import COORDINATOR, RESIDENT
from tests.town import Town
from menus.domain.categories import Category


def test_x(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    visitor = Visitor(town, COORDINATOR)
    page = visitor.signs_in()
    print(page.html)
    print(visitor.opens("/desk/since").html)
    assert page.row(reference)
    assert 0
