"""Second chance at the desk: codes alone, and who a course is about for two custodians within five minutes."""

from sqlalchemy import func, select

from gateway.association.second_chance import people_key
from gateway.storage.models import Act, Course, CourseOpening, Inbound, LookRow
from menus.domain.acts import ActKind
from menus.domain.looks import LookKind
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.association.courses import course, days, told, warned
from tests.people import COORDINATOR, DEPUTY, LEADER, OVERSIGHT
from tests.town import PEOPLE_KEY, Town

NAME = "Zebedayo Kipkurgat"
"""A made-up person."""
WHY = "the family asks when to meet"


def signed_in(town: Town, phone: str) -> Visitor:
    visitor = Visitor(town, phone)
    visitor.signs_in()
    return visitor


def page_of(visitor: Visitor, of: Course) -> Shown:
    return visitor.opens(f"/desk/second-chance/{of.id}")


def enters(visitor: Visitor, of: Course, name: str = NAME, **more: str) -> Shown:
    return visitor.presses(page_of(visitor, of), visitor.says("second_chance", "enter"), name=name, adult="yes", **more)


def opens(visitor: Visitor, of: Course, why: str = WHY) -> Shown:
    return visitor.presses(page_of(visitor, of), visitor.says("second_chance", "open"), why=why)


def entered(town: Town) -> tuple[Course, Visitor, Visitor]:
    """Return a course whose two custodians have entered who it is about."""
    warned(town)
    leader, elder = signed_in(town, LEADER), signed_in(town, OVERSIGHT)
    enters(leader, course(town))
    town.works()
    assert elder.says("second_chance", "done.entered") in enters(elder, course(town), f" {NAME.lower()}  ").text
    return course(town), leader, elder


def count(town: Town, table: type[Course | CourseOpening]) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_page_shows_codes_what_is_due_and_how_courses_ended(town: Town) -> None:
    code = warned(town)
    deputy = signed_in(town, DEPUTY)
    page = deputy.opens("/desk/second-chance")
    assert code in page.text
    assert town.place("bondeni", to=DEPUTY) in page.text
    assert deputy.says("second_chance", "reform.none") in page.text
    town.texts(LEADER, f"STEP {code} WELL")
    days(town, 91)
    town.texts(LEADER, f"WELL {code}")
    warned(town)
    days(town, 91)
    page = signed_in(town, DEPUTY).opens("/desk/second-chance")
    assert code not in page.text
    assert deputy.says("second_chance", "reform", well=1, all=2, not_well=0, not_known=1) in page.text


def test_two_custodians_enter_and_open_who_it_is_and_oversight_is_told(town: Town) -> None:
    found, leader, elder = entered(town)
    assert found.person is not None
    assert people_key.unseal(PEOPLE_KEY, found.person, found.id) == NAME
    assert NAME not in page_of(leader, found).text
    assert leader.says("second_chance", "done.waits") in opens(leader, found).text
    town.works()
    assert told(town, OVERSIGHT, Text.COURSE_WAITS, course=found.code or "") in town.inbox(OVERSIGHT)
    assert NAME not in page_of(elder, found).text
    assert NAME in opens(elder, found, "to tell the elders").text
    assert NAME not in page_of(leader, found).text
    shown = leader.presses(page_of(leader, found), leader.says("second_chance", "show"))
    assert NAME in shown.text
    assert [NAME in title.text for title in shown.root.all("title")] == [False]
    town.works()
    assert town.values_of(town.last(OVERSIGHT), Text.COURSE_LOOKED, OVERSIGHT) is not None
    with town.services.reading() as session:
        looked = session.scalars(select(LookRow).where(LookRow.kind == LookKind.COURSE).order_by(LookRow.id)).all()
        assert [(row.by, row.why) for row in looked] == [
            (town.person(LEADER).name, WHY),
            (town.person(OVERSIGHT).name, "to tell the elders"),
        ]
        kinds = [act.kind for act in session.scalars(select(Act).order_by(Act.id))]
        assert {ActKind.COURSE_PERSON_ENTERED, ActKind.COURSE_PERSON_OPENED} <= set(kinds)
        assert NAME not in str([act.facts for act in session.scalars(select(Act))])
    assert not any(NAME in text for _, text in town.carrier.sent)


def test_after_five_minutes_nobody_sees_it(town: Town) -> None:
    found, leader, elder = entered(town)
    opens(leader, found)
    assert NAME in opens(elder, found).text
    town.passes(minutes=5.1)
    leader = signed_in(town, LEADER)
    page = page_of(leader, found)
    assert leader.says("second_chance", "show") not in [button.name for button in page.buttons()]
    fields = {"csrf_token": token_of(leader)}
    assert NAME not in leader.sends(f"/desk/second-chance/{found.id}/show", fields).text


def test_a_second_custodian_who_comes_too_late_begins_anew(town: Town) -> None:
    found, leader, elder = entered(town)
    opens(leader, found)
    town.passes(minutes=5.1)
    elder = signed_in(town, OVERSIGHT)
    shown = opens(elder, found)
    assert NAME not in shown.text
    assert elder.says("second_chance", "done.waits") in shown.text
    with town.services.reading() as session:
        assert not session.scalars(select(LookRow).where(LookRow.kind == LookKind.COURSE)).all()


