"""Stories of reporters: the status of a report, questions, and the limits."""

from datetime import timedelta

from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, LEADER, POLICE, RESIDENT
from tests.town import Town, reference_in


def test_a_question_reaches_the_hidden_reporter_and_the_answer_comes_without_the_number(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    asked = town.texts(COORDINATOR, f"ASK {reference} which door?")
    assert asked == town.said(Text.ASKED, to=COORDINATOR, reference=reference)
    assert town.inbox(RESIDENT) == []
    page = town.presses("0", "1", "1", session="look")
    assert town.is_a(page, Text.QUESTION, reference=reference, question='"which door?"')
    assert page.startswith("CON ")
    end = town.presses("0", "1", "1", "the * blue one", session="look")
    assert end == "END " + town.said(Text.QUESTION_THANKS, to=RESIDENT, reference=reference)
    town.works()
    answer = town.last(COORDINATOR)
    assert answer == town.said(Text.ANSWER_CAME, to=COORDINATOR, reference=reference, said="the * blue one")
    before = len(town.inbox(COORDINATOR))
    assert town.hop(RESIDENT, CODE, "0*1*1*the * blue one", "look") == end
    town.works()
    assert len(town.inbox(COORDINATOR)) == before


def test_the_closing_outcome_is_found_by_dialling(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert "goods given back" in town.presses("0", "1", "1", session="look")
    assert town.inbox(RESIDENT) == []


def test_a_question_without_an_answer_does_not_hide_the_outcome(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    town.texts(COORDINATOR, f"ASK {reference} which door?")
    town.texts(COORDINATOR, f"CLOSE {reference} 5")
    page = town.presses("0", "1", "1", session="look")
    assert town.said(Text.OUTCOME_NOBODY_FOUND, to=RESIDENT) in page
    assert page.startswith("END ")


def test_a_person_who_allowed_it_gets_one_text_at_dispatch_and_one_at_the_outcome(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "2"))
    dispatched = town.said(Text.YOUR_REPORT_SENT, to=RESIDENT, reference=reference)
    assert town.inbox(RESIDENT) == [dispatched]
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert town.inbox(RESIDENT) == [dispatched, town.said(Text.YOUR_REPORT_CLOSED, to=RESIDENT, reference=reference)]


def test_past_the_limit_lesser_reports_are_told_so_and_a_killing_is_taken(town: Town) -> None:
    for number in range(12):
        assert reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
    page = town.presses("4", "2", "4", "1", session="more")
    assert page == "END " + town.said(Text.LIMITED, to=RESIDENT)
    assert "999" in page
    assert reference_in(town.presses("3", "1", "2", "1", "1", session="killing"))
    assert town.board()[0]["flag"] == "many"
    assert town.inbox(LEADER)


def test_after_three_false_ones_lesser_reports_wait_and_red_ones_never(town: Town) -> None:
    for number in range(3):
        reference = reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
        town.confirms(COORDINATOR, f"FALSE {reference} nothing there")
    before = len(town.inbox(COORDINATOR))
    waiting = reference_in(town.presses("4", "2", "4", "1", session="waits"))
    assert town.board()[0]["status"] == "unconfirmed"
    assert town.is_a(town.inbox(COORDINATOR)[before], Text.WAITS, to=COORDINATOR, reference=waiting)
    town.presses("1", "2", "1", "1", session="red")
    assert town.inbox(LEADER)


def test_a_question_too_long_for_a_page_is_not_cut_in_silence(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.THEFT)
    long = "x" * 120
    refused = town.texts(COORDINATOR, f"ASK {reference} {long}")
    assert refused == town.said(Text.ASK_LONG, to=COORDINATOR, reference=reference, count="20")
    assert long[:20] not in town.presses("0", "1", "1", session="second")


def test_the_reporter_is_not_told_that_somebody_goes_who_has_taken_it_back(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    going = town.dials(RESIDENT, CODE, "0", "1", "1")
    town.answers(LEADER, "cannot", reference)
    town.now += timedelta(seconds=1)
    after = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert going != after
    town.answers(POLICE, "seen", reference)
    town.passes(minutes=60)
    assert town.incident(reference)["status"] == "unanswered"
    assert town.dials(RESIDENT, CODE, "0", "1", "1") == after
