"""Signing in at the desk: a code by SMS opens it once; without one, or without a role, nothing opens."""

from datetime import timedelta

import pytest

from menus.text.names import Text
from tests.desk import Visitor
from tests.people import COORDINATOR, POLICE, RESIDENT
from tests.town import Town


def test_a_code_by_sms_opens_the_board(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    page = visitor.signs_in()
    assert page.status == 200
    assert visitor.says("board", "board.head") in page.text
    assert visitor.opens("/desk/").status == 200


def test_a_code_opens_the_desk_once(town: Town) -> None:
    visitor, other = Visitor(town, COORDINATOR), Visitor(town)
    code = visitor.code()
    enter = visitor.says("sign_in", "sign_in.enter")
    assert visitor.presses(visitor.opens("/desk/sign-in"), enter, code=code).status == 200
    again = other.presses(other.opens("/desk/sign-in"), enter, code=code)
    assert again.status == 403
    assert other.says("sign_in", "sign_in.wrong") in again.text
    assert other.opens("/desk/").root.text == other.opens("/desk/sign-in").root.text


def test_a_code_is_over_after_ten_minutes(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    code = visitor.code()
    town.now += timedelta(minutes=10)
    enter = visitor.says("sign_in", "sign_in.enter")
    assert visitor.presses(visitor.opens("/desk/sign-in"), enter, code=code).status == 403


@pytest.mark.parametrize("phone", [POLICE, RESIDENT])
def test_police_and_residents_have_no_desk(town: Town, phone: str) -> None:
    answer = town.texts(phone, "DESK")
    assert not any(map(str.isdigit, answer.replace(town.community.short, "")[:30]))


def test_desk_off_ends_the_session(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    assert town.texts(COORDINATOR, "DESK OFF") == town.said(Text.DESK_OFF, to=COORDINATOR)
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
