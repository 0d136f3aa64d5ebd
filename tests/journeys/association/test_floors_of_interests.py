"""Floors of interests: whoever is out of a matter finds it on no page of the desk, and nobody else's work changes."""

from collections.abc import Callable

import pytest

from menus.domain.categories import Category
from tests.desk import Visitor
from tests.people import COORDINATOR, LANDLORDS, OTHER, RESIDENT
from tests.town import Town
from tests.youth import hazard, made, with_youth

ENDING = {"/desk/lock", "/desk/leave", "/desk/sign-out"}
"""Pages that lock the desk or lead out of it."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_youth())


def pages(visitor: Visitor, *references: str) -> dict[str, str]:
    """Return every page of the desk that this person opens by its plain address, and those of these incidents."""
    rules = [rule for rule in visitor.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    plain = sorted({rule.rule for rule in rules if not rule.arguments and rule.rule.startswith("/desk")})
    own = [f"/desk/incidents/{one}{more}" for one in references for more in ("", "/since?seen=x", "/history")]
    own += [f"/desk/print/sheet?{one}" for one in references]
    return {address: visitor.opens(address).html for address in (*plain, *own) if address not in ENDING}


def test_no_page_of_the_desk_shows_a_matter_to_whoever_is_out_of_it(town: Town) -> None:
    """A recused person who asks by another channel, or opens any other page, finds nothing."""
    killing, dark = town.reports(RESIDENT, Category.GUN_KILLING), hazard(town, OTHER)
    kept = town.reports(OTHER, Category.BREAK_IN, "kiamutisya")
    made(town, dark)
    town.texts(LANDLORDS, f"ARREST {killing}")
    town.texts(LANDLORDS, f"NOTE {killing} the gate was open")
    visitor, other = Visitor(town, COORDINATOR), Visitor(town, LANDLORDS)
    for one in (visitor, other):
        one.signs_in()
    before = pages(visitor, killing, dark, kept)
    for reference in (killing, dark):
        assert any(reference in html for html in before.values())
        town.texts(COORDINATOR, f"INTEREST {reference}")
    after = pages(visitor, killing, dark, kept)
    assert len(after) > 20
    for address, html in after.items():
        assert "gate was open" not in html, address
        assert killing not in html, address
        assert dark not in html, address
    assert any(kept in html for html in after.values())
    theirs = pages(other, killing, dark)
    for reference in (killing, dark):
        assert any(reference in html for html in theirs.values())
