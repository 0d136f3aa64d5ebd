"""Stories of looks: who had a number or words shown to them, and why, is read by operators and by oversight."""

import pytest

from gateway.incidents import board, disclosure
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, LEADER, OVERSIGHT, RESIDENT
from tests.town import Town, reference_in

WHY = "to ask which door"


def looks(town: Town, reference: str, by: str = "Asha", why: str = WHY) -> None:
    """Have the sealed values of a report shown to somebody."""
    with town.services.uow() as uow:
        assert disclosure.reveal(uow, reference, disclosure.Look(by, why)) is not None


def test_oversight_reads_by_sms_who_looked_and_why(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=OVERSIGHT, reference=reference)
    assert town.texts(OVERSIGHT, reference) == unknown
    looks(town, reference)
    looks(town, reference, by="Juma", why="again")
    text = town.texts(OVERSIGHT, f"REF {reference}")
    assert town.is_a(text, Text.LOOKED, to=OVERSIGHT, reference=reference, count="2", said="Juma: again")
    assert RESIDENT[4:] not in text
    for other in (LEADER, COORDINATOR):
        town.texts(other, reference)
        assert not town.got(other, Text.LOOKED)


def test_oversight_reads_it_beside_the_status_of_a_complaint(town: Town) -> None:
    town.dials(RESIDENT, CODE, "9", "1", "he asked for money", "1")
    reference = reference_in(town.inbox(OVERSIGHT)[-1])
    looks(town, reference)
    town.texts(OVERSIGHT, reference)
    assert town.got(OVERSIGHT, Text.LOOKED, reference=reference, count="1", said=f"Asha: {WHY}")


def test_oversight_reads_that_somebody_looked_at_a_private_report_and_neither_why_nor_anything_else(
    town: Town,
) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    unknown = town.said(Text.UNKNOWN_REFERENCE, to=OVERSIGHT, reference=reference)
    assert town.texts(OVERSIGHT, reference) == unknown
    looks(town, reference)
    text = town.texts(OVERSIGHT, f"REF {reference}")
    assert town.is_a(text, Text.LOOKED_ONLY, to=OVERSIGHT, reference=reference, count="1", said="Asha")
    for other in (COORDINATOR, LEADER):
        town.texts(other, reference)
        assert not town.got(other, Text.LOOKED_ONLY)


def test_who_looked_at_a_private_report_and_why_is_read_by_its_helpers(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[-1])
    looks(town, reference)
    for helper in (FOCAL, FOCAL_ALTERNATE):
        town.texts(helper, reference)
        assert town.got(helper, Text.LOOKED, reference=reference, count="1", said=f"Asha: {WHY}")


@pytest.mark.parametrize("why", ["x" * 300, "Kamau Otieno asked, call 0722333444"])
def test_a_reason_fits_and_leaves_without_numbers(town: Town, why: str) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    looks(town, reference, why=why)
    text = town.texts(OVERSIGHT, reference)
    assert reference in text
    assert len(text) <= 160
    assert "0722333444" not in text


def test_the_history_of_an_incident_says_who_looked_and_why(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, "4", "2", "4", "2"))
    looks(town, reference)
    with town.services.reading() as session:
        incident = board.board_entries(session, reference=reference)[0].incident
        last = board.history(session, incident)[-1]
    assert (last["kind"], last["by"], last["words"], last["facts"]["report"]) == ("revealed", "Asha", WHY, reference)
