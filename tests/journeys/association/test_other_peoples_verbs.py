"""Stories of words of the association from people who do not have them: nothing of an incident moves."""

import pytest

from tests.people import BONDENI, BREAK_IN, CODE, OVERSIGHT, RESIDENT
from tests.town import Town, reference_in


@pytest.mark.parametrize("text", ["DONE T26691 3 lamps", "T26691 done", "KUBALI P20417 sawa", "DECIDED D12 it is over"])
def test_a_patroller_who_goes_ends_no_incident_with_a_thing_of_others(town: Town, text: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.passes(seconds=3)
    town.texts(BONDENI, f"1 {reference}")
    town.texts(BONDENI, text)
    town.passes(seconds=3)
    assert town.incident(reference)["status"] == "open"
    assert "imeisha" not in town.inbox(BONDENI)[-1]


def test_oversight_that_answers_a_question_leaves_its_complaint_as_it_was(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "9", "3", "1", "1"))
    town.passes(seconds=3)
    before = len(town.inbox(OVERSIGHT))
    town.texts(OVERSIGHT, "ANSWER Q2 other")
    (told,) = town.inbox(OVERSIGHT)[before:]
    assert reference not in told
