"""Signing in at the desk: a code by SMS opens it once; without one, or without a role, nothing opens."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.storage.models import Act, DeskSession
from menus.domain.acts import ActKind
from menus.domain.desk_sessions import CODE_COMES
from menus.sms import wording
from menus.text.names import Text
from tests.desk import Visitor
from tests.people import COORDINATOR, LANDLORDS, POLICE, RESIDENT
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


OFFICER = 'name = "Coordinator, landlords (example)"\nphone = "+254700000122"\nroles = ["coordinator", "treasurer"]'
"""A coordinator in the example file."""


@pytest.mark.parametrize(
    "instead",
    [
        OFFICER.replace('"coordinator", "treasurer"', '"patrol"'),
        OFFICER.replace("Coordinator, landlords", "Another").replace("122", "129"),
    ],
)
def test_desk_off_ends_the_session_of_somebody_whose_roles_were_just_taken_away(town: Town, instead: str) -> None:
    def open_sessions() -> int:
        with town.services.reading() as session:
            live = select(func.count()).select_from(DeskSession).where(DeskSession.ends_at > town.now)
            return session.scalar(live) or 0

    Visitor(town, LANDLORDS).signs_in()
    assert open_sessions() == 1
    text = load_example("mlango-kubwa")
    assert OFFICER in text
    town.loads(text.replace(OFFICER, instead))
    answer = town.texts(LANDLORDS, "DESK OFF")
    assert open_sessions() == 0
    assert answer in {wording.say(town.community, language, Text.DESK_OFF) for language in ("sw", "en")}
    town.texts(LANDLORDS, "DESK OFF")
    assert not town.board(), "the words are kept as no report"


def test_each_step_of_signing_in_is_on_record_without_a_name(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    page = visitor.signs_in()
    visitor.presses(page, visitor.says("sign_in", "sign_out"))
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"
    with town.services.reading() as session:
        acts = session.execute(select(Act.kind, Act.person_id, Act.facts, Act.words).order_by(Act.id)).all()
    person_id = town.record(COORDINATOR).person_ids[COORDINATOR]
    assert [tuple(act) for act in acts] == [
        (ActKind.DESK_CODE_ASKED, person_id, {}, None),
        (ActKind.SIGNED_IN, person_id, {"way": "code"}, None),
        (ActKind.SIGNED_OUT, person_id, {}, None),
    ]


def test_the_page_says_that_the_code_is_enough_where_everything_is_an_example(town: Town) -> None:
    visitor = Visitor(town)
    assert visitor.says("sign_in", "sign_in.example") in visitor.opens("/desk/sign-in").text
    town.carrier.is_simulated = False
    assert visitor.says("sign_in", "sign_in.example") not in visitor.opens("/desk/sign-in").text


def test_on_a_real_network_even_an_example_asks_for_more_than_a_code(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    code = visitor.code()
    town.carrier.is_simulated = False
    page = visitor.presses(visitor.opens("/desk/sign-in"), visitor.says("sign_in", "sign_in.enter"), code=code)
    assert visitor.says("sign_in", "new.authenticator.head") in page.text
    assert visitor.opens("/desk/").answer.request.path == "/desk/sign-in"


def test_whoever_has_used_a_code_gets_another_one_at_once(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    assert visitor.signs_in().status == 200


def test_whoever_asks_again_within_seconds_is_told_that_the_code_comes(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    code = visitor.code()
    for _ in range(2):
        assert town.texts(COORDINATOR, "DESK") == town.said(Text.DESK_CODE_COMES, to=COORDINATOR)
    enter = visitor.says("sign_in", "sign_in.enter")
    assert visitor.presses(visitor.opens("/desk/sign-in"), enter, code=code).status == 200
    with town.services.reading() as session:
        asked = session.scalars(select(Act.kind).where(Act.kind == ActKind.DESK_CODE_ASKED)).all()
    assert len(asked) == 1


def test_whoever_asks_again_later_gets_another_code(town: Town) -> None:
    visitor = Visitor(town, COORDINATOR)
    first = visitor.code()
    town.now += CODE_COMES
    assert visitor.code() != first


def test_a_machine_that_asks_on_and_on_is_answered_a_few_times(town: Town) -> None:
    answers = [town.texts(COORDINATOR, "DESK") for _ in range(9)]
    assert answers[1] == answers[5] == town.said(Text.DESK_CODE_COMES, to=COORDINATOR)
    assert answers[6:] == ["", "", ""]