def test_nobody_alone_nor_two_leaders_enter_or_open_it(town: Town) -> None:
    found, leader, _ = entered(town)
    deputy = signed_in(town, DEPUTY)
    opens(leader, found)
    for visitor in (leader, deputy):
        page = page_of(visitor, found)
        assert not [button for button in page.buttons() if button.name == visitor.says("second_chance", "open")]
        for act, fields in (("open", {"why": WHY}), ("enter", {"name": NAME, "adult": "yes"}), ("show", {})):
            sent = {"csrf_token": token_of(visitor), **fields}
            assert NAME not in visitor.sends(f"/desk/second-chance/{found.id}/{act}", sent).text
    with town.services.reading() as session:
        assert not session.scalars(select(LookRow).where(LookRow.kind == LookKind.COURSE)).all()


def token_of(visitor: Visitor) -> str:
    """Return the token of the forms of a visitor."""
    page = visitor.opens("/desk/second-chance")
    return next(button.fields["csrf_token"] for button in page.buttons() if "csrf_token" in button.fields)


def test_another_name_of_the_second_custodian_keeps_nothing(town: Town) -> None:
    warned(town)
    leader, elder = signed_in(town, LEADER), signed_in(town, OVERSIGHT)
    enters(leader, course(town))
    shown = enters(elder, course(town), "Somebody Else")
    assert elder.says("second_chance", "slip.not_the_same") in shown.text
    assert NAME not in shown.html
    assert course(town).person is None


def test_one_course_at_a_time(town: Town) -> None:
    first, leader, _ = entered(town)
    warned(town)
    opens(leader, first)
    assert leader.says("second_chance", "slip.one_at_a_time") in enters(leader, course(town)).text


def test_somebody_under_18_is_never_entered(town: Town) -> None:
    warned(town)
    leader = signed_in(town, LEADER)
    page = page_of(leader, course(town))
    shown = leader.presses(page, leader.says("second_chance", "enter"), name=NAME)
    assert (shown.status, "116" in shown.text) == (422, True)
    assert count(town, CourseOpening) == 0


def test_a_reason_is_needed_and_names_in_it_are_crossed_out(town: Town) -> None:
    found, leader, elder = entered(town)
    assert opens(leader, found, "  ").status == 422
    opens(leader, found, "Kamau Njoroge asks for him")
    opens(elder, found)
    with town.services.reading() as session:
        kept = [row.why or "" for row in session.scalars(select(LookRow).where(LookRow.kind == LookKind.COURSE))]
    assert kept
    assert not any("Kamau" in why for why in kept)


def test_strange_input_is_answered(town: Town) -> None:
    warned(town)
    leader = signed_in(town, LEADER)
    token = token_of(leader)
    for name in ("", "\0", "x" * 10_000, "🙂", "Ω" * 90, "7"):
        for act in ("enter", "open", "show"):
            fields = {"csrf_token": token, "name": name, "why": name, "adult": "yes"}
            shown = leader.sends(f"/desk/second-chance/{course(town).id}/{act}", fields)
            assert shown.status in {200, 409, 422}, (name, act)
    for row_id in ("0", "99", str(2**63), "x"):
        assert leader.opens(f"/desk/second-chance/{row_id}").status == 404


def test_a_coordinator_finds_no_such_page(town: Town) -> None:
    warned(town)
    visitor = signed_in(town, COORDINATOR)
    assert visitor.opens("/desk/second-chance").status == 404
    assert page_of(visitor, course(town)).status == 404


def test_180_days_after_a_family_meeting_no_row_holds_the_identity(town: Town) -> None:
    """180 days after a family meeting no row holds the identity."""
    found, leader, elder = entered(town)
    days(town, 40)
    town.texts(LEADER, f"STEP {found.code} FAMILY the mother came")
    days(town, 179)
    assert course(town).person is not None
    leader, elder = signed_in(town, LEADER), signed_in(town, OVERSIGHT)
    opens(leader, found)
    assert NAME in opens(elder, found).text
    days(town, 1.1)
    left = course(town)
    assert (left.person, left.note, left.code, left.zone) == (None, None, None, None)
    assert (left.month, left.steps) == (found.month, "warned family")
    assert count(town, CourseOpening) == 0
    with town.services.reading() as session:
        whole = str([[getattr(row, key) for key in vars(row)] for row in session.scalars(select(Course))])
        texts = str(list(session.scalars(select(Inbound.text))))
        looks = str([(row.by, row.why) for row in session.scalars(select(LookRow))])
    assert not [word for word in NAME.split() if word in whole + texts + looks]
    assert page_of(signed_in(town, LEADER), found).status == 404


def test_90_days_after_a_warning_alone_it_is_erased(town: Town) -> None:
    found, *_ = entered(town)
    days(town, 89.9)
    assert course(town).person == found.person
    days(town, 0.2)
    assert (course(town).person, course(town).code) == (None, None)
