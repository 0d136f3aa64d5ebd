"""A form that is pressed twice is done once: the forms that write something down for good, and the memory behind it."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.desk.once import Once
from gateway.storage.models import BarazaAgendaLine, DecisionRow, PatrolRequest, StationReply, SupportRow, Vetting
from tests.desk import Visitor
from tests.giving import decide
from tests.people import COORDINATOR
from tests.town import START, Town

FORMS = {
    "/desk/decisions": ("/desk/decisions/new", {"words": "patrols begin at 8 pm"}, DecisionRow),
    "/desk/baraza": ("/desk/baraza/line", {"words": "lamps at river side"}, BarazaAgendaLine),
    "/desk/vetting": ("/desk/vetting", {"name": "Somebody (example)"}, Vetting),
    "/desk/patrols": ("/desk/patrols/ask", {"zone": "kiamutisya"}, PatrolRequest),
    "/desk/support": (
        "/desk/support/write",
        {"kes": "3000", "station": "Pangani", "month": "NOV", "decision": "D12"},
        SupportRow,
    ),
    "/desk/police": ("/desk/police/reply", {"words": "We have two cars now."}, StationReply),
}


@pytest.mark.parametrize("page", FORMS)
def test_a_form_that_comes_twice_is_done_once(town: Town, coordinator: Visitor, page: str) -> None:
    address, typed, table = FORMS[page]
    decide(town)
    town.texts(COORDINATOR, "BARAZA 18/12 15:00 Ukumbi")
    before = count(town, table)
    shown = coordinator.opens(page)
    fields = next(one.fields for one in shown.buttons() if one.address == address) | typed
    first = coordinator.sends(address, fields)
    assert (first.status, count(town, table)) == (200, before + 1)
    again = coordinator.sends(address, fields)
    assert (again.status, count(town, table)) == (200, before + 1)
    assert coordinator.says("forms", "sent_twice") in again.text
    # A page that is loaded anew is meant anew.
    coordinator.sends(address, {**fields, "csrf_token": another_token(coordinator, page, fields)})
    assert count(town, table) == before + 2


def another_token(visitor: Visitor, page: str, fields: dict[str, str]) -> str:
    """Return the token of a page that is loaded anew, once the second of the first one is over."""
    while True:
        token = next(one.fields["csrf_token"] for one in visitor.opens(page).buttons() if "csrf_token" in one.fields)
        if token != fields["csrf_token"]:
            return token
        time.sleep(0.1)


def count(town: Town, table: type) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_form_that_was_refused_may_come_again(town: Town, coordinator: Visitor) -> None:
    shown = coordinator.opens("/desk/decisions")
    fields = next(one.fields for one in shown.buttons() if one.address == "/desk/decisions/new")
    typed = {**fields, "number": "12", "words": "patrols begin at 8 pm"}
    for _ in range(2):
        answer = coordinator.sends("/desk/decisions/new", typed)
        assert answer.status == 422
        assert "patrols begin at 8 pm" in answer.html
    assert count(town, DecisionRow) == 0


def test_a_form_is_remembered_for_a_quarter_of_an_hour() -> None:
    forms = Once()
    assert forms.begin(b"form", START)
    assert not forms.begin(b"form", START)
    assert not forms.begin(b"form", START + timedelta(minutes=14))
    assert forms.begin(b"other", START)
    assert forms.begin(b"form", START + timedelta(minutes=15))
    forms.forget(b"form")
    assert forms.begin(b"form", START + timedelta(minutes=15))
