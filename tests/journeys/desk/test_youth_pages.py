"""Youth work at the desk: tasks, certificates of the hours of the duty history, and the vetting of new patrollers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.association.vetting import vettings
from gateway.roster import duty_log
from gateway.storage.models import Act, Vetting
from menus.domain.acts import ActKind
from menus.domain.duty_hours import by_month, in_hours
from menus.domain.vetting import RefusalReason, VettingCheck, VettingState
from tests.desk import Shown, Visitor
from tests.people import BONDENI, CODE, COORDINATOR, LEADER, OVERSIGHT, RESIDENT, RESIDENTS
from tests.town import Town
from tests.youth import YOUTH, hazard, task_in, with_youth

NAME = "Wanjiku (example)"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_youth())


def visitor(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    made = Visitor(town, phone, language)
    made.signs_in()
    return made


def row(town: Town) -> Vetting:
    with town.services.reading() as session:
        return session.scalars(select(Vetting)).one()


def begun(who: Visitor, name: str = NAME) -> Shown:
    return who.presses(who.opens("/desk/vetting"), who.says("vetting", "begin"), name=name)


def refused(who: Visitor, page: Shown, reason: str) -> Shown:
    button = next(one for one in page.buttons() if one.address.endswith("/refuse"))
    return who.sends(button.address, {**button.fields, "reason": reason})


def test_the_hours_of_a_certificate_are_those_of_the_duty_history(town: Town) -> None:
    """Certificate hours = duty history."""
    town.texts(LEADER, "ON")
    for hours in (3.5, 4, 7):
        town.texts(BONDENI, "ON")
        town.now += timedelta(hours=hours)
        town.texts(BONDENI, "OFF")
        town.now += timedelta(days=7)
    who, person_id = visitor(town), town.record().person_ids[BONDENI]
    page = who.opens(f"/desk/youth/certificate/{person_id}")
    with town.services.reading() as session:
        found = by_month(duty_log.times_of(session, person_id), town.community.timezone, town.now)
    total = in_hours(sum(found.values(), timedelta()))
    assert total == "14:30"
    assert who.says("youth", "certificate.hours", hours=total) in page.text
    for month, time in found.items():
        assert f"{month:%m/%Y}: {in_hours(time)}" in page.text
    assert "KES" not in page.html
    assert page.written_scripts() == []


def test_a_certificate_names_the_tasks_that_a_youth_lead_did(town: Town) -> None:
    number = task_in(town.texts(COORDINATOR, f"TASK {hazard(town, RESIDENT)} lamps"))
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} 3 lamps put up")
    who = visitor(town)
    page = who.opens(f"/desk/youth/certificate/{town.record().person_ids[YOUTH]}")
    assert "lamps: 3 lamps put up" in page.text
    assert who.says("youth", "certificate.hours", hours="0:00") in page.text


@pytest.mark.parametrize("phone", [COORDINATOR, OVERSIGHT])
def test_nobody_else_has_a_certificate(town: Town, phone: str) -> None:
    who = visitor(town)
    assert who.opens(f"/desk/youth/certificate/{town.record().person_ids[phone]}").status == 404
    for number in ("0", "999999", "9" * 30):
        assert who.opens(f"/desk/youth/certificate/{number}").status == 404


def test_tasks_are_read_by_youth_leads_who_print_no_certificate(town: Town) -> None:
    number = task_in(town.texts(COORDINATOR, f"TASK {hazard(town, RESIDENT)} lamps"))
    town.dials(RESIDENTS[3], CODE, "0", "4", "2", "1")
    who = visitor(town, YOUTH)
    page = who.opens("/desk/youth")
    assert number in page.text
    assert who.says("youth", "hands", count=1) in page.text
    assert who.says("youth", "state.open") in page.text
    assert "certificate" not in page.html
    assert who.opens(f"/desk/youth/certificate/{town.record().person_ids[BONDENI]}").status == 404
    assert who.opens("/desk/vetting").status == 404
    assert RESIDENT not in page.html


def test_somebody_is_accepted_once_everything_is_checked(town: Town) -> None:
    who = visitor(town)
    page = begun(who)
    assert NAME in page.text
    assert who.says("vetting", "accept") not in [one.name for one in page.buttons()]
    button = next(one for one in page.buttons() if one.address.endswith("/checks"))
    told = who.sends(button.address.replace("checks", "accept"), {"csrf_token": button.fields["csrf_token"]})
    assert (told.status, row(town).state) == (422, VettingState.OPEN)
    token = {"csrf_token": button.fields["csrf_token"]}
    who.client.post(button.address, data={**token, "check": [*VettingCheck, "past", "<x>"]})
    page = who.opens("/desk/vetting")
    assert set(row(town).checks["done"]) == set(VettingCheck)
    page = who.presses(page, who.says("vetting", "accept"))
    assert who.says("vetting", "told.accepted") in page.text
    assert row(town).state is VettingState.ACCEPTED


@pytest.mark.parametrize("reason", ["", "past", "a past", "second-chance", "JANI 42", "UNDER-AGE", "\0", "x" * 10_000])
def test_a_past_alone_bars_nobody(town: Town, reason: str) -> None:
    """Finishing a course never bars PATROL by itself; refusal needs a reason."""
    who = visitor(town)
    told = refused(who, begun(who), reason)
    assert told.status == 422
    assert who.says("vetting", "fault.no_reason") in told.text
    assert row(town).state is VettingState.OPEN
    assert row(town).reason is None


def test_a_refusal_needs_a_reason_of_the_list_and_is_on_record_without_the_name(town: Town) -> None:
    who = visitor(town, LEADER)
    page = begun(who)
    told = refused(who, page, RefusalReason.NOT_MET)
    assert who.says("vetting", "reason.not-met") in told.text
    assert refused(who, page, RefusalReason.NO_PLACE).status == 404
    with town.services.reading() as session:
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.VETTING_DECIDED))
        assert act.facts == {"state": "refused", "reason": "not-met"}
        assert act.words is None


def test_no_check_and_no_reason_tells_of_a_past(town: Town) -> None:
    words = " ".join([*VettingCheck, *RefusalReason])
    of_a_past = ("past", "record", "crime", "offence", "course", "chance", "warn", "police")
    assert not any(part in words for part in of_a_past)
    columns = " ".join(Vetting.__table__.columns.keys())
    assert not any(part in columns for part in ("past", "course", "chance", "flag", "note", "words"))
    page = begun(visitor(town))
    assert "JANI" not in page.html


@pytest.mark.parametrize("name", ["", " ", "\0", "x" * 61, "\N{PILE OF POO}", "x" * 10_000])
def test_what_is_no_name_comes_back_with_what_would_be(town: Town, name: str) -> None:
    who = visitor(town)
    told = begun(who, name)
    assert told.status == 422
    assert who.says("vetting", "fault.name", most=vettings.LONGEST_NAME) in told.text
    with town.services.reading() as session:
        assert session.scalars(select(Vetting)).all() == []


def test_the_vetting_of_another_community_is_not_there(town: Town) -> None:
    who = visitor(town)
    page = begun(who)
    button = next(one for one in page.buttons() if one.address.endswith("/checks"))
    for address in ("/desk/vetting/999999/checks", "/desk/vetting/999999/accept", "/desk/vetting/999999/refuse"):
        assert who.sends(address, {"csrf_token": button.fields["csrf_token"]}).status == 404


def test_a_name_goes_thirty_days_after_the_decision_or_if_nobody_decides(town: Town) -> None:
    who = visitor(town)
    refused(who, begun(who), RefusalReason.OWN_WISH)
    begun(who, "Somebody else (example)")
    for days, left in ((29, 2), (2, 1), (140, 1), (10, 0)):
        town.now += timedelta(days=days)
        town.ticks()
        with town.services.reading() as session:
            assert len(session.scalars(select(Vetting)).all()) == left


def test_both_pages_stand_in_swahili_too(town: Town) -> None:
    who = visitor(town, COORDINATOR, "sw")
    begun(who)
    assert who.says("youth", "certificates") in who.opens("/desk/youth").text
    assert who.says("vetting", "past") in who.opens("/desk/vetting").text


def test_the_page_stays_small_with_two_hundred_people(new_town: Callable[..., Town]) -> None:
    people = "".join(
        f'[[people]]\nname = "{"W" * 55} {number}"\nphone = "+2547000005{number:02}"\nroles = ["patrol"]\n'
        'language = "sw"\n\n'
        for number in range(100)
    ) + "".join(
        f'[[people]]\nname = "{"V" * 55} {number}"\nphone = "+2547000006{number:02}"\nroles = ["youth-lead"]\n'
        'language = "sw"\n\n'
        for number in range(100)
    )
    town = new_town(with_youth().replace("[[shifts]]", people + "[[shifts]]", 1))
    with town.services.uow() as uow:
        for number in range(vettings.MOST_OPEN):
            assert vettings.begin(uow, town.record(), f"{'W' * 50} {number}", by=1)
        assert not vettings.begin(uow, town.record(), NAME, by=1)
    who = visitor(town)
    names = set()
    for page in ("1", "2", "3", "4", "5", "x", "-1", "9" * 9):
        shown = who.opens(f"/desk/youth?page={page}")
        assert shown.status == 200
        assert len(shown.answer.data) < 60_000
        names |= {link.text for link in shown.root.all("a", href=None) if "certificate" in link.attributes["href"]}
    assert len(names) == 206
    assert len(who.opens("/desk/vetting").answer.data) < 60_000
