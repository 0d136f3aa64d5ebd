"""Cash of somebody who has left: a signatory asks for it at the desk, and it is theirs to keep once another agrees."""

import pytest

from gateway.association.giving import accounts
from menus.domain.giving import AccountKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.giving import COORDINATOR, OVERSIGHT, TREASURER, decide, file_of
from tests.journeys.association.test_payments import fill, held, request_in
from tests.people import LEADER
from tests.town import Town

HOME = "/desk/books"
AMOUNT = 1850


def with_former(town: Town, *, is_gone: bool = True) -> None:
    """Let the patrol leader be a treasurer with cash, who then leaves the file, or keeps another role alone."""
    decide(town)
    file = file_of()
    town.loads(file.replace('roles = ["patrol-leader"]', 'roles = ["patrol-leader", "treasurer"]'))
    fill(town, AMOUNT, LEADER)
    town.loads(file.replace(LEADER, "+254700000199") if is_gone else file)


def visits(town: Town, phone: str) -> Visitor:
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def takes_over(visitor: Visitor) -> Shown:
    return visitor.presses(visitor.opens(HOME), visitor.says("books", "take_over"))


def left(town: Town) -> int:
    """Return the cash of everybody but the treasurer."""
    record = town.record()
    with town.services.reading() as session:
        treasurer = record.person_ids[TREASURER]
        cash = [one for one in accounts.balances(session, record) if one.kind is AccountKind.CASH]
        return sum(one.amount for one in cash if one.person_id != treasurer)


@pytest.mark.parametrize("is_gone", [True, False])
def test_cash_without_a_holder_is_taken_over_when_another_agrees(town: Town, *, is_gone: bool) -> None:
    with_former(town, is_gone=is_gone)
    done = takes_over(visits(town, TREASURER))
    town.works()
    request = request_in(done.text)
    asked = {"request": request, "amount": str(AMOUNT)}
    assert town.inbox(COORDINATOR)[-1] == town.said(Text.TAKE_OVER_SECOND, COORDINATOR, **asked)
    assert (held(town), left(town)) == (0, AMOUNT)
    assert town.texts(TREASURER, f"AGREE {request}") == town.said(Text.ASK_OWN, TREASURER, request=request)
    assert town.texts(COORDINATOR, f"AGREE {request}") == town.said(Text.ASK_AGREED, COORDINATOR, **asked)
    assert (held(town), left(town)) == (AMOUNT, 0)
    assert f"{HOME}/take-over" not in visits(town, COORDINATOR).opens(HOME).html


def test_the_second_person_agrees_at_the_desk(town: Town) -> None:
    with_former(town)
    takes_over(visits(town, TREASURER))
    town.works()
    other = visits(town, COORDINATOR)
    other.presses(other.opens(HOME), other.says("books", "agree"))
    assert held(town) == AMOUNT


def test_a_second_ask_for_the_same_cash_waits(town: Town) -> None:
    with_former(town)
    takes_over(visits(town, TREASURER))
    town.works()
    other = visits(town, COORDINATOR)
    assert other.says("books", "take_over.waits") in takes_over(other).text
    town.passes(minutes=8 * 24 * 60)
    late = visits(town, COORDINATOR)
    assert request_in(takes_over(late).text)


def test_cash_of_a_treasurer_is_nobody_elses(town: Town) -> None:
    decide(town)
    town.loads(file_of())
    fill(town)
    page = visits(town, COORDINATOR).opens(HOME)
    assert f"{HOME}/take-over" not in page.html
    record = town.record()
    with town.services.uow() as uow:
        theirs = accounts.cash_of(uow, record, record.person_ids[TREASURER])
    visitor = visits(town, COORDINATOR)
    for account in (str(theirs), "0", "", "x", "9" * 30):
        told = visitor.sends(f"{HOME}/take-over", {**token(visitor.opens(HOME)), "account": account})
        assert visitor.says("books", "take_over.nothing-there") in told.text
    assert held(town) == 5000


def test_nobody_is_asked_where_nobody_could_agree(town: Town) -> None:
    with_former(town)
    file = file_of().replace(LEADER, "+254700000199").replace('tenure = "landlord"', 'tenure = "tenant"')
    town.loads(file)
    visitor = visits(town, TREASURER)
    assert visitor.says("books", "take_over.nobody") in takes_over(visitor).text
    assert left(town) == AMOUNT


def test_in_a_pause_nobody_is_asked(town: Town) -> None:
    with_former(town)
    visitor = visits(town, TREASURER)
    town.confirms(COORDINATOR, "PAUSE no airtime")
    assert visitor.says("books", "take_over.paused") in takes_over(visitor).text
    assert left(town) == AMOUNT


def test_oversight_takes_nothing_over(town: Town) -> None:
    with_former(town)
    visitor = visits(town, OVERSIGHT)
    page = visitor.opens(HOME)
    assert f"{HOME}/take-over" not in page.html
    assert visitor.sends(f"{HOME}/take-over", {**token(page), "account": "1"}).status == 404


def token(page: Shown) -> dict[str, str]:
    """Return the token against forged forms of a page."""
    return {"csrf_token": next(one.fields["csrf_token"] for one in page.buttons() if "csrf_token" in one.fields)}
