"""Acts at the desk: each goes by the command of the same word by SMS, is refused alike, and asks again if late."""

import pytest
from sqlalchemy import select

from gateway.storage.models import Confirmation, Question
from menus.domain.categories import Category, Level, Track
from menus.domain.classes import CrimeClass, PoliceClass
from menus.domain.desk_acts import RESPONDING, STEERING, DeskAct
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from menus.text import page_words
from menus.text.names import Text
from tests.journeys.desk.incident import Steering, answer_of, events_of, fault_of, mark_of, section, status_of
from tests.people import COORDINATOR, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.town import Town, reference_in


def waiting_codes(town: Town) -> int:
    with town.services.reading() as session:
        return len(session.scalars(select(Confirmation).where(Confirmation.used_at.is_(None))).all())


def test_police_are_brought_in_by_a_button(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Steering(town, COORDINATOR).does(reference, "police")
    assert page.status == 200
    assert answer_of(page) == town.said(Text.POLICE_ASKED, to=COORDINATOR, reference=reference)
    assert town.incident(reference)["level"] == Level.MAJOR
    assert EventKind.ESCALATED in events_of(town, reference)


def test_an_answer_is_shown_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    assert answer_of(coordinator.does(reference, "police"))
    assert not answer_of(coordinator.sees(reference))


def test_a_question_is_asked_and_its_answer_read(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.does(reference, "ask", text="Which door?")
    assert answer_of(page) == town.said(Text.ASKED, to=COORDINATOR, reference=reference)
    assert coordinator.words("questions.waits") in section(page, "reports").text
    with town.services.reading() as session:
        assert session.scalars(select(Question.text)).one() == "Which door?"


def test_a_question_that_is_refused_stays_in_its_form(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator, long = Steering(town, COORDINATOR), "which door " * 12
    page = coordinator.does(reference, "ask", text=long)
    assert page.status == 422
    count = str(len(long.strip()) - 100)
    assert fault_of(page) == town.said(Text.ASK_LONG, to=COORDINATOR, reference=reference, count=count)
    (box,) = page.root.all("textarea", id="ask-text")
    assert box.text == long.strip()
    assert "autofocus" in box.attributes
    assert EventKind.ASKED not in events_of(town, reference)


@pytest.mark.parametrize("act", ["ask", "close", "false", "join", "lower", "note", "ob"])
def test_a_button_of_the_board_opens_the_form(town: Town, act: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    coordinator = Steering(town, COORDINATOR)
    token = next(iter(coordinator.sees(reference).root.all("input", name="csrf_token"))).attributes["value"]
    fields = {"csrf_token": token, "seen": "0", "back": "board"}
    page = coordinator.sends(f"/desk/incidents/{reference}/{act}", fields)
    assert page.status == 200
    assert [one for one in page.root.all(autofocus=None) if one.attributes["id"].startswith(act)]


def test_a_lesser_incident_is_closed_at_once_with_an_outcome(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.does(reference, "close", outcome="5")
    assert answer_of(page) == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert status_of(town, reference) is IncidentStatus.CLOSED
    assert not [one for one in page.buttons() if one.name == coordinator.words("act.close")]


def test_a_major_one_is_closed_by_a_second_press_and_leaves_no_code(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    asked = coordinator.does(reference, "close", words="police took him <b>")
    assert asked.status == 200
    assert coordinator.words("confirm.close", reference=reference) in asked.text
    assert "police took him <b>" in asked.text
    assert status_of(town, reference) is IncidentStatus.OPEN
    assert waiting_codes(town) == 0
    page = coordinator.confirms(asked, "close")
    assert answer_of(page) == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert status_of(town, reference) is IncidentStatus.CLOSED
    assert waiting_codes(town) == 0


def test_a_code_that_waits_for_the_same_by_sms_is_used_with_the_second_press(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(COORDINATOR, f"CLOSE {reference} police took over")
    assert waiting_codes(town) == 1
    coordinator = Steering(town, COORDINATOR)
    asked = coordinator.does(reference, "close", words="they ran")
    assert waiting_codes(town) == 1
    coordinator.confirms(asked, "close")
    assert waiting_codes(town) == 0


def test_a_false_report_is_marked_after_a_second_press(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    coordinator = Steering(town, COORDINATOR)
    asked = coordinator.does(reference, "false", why="nothing there")
    assert status_of(town, reference) is IncidentStatus.OPEN
    page = coordinator.confirms(asked, "false")
    assert answer_of(page) == town.said(Text.MARKED_FALSE, to=COORDINATOR, reference=reference)
    assert status_of(town, reference) is IncidentStatus.FALSE


def test_two_are_joined_after_both_were_read_and_one_is_split_off_again(town: Town) -> None:
    one = town.reports(RESIDENT, Category.THEFT)
    other = town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    coordinator = Steering(town, COORDINATOR)
    asked = coordinator.does(one, "join", other=f" {other[:2]} {other[2:]}")
    assert [head.text for head in asked.root.all("h2")] == [one, other]
    page = coordinator.confirms(asked, "join")
    assert answer_of(page) == town.said(Text.JOINED, to=COORDINATOR, reference=one, other=other)
    assert status_of(town, other) is IncidentStatus.JOINED
    # The address of the other one leads to the one that goes on.
    assert next(coordinator.sees(other).root.all("article")).attributes["data-reference"] == one
    page = coordinator.does(one, "split", report=other)
    assert answer_of(page) == town.said(Text.SPLIT, to=COORDINATOR, reference=other, other=one)
    assert status_of(town, other) is not IncidentStatus.JOINED


def test_a_report_of_another_incident_is_not_split_off_from_here(town: Town) -> None:
    one, other = town.reports(RESIDENT, Category.THEFT), town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(one)
    fields = {**page.buttons()[1].fields, "seen": mark_of(page), "report": other}
    refused = coordinator.sends(f"/desk/incidents/{one}/split", fields)
    assert refused.status == 422
    assert town.is_a(fault_of(refused), Text.SPLIT_NONE, to=COORDINATOR, reference=one)


@pytest.mark.parametrize("typed", ["", "12345", "<script>", "99999999999999999999"])
def test_a_join_with_what_is_no_reference_is_refused(town: Town, typed: str) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Steering(town, COORDINATOR).does(reference, "join", other=typed)
    assert page.status == 422
    assert fault_of(page)


def test_a_note_and_the_number_of_the_station_are_kept(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    coordinator.does(reference, "note", text="two men on a motorbike")
    page = coordinator.does(reference, "ob", number="12/23/11/2026")
    assert "two men on a motorbike" in section(page, "events").text
    assert "12/23/11/2026" in page.text
    assert {EventKind.NOTED, EventKind.OB_NUMBER} <= set(events_of(town, reference))


def test_a_leader_goes_is_there_and_says_that_it_is_over(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    leader = Steering(town, LEADER)
    assert answer_of(leader.does(reference, "going")) == town.said(Text.GOING, to=LEADER, reference=reference)
    assert answer_of(leader.does(reference, "here")) == town.said(Text.HERE, to=LEADER, reference=reference)
    page = leader.does(reference, "over", note="they ran")
    assert answer_of(page) == town.said(Text.DONE, to=LEADER, reference=reference)
    assert town.track(reference, Track.PATROL)["answered_by_role"] == "patrol-leader"


def test_a_leader_has_no_acts_of_coordinators(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    leader = Steering(town, LEADER)
    page = leader.sees(reference)
    names = {one.name for one in page.buttons()}
    assert leader.words("act.going") in names
    assert not names & {leader.words(f"act.{act}") for act in ("send", "police", "ask", "close", "false", "join")}
    # A person who makes the form themselves reads what the command answers by SMS.
    form = next(one for one in page.buttons() if one.name == leader.words("act.going")).fields
    refused = leader.sends(f"/desk/incidents/{reference}/police", form)
    assert refused.status == 422
    assert fault_of(refused) == town.said(Text.NOT_YOURS_PATROL, to=LEADER)
    assert EventKind.ESCALATED not in events_of(town, reference)


def test_a_texted_report_that_waits_is_sent_with_a_team(town: Town) -> None:
    reference = reference_in(town.texts(RESIDENT, "wezi wameiba simu yangu bondeni"))
    assert town.incident(reference)["status"] == "unconfirmed"
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.does(reference, "send")
    assert page.status == 200, fault_of(page)
    assert EventKind.DISPATCHED in events_of(town, reference)


def test_an_act_may_lead_back_to_the_board_which_says_what_was_done(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.acts(coordinator.sees(reference), "police", back="board")
    assert page.answer.request.path == "/desk/"
    assert answer_of(page) == town.said(Text.POLICE_ASKED, to=COORDINATOR, reference=reference)
    assert reference not in page.answer.request.query_string.decode()


def test_a_level_is_lowered_with_a_reason_and_never_that_of_a_killing(town: Town) -> None:
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    theft = town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.sees(killing)
    assert not [one for one in page.buttons() if one.name == coordinator.words("act.lower")]
    token = next(iter(page.root.all("input", name="csrf_token"))).attributes["value"]
    fields = {"csrf_token": token, "seen": mark_of(page), "level": "3", "why": "it was a firework"}
    refused = coordinator.sends(f"/desk/incidents/{killing}/lower", fields)
    assert refused.status == 422
    assert fault_of(refused) == town.said(Text.LOWER_NEVER, to=COORDINATOR, reference=killing)
    assert town.incident(killing)["level"] == Level.MAJOR
    page = coordinator.does(theft, "lower", level="3", why="a door stood open")
    assert town.is_a(answer_of(page), Text.LOWERED, to=COORDINATOR, reference=theft)
    assert town.incident(theft)["level"] == Level.MINOR
    assert "a door stood open" in section(page, "events").text


def test_a_level_is_not_lowered_without_a_reason(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    refused = Steering(town, COORDINATOR).does(reference, "lower", level="3")
    assert refused.status == 422
    assert town.incident(reference)["level"] == Level.URGENT


def test_that_police_came_is_noted_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    coordinator = Steering(town, COORDINATOR)
    page = coordinator.does(reference, "came")
    assert answer_of(page) == town.said(Text.POLICE_CAME, to=COORDINATOR, reference=reference)
    again = coordinator.does(reference, "came")
    assert town.is_a(fault_of(again), Text.POLICE_CAME_ALREADY, to=COORDINATOR, reference=reference)


def test_what_is_open_passes_to_another_coordinator(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Steering(town, COORDINATOR).does(reference, "pass")
    other = town.person(LANDLORDS)
    assert answer_of(page) == town.said(Text.PASSED, to=COORDINATOR, said=other.name, count="1")
    assert other.name in section(page, "events").text
    assert len(town.got(LANDLORDS, Text.PASSED_TOLD)) == 1


def test_a_closed_incident_shows_its_class_in_every_language(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    coordinator.does(reference, "close", outcome="5")
    page = coordinator.sees(reference)
    assert coordinator.words("crime.theft") in page.text
    assert "ICCS 0502" in page.text
    for language in page_words.LANGUAGES:
        words = page_words.texts("desk_incident.po", language)
        assert all(words[f"crime.{each.value}"] for each in CrimeClass)
        assert all(words[f"police-class.{each.value}"] for each in PoliceClass)


def test_buttons_of_the_board_come_back_to_the_board(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    board = coordinator.opens("/desk/")
    page = coordinator.presses(board, coordinator.words("act.police"), board.row(reference))
    assert page.answer.request.path == "/desk/"
    assert answer_of(page) == town.said(Text.POLICE_ASKED, to=COORDINATOR, reference=reference)


@pytest.mark.parametrize("act", sorted(STEERING - RESPONDING))
def test_a_forged_form_gives_a_patroller_no_act_of_a_coordinator(town: Town, act: DeskAct) -> None:
    reference, other = town.reports(RESIDENT, Category.THEFT), town.reports(OTHER, Category.BREAK_IN)
    leader = Steering(town, LEADER)
    page = leader.sees(reference)
    token = next(iter(page.root.all("input", name="csrf_token"))).attributes["value"]
    before, told = events_of(town, reference), len(town.carrier.sent)
    typed = {"to": "Wanjiru", "text": "where?", "words": "over", "why": "a joke", "other": other, "report": reference}
    fields = {"csrf_token": token, "seen": mark_of(page), "level": "minor", "number": "12/3", "team": "all", **typed}
    for address in (f"/desk/incidents/{reference}/{act}", f"/desk/incidents/{reference}/{act}/confirmed"):
        assert leader.sends(address, fields).status in {404, 422}
    town.works()
    assert events_of(town, reference) == before
    assert len(town.carrier.sent) == told


@pytest.mark.parametrize(
    "reference", ["%00", "1%002", "0", "999999999999999999999", "%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3", "a"]
)
def test_what_cannot_be_a_reference_is_not_there(town: Town, reference: str) -> None:
    known = town.reports(RESIDENT, Category.THEFT)
    coordinator = Steering(town, COORDINATOR)
    token = next(iter(coordinator.sees(known).root.all("input", name="csrf_token"))).attributes["value"]
    assert coordinator.opens(f"/desk/incidents/{reference}").status == 404
    for act in ("note", "police", "words"):
        fields = {"csrf_token": token, "seen": "1", "text": "x"}
        assert coordinator.sends(f"/desk/incidents/{reference}/{act}", fields).status == 404


def test_a_nul_in_a_note_is_dropped(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    page = Steering(town, COORDINATOR).does(reference, "note", text="the \0gate is open")
    assert page.status == 200
    assert EventKind.NOTED in events_of(town, reference)


def test_a_join_asks_again_if_the_other_one_has_changed_meanwhile(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    other = town.reports(OTHER, Category.BREAK_IN, zone="kiamutisya")
    coordinator = Steering(town, COORDINATOR)
    asked = coordinator.does(reference, "join", other=other)
    town.texts(LANDLORDS, f"NOTE {other} two men")
    again = coordinator.confirms(asked, "join")
    assert status_of(town, other) is not IncidentStatus.JOINED
    coordinator.confirms(again, "join")
    assert IncidentStatus.JOINED in {status_of(town, one) for one in (reference, other)}
