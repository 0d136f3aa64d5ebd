"""What waits for a second person, at the desk: the same rules as by SMS, whoever presses."""

import pytest

from menus.domain.lettered import Letter, mint
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.giving import COORDINATOR, OVERSIGHT, TREASURER, open_giving
from tests.journeys.association.test_payments import fill, held, request_in, spent
from tests.people import LEADER
from tests.town import Town

HOME = "/desk/books"


def visits(town: Town, phone: str) -> Visitor:
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


@pytest.fixture
def asked(town: Town) -> tuple[Town, str]:
    """Give a town where a payment waits, and its number."""
    open_giving(town)
    fill(town)
    return town, request_in(town.texts(TREASURER, "PAY 3200 TEA D12"))


def test_a_second_person_agrees_at_the_desk(asked: tuple[Town, str]) -> None:
    town, request = asked
    visitor = visits(town, COORDINATOR)
    page = visitor.opens(HOME)
    assert request in page.text
    done = visitor.presses(page, visitor.says("books", "agree"))
    assert town.said(Text.ASK_AGREED, COORDINATOR, request=request, amount="3200") in done.text
    assert (held(town), spent(town, "tea")) == (1800, 3200)
    again = visitor.sends(f"{HOME}/agree", {**button(page, "agree"), "number": request.lower()})
    assert town.said(Text.ASK_OVER, COORDINATOR, request=request) in again.text
    assert spent(town, "tea") == 3200


def test_a_second_person_refuses_at_the_desk(asked: tuple[Town, str]) -> None:
    town, request = asked
    visitor = visits(town, COORDINATOR)
    page = visitor.presses(visitor.opens(HOME), visitor.says("books", "refuse"))
    assert town.said(Text.ASK_REFUSED, COORDINATOR, request=request) in page.text
    assert town.texts(COORDINATOR, f"AGREE {request}") == town.said(Text.ASK_OVER, COORDINATOR, request=request)
    assert spent(town, "tea") == 0


def test_the_treasurer_does_not_agree_to_their_own_payment(asked: tuple[Town, str]) -> None:
    town, request = asked
    visitor = visits(town, TREASURER)
    page = visitor.opens(HOME)
    assert f"{HOME}/agree" not in page.html
    told = visitor.sends(f"{HOME}/agree", {**button(page, "refuse"), "number": request})
    assert town.said(Text.ASK_OWN, TREASURER, request=request) in told.text
    assert spent(town, "tea") == 0


def test_oversight_reads_what_waits_and_signs_nothing(asked: tuple[Town, str]) -> None:
    town, request = asked
    visitor = visits(town, OVERSIGHT)
    page = visitor.opens(HOME)
    assert request in page.text
    assert f"{HOME}/agree" not in page.html
    assert f"{HOME}/refuse" not in page.html
    token = next(one.fields["csrf_token"] for one in page.buttons() if "csrf_token" in one.fields)
    assert visitor.sends(f"{HOME}/agree", {"csrf_token": token, "number": request}).status == 404
    assert visits(town, LEADER).opens(HOME).status == 404
    assert spent(town, "tea") == 0


@pytest.mark.parametrize("number", ["", "P", mint(Letter.PAYMENT, 999), "R48273", "x" * 10_000, "\x00", "48273"])
def test_a_strange_number_settles_nothing(asked: tuple[Town, str], number: str) -> None:
    town, _ = asked
    visitor = visits(town, COORDINATOR)
    page = visitor.opens(HOME)
    for act in ("agree", "refuse"):
        told = visitor.sends(f"{HOME}/{act}", {**button(page, act), "number": number})
        assert told.status == 422
        assert town.said(Text.ASK_UNKNOWN, COORDINATOR) in told.text
    assert spent(town, "tea") == 0


def test_cash_that_is_handed_over_is_counted_by_who_gets_it_and_by_nobody_else(town: Town) -> None:
    open_giving(town)
    fill(town)
    town.texts(TREASURER, "HANDOVER 1850 TO Coordinator, tenants")
    visitor = visits(town, COORDINATOR)
    page = visitor.opens(HOME)
    assert "1850" in page.text
    assert f"{HOME}/agree" not in page.html
    assert held(town, COORDINATOR) == 0


def button(page: Shown, act: str) -> dict[str, str]:
    """Return the fields of a button of the page."""
    return next(one.fields for one in page.buttons() if one.address == f"{HOME}/{act}")
