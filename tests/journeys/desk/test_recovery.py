"""Recovery: somebody who lost what they sign in with begins anew, when other officers who met them say so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.roster.phone_notices import short_name
from gateway.storage.models import Act
from menus.domain.acts import ActKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.desk.conftest import real_file, town_of
from tests.journeys.desk.test_authenticators import enrolled
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT
from tests.town import Town


def loses(town: Town, phone: str = COORDINATOR) -> tuple[Visitor, Shown]:
    """Let somebody who has signed in before say that they lost their phone."""
    enrolled(town, phone)
    town.passes(minutes=1)
    visitor = Visitor(town, phone)
    page = visitor.presses(visitor.signs_in(), visitor.says("sign_in", "lost.ask"))
    town.works()
    return visitor, page


def approves(officer: Visitor, name: str) -> Shown:
    page = officer.opens("/desk/recovery")
    return officer.presses(page, officer.says("recovery", "recovery.approve", name=name))


def test_two_other_officers_let_somebody_begin_anew_and_oversight_is_told(lan: Town) -> None:
    lost, page = loses(lan)
    name, say = lan.person(COORDINATOR).name, lost.says
    assert say("sign_in", "lost.asked_two") in page.text
    for officer in (LANDLORDS, LEADER):
        assert lan.said(Text.DESK_LOST, to=officer, said=name) in lan.inbox(officer)
    assert lan.said(Text.DESK_LOST, to=COORDINATOR, said=name) not in lan.inbox(COORDINATOR)
    first, _ = enrolled(lan, LANDLORDS)
    second, _ = enrolled(lan, LEADER)
    assert say("recovery", "recovery.one_more") in approves(first, name).text
    assert name not in first.opens("/desk/recovery").text
    assert say("recovery", "recovery.half") in second.opens("/desk/recovery").text
    assert say("recovery", "recovery.done") in approves(second, name).text
    lan.works()
    by = short_name(lan.person(LEADER))
    assert lan.said(Text.DESK_ANEW_TOLD, to=OVERSIGHT, said=name, by=by) in lan.inbox(OVERSIGHT)
    assert lan.said(Text.DESK_ANEW, to=COORDINATOR) in lan.inbox(COORDINATOR)
    lan.passes(minutes=1)
    visitor = Visitor(lan, COORDINATOR)
    assert say("sign_in", "new.authenticator.head") in visitor.signs_in().text
    with lan.services.reading() as session:
        found = set(session.scalars(select(Act.kind)))
        assert name not in str(list(session.scalars(select(Act.facts))))
    assert {ActKind.RECOVERY_ASKED, ActKind.RECOVERY_APPROVED, ActKind.RECOVERED, ActKind.CREDENTIAL_ENDED} <= found


def test_nobody_approves_their_own_request_nor_twice_nor_a_made_up_one(lan: Town) -> None:
    lost, _ = loses(lan)
    name = lan.person(COORDINATOR).name
    first, _ = enrolled(lan, LANDLORDS)
    (button,) = [one for one in first.opens("/desk/recovery").buttons() if name in one.name]
    assert first.sends(button.address, button.fields).status == 200
    assert first.sends(button.address, button.fields).status == 404
    assert first.sends("/desk/recovery/77", button.fields).status == 404
    assert lost.opens("/desk/recovery").answer.request.path == "/desk/sign-in"
    deputy, _ = enrolled(lan, DEPUTY)
    assert deputy.opens("/desk/recovery").status == 404


def test_a_request_is_over_after_a_day(lan: Town) -> None:
    loses(lan)
    lan.now += timedelta(hours=24)
    officer, _ = enrolled(lan, LANDLORDS)
    assert officer.says("recovery", "recovery.none") in officer.opens("/desk/recovery").text


def test_where_there_is_no_other_officer_the_operator_helps(sqlite_url: str, redis_url: str) -> None:
    text = real_file().replace('roles = ["coordinator", "treasurer"]', 'roles = ["treasurer"]')
    text = text.replace('roles = ["patrol-leader"]', 'roles = ["treasurer"]')
    text = text.replace('"patrol-leader"', '"deputy-leader"')
    text = text.replace('"deputy-leader", "deputy-leader"', '"deputy-leader"')
    with town_of(sqlite_url, redis_url, text) as town:
        visitor, page = loses(town)
        assert visitor.says("sign_in", "lost.operator") in page.text


@pytest.mark.parametrize("phone", [LEADER, DEPUTY])
def test_one_officer_of_another_role_is_asked_by_anybody_with_a_desk(lan: Town, phone: str) -> None:
    visitor, page = loses(lan, phone)
    assert visitor.says("sign_in", "lost.asked_two") in page.text
    assert lan.said(Text.DESK_LOST, to=COORDINATOR, said=lan.person(phone).name) in lan.inbox(COORDINATOR)
