"""The list of private help at the desk: its circle alone opens a case, each opening is on record, and its acts."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Confirmation, Event, LookRow, Report
from menus.domain.looks import LookKind
from menus.domain.timeline import EventKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.test_doubtful_texts import DOUBTFUL
from tests.people import CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.town import Town, reference_in

CALLED = ("7", "2", "2")
"""Keys after dialling: beaten at home, and may be called now."""
BEATEN = "mume wangu ananichapa bondeni"


def helper(town: Town, phone: str = FOCAL) -> Visitor:
    """Return a helper who has signed in."""
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def called(town: Town, phone: str = RESIDENT) -> str:
    """Let somebody ask for a call now; return the reference that the helper reads."""
    town.dials(phone, CODE, *CALLED)
    return reference_in(town.last(FOCAL_ALTERNATE if phone == FOCAL else FOCAL))


def presses(visitor: Visitor, page: Shown, act: str, **fields: str) -> Shown:
    """Press a button of the list or of a case."""
    told = visitor.presses(page, visitor.says("cases", act), None, **fields)
    visitor.town.works()
    return told


def looks_at(town: Town) -> list[tuple[LookKind, int | None]]:
    """Return the looks that were written down: their kinds and people."""
    with town.services.reading() as session:
        return [(row.kind, row.person_id) for row in session.scalars(select(LookRow).order_by(LookRow.id))]


@pytest.mark.parametrize("phone", [FOCAL, FOCAL_ALTERNATE])
def test_the_list_is_neutral_and_opening_a_case_is_a_look(town: Town, phone: str) -> None:
    reference = called(town)
    visitor = helper(town, phone)
    page = visitor.opens("/desk/cases")
    assert reference in page.text
    assert visitor.says("cases", "call.yes") in page.text
    assert RESIDENT[4:] not in page.html
    assert next(iter(page.root.all("title"))).text == visitor.says("board", "title")
    assert looks_at(town) == []
    case = presses(visitor, page, "open")
    now = town.said(Text.WISH_NOW, to=phone, language="en")
    assert town.said(Text.WISH_CALL, to=phone, language="en", when=now) in case.text
    assert RESIDENT[4:] not in case.html
    assert looks_at(town) == [(LookKind.CASE, town.record().person_ids[phone])]
    assert reference not in case.answer.request.path


def test_the_words_stand_on_the_page_of_the_case_alone(town: Town) -> None:
    town.texts(RESIDENT, BEATEN)
    visitor = helper(town)
    page = visitor.opens("/desk/cases")
    assert "ananichapa" not in page.html
    assert BEATEN in presses(visitor, page, "open").text


def test_the_number_is_shown_after_a_button_and_a_fresh_proof(town: Town) -> None:
    reference = called(town)
    visitor = helper(town)
    case = presses(visitor, visitor.opens("/desk/cases"), "open")
    page = presses(visitor, case, "number")
    assert visitor.says("cases", "confirm.number", reference=reference) in page.text
    assert RESIDENT[4:] not in page.html
    sent = list(town.carrier.sent)
    shown = presses(visitor, page, "number.now")
    assert RESIDENT in shown.text
    assert town.carrier.sent == sent
    with town.services.reading() as session:
        assert not session.scalars(select(Confirmation)).all()


def test_an_old_proof_shows_no_number(town: Town) -> None:
    called(town)
    visitor = helper(town)
    case = presses(visitor, visitor.opens("/desk/cases"), "open")
    for _ in range(3):
        town.passes(minutes=2)
        visitor.opens("/desk/cases")
    page = presses(visitor, case, "number")
    shown = presses(visitor, page, "number.now")
    assert shown.status == 403
    assert RESIDENT[4:] not in shown.html


def test_a_locked_session_shows_no_list(town: Town) -> None:
    reference = called(town)
    visitor = helper(town)
    town.passes(minutes=6)
    page = visitor.opens("/desk/cases")
    assert page.status == 403
    assert reference not in page.html


def test_a_helper_ends_a_case_and_its_number_goes(town: Town) -> None:
    reference = called(town)
    visitor = helper(town)
    case = presses(visitor, visitor.opens("/desk/cases"), "open")
    told = presses(visitor, case, "end", note="yuko salama")
    assert town.said(Text.DONE, to=FOCAL, reference=reference) in told.text
    assert visitor.says("cases", "none") in told.text
    with town.services.reading() as session:
        assert session.scalars(select(Report)).one().reporter_phone is None
        assert session.scalars(select(Event).where(Event.kind == EventKind.OVER)).one().words == "yuko salama"


def test_a_helper_erases_a_case_that_has_ended(town: Town) -> None:
    town.texts(RESIDENT, BEATEN)
    reference = str(town.board()[0]["reference"])
    visitor = helper(town)
    case = presses(visitor, visitor.opens("/desk/cases"), "open")
    presses(visitor, case, "end", note="")
    page = presses(visitor, visitor.opens("/desk/cases"), "erase", reference=reference)
    told = presses(visitor, page, "erase.now")
    assert town.said(Text.CASE_ERASED, to=FOCAL, reference=reference) in told.text
    with town.services.reading() as session:
        assert session.scalars(select(Report)).one().words is None


def test_a_reference_that_is_not_theirs_is_answered_as_an_unknown_one(town: Town) -> None:
    town.texts(RESIDENTS[3], "wezi wameiba simu bondeni")
    other = str(town.board()[0]["reference"])
    visitor = helper(town)
    page = presses(visitor, visitor.opens("/desk/cases"), "erase", reference=other)
    assert town.said(Text.UNKNOWN_REFERENCE, to=FOCAL, reference=other) in page.text
    token = page.buttons()[0].fields["csrf_token"]
    for act in ("open", "end", "pass-on", "number/confirmed", "erase/confirmed"):
        assert visitor.sends(f"/desk/cases/{act}", {"csrf_token": token, "reference": other}).status == 404


def test_a_helper_does_not_see_the_case_of_their_own(town: Town) -> None:
    reference = called(town, FOCAL)
    own, other = helper(town), helper(town, FOCAL_ALTERNATE)
    assert reference not in own.opens("/desk/cases").html
    assert reference in other.opens("/desk/cases").text
    token = own.opens("/desk/cases").buttons()[0].fields["csrf_token"]
    assert own.sends("/desk/cases/open", {"csrf_token": token, "reference": reference}).status == 404


@pytest.mark.parametrize("phone", [COORDINATOR, LEADER, OVERSIGHT])
def test_nobody_else_finds_the_list(town: Town, phone: str) -> None:
    reference = called(town)
    visitor = Visitor(town, phone)
    home = visitor.signs_in()
    assert visitor.opens("/desk/cases").status == 404
    assert "/desk/cases" not in home.html
    assert reference not in home.html


def test_a_text_that_is_not_private_is_passed_on(town: Town) -> None:
    town.texts(RESIDENT, DOUBTFUL)
    reference = str(town.board()[0]["reference"])
    visitor = helper(town)
    case = presses(visitor, visitor.opens("/desk/cases"), "open")
    told = presses(visitor, case, "pass_on")
    assert town.said(Text.OPENED_UP, to=FOCAL, reference=reference) in told.text
    reader = Visitor(town, COORDINATOR)
    reader.signs_in()
    assert reference in reader.opens("/desk/words").text
