"""Stories of reporters: the status of a report, questions, and the limits."""

import re
from datetime import timedelta

from tests.people import CODE, COORDINATOR, KILLING, LEADER, POLICE, RESIDENT
from tests.town import Town, reference_in


def test_a_question_reaches_the_hidden_reporter_and_the_answer_comes_without_the_number(town: Town) -> None:
    reference = reference_in(town.presses("1", "2", "1", "1"))
    assert reference in town.texts(COORDINATOR, f"ASK {reference} which door?")
    assert town.inbox(RESIDENT) == []
    page = town.presses("0", "1", "1", session="look")
    assert "which door?" in page
    assert page.startswith("CON ")
    end = town.presses("0", "1", "1", "the * blue one", session="look")
    assert end.startswith("END ")
    town.works()
    answer = town.inbox(COORDINATOR)[-1]
    assert "the * blue one" in answer
    assert "711000009" not in answer
    before = len(town.inbox(COORDINATOR))
    assert town.hop(RESIDENT, CODE, "0*1*1*the * blue one", "look") == end
    town.works()
    assert len(town.inbox(COORDINATOR)) == before


def test_the_closing_outcome_is_found_by_dialling(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "1"))
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert "goods given back" in town.presses("0", "1", "1", session="look")
    assert town.inbox(RESIDENT) == []


def test_a_person_who_allowed_it_gets_one_text_at_dispatch_and_one_at_the_outcome(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "2"))
    assert len(town.inbox(RESIDENT)) == 1
    town.texts(COORDINATOR, f"CLOSE {reference} goods given back")
    assert len(town.inbox(RESIDENT)) == 2
    assert all(reference in text for text in town.inbox(RESIDENT))


def test_past_the_limit_lesser_reports_are_told_so_and_a_killing_is_taken(town: Town) -> None:
    for number in range(12):
        assert reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
    page = town.presses("4", "2", "4", "1", session="more")
    assert page.startswith("END ")
    assert not re.search(r"\d{5}", page)
    assert "999" in page
    assert reference_in(town.presses("3", "1", "2", "1", "1", session="killing"))
    assert town.board()[0]["flag"] == "many"
    assert town.inbox(LEADER)


def test_after_three_false_ones_lesser_reports_wait_and_red_ones_never(town: Town) -> None:
    for number in range(3):
        reference = reference_in(town.presses("4", "2", "4", "1", session=f"n{number}"))
        asked = town.texts(COORDINATOR, f"FALSE {reference} nothing there")
        town.texts(COORDINATOR, "YES " + asked.split("YES ")[1][:4])
    before = len(town.inbox(COORDINATOR))
    waiting = reference_in(town.presses("4", "2", "4", "1", session="waits"))
    assert town.board()[0]["status"] == "unconfirmed"
    assert f"SEND {waiting}" in town.inbox(COORDINATOR)[before]
    town.presses("1", "2", "1", "1", session="red")
    assert town.inbox(LEADER)


def test_a_question_too_long_for_a_page_is_not_cut_in_silence(town: Town) -> None:
    reference = reference_in(town.presses("4", "2", "4", "1"))
    assert "20" in town.texts(COORDINATOR, f"ASK {reference} " + "x" * 120)
    assert "?" not in town.presses("0", "1", session="second")


def test_the_reporter_is_not_told_that_somebody_goes_who_has_taken_it_back(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    going = town.dials(RESIDENT, CODE, "0", "1", "1")
    town.texts(LEADER, f"2 {reference}")
    town.now += timedelta(seconds=1)
    after = town.dials(RESIDENT, CODE, "0", "1", "1")
    assert going != after
    town.texts(POLICE, f"1 {reference}")
    town.passes(minutes=60)
    assert town.incident(reference)["status"] == "unanswered"
    assert town.dials(RESIDENT, CODE, "0", "1", "1") == after
