"""The papers of the month: a certificate that ends, the patrols that end with it, and their return by a decision."""

import pytest

from gateway.errors import Refused
from menus.domain.categories import Track
from menus.text.names import Text
from tests.journeys.association.month import COORDINATOR, RENEWED, TREASURER, Month, file_of
from tests.journeys.association.month_money import number_in
from tests.people import BONDENI, LEADER, OVERSIGHT, POLICE, RESIDENTS
from tests.town import reference_in

READER = RESIDENTS[12]


def _reports_a_killing(month: Month, phone: str) -> str:
    return reference_in(month.dials(phone, "1", "2", "1", "1"))


def _tracks(month: Month, reference: str) -> set[str]:
    return set(month.town.incident(reference)["tracks"])


def is_told_to_end(month: Month) -> None:
    """Tell coordinators at 60, 30 and 7 days, once each, and read by dialling until when the paper holds."""
    assert "CG/0471, until 31/01/2027" in month.dials(READER, "0", "8", "1")
    month.until(month.local(24, 1, 9, year=2027))
    for phone in (COORDINATOR, TREASURER):
        told = month.town.got(phone, Text.PAPER_ENDS, day="31/01")
        assert [text.split(" days")[0].rsplit(" ", 1)[1] for text in told] == ["60", "30", "7"]
    assert not month.town.got(OVERSIGHT, Text.PAPER_ENDS)


def ends(month: Month) -> None:
    """Let the last midnight pass: the next report climbs the refer-only ladders, and nobody has started anything."""
    town = month.town
    month.until(month.local(31, 1, 23, 55, year=2027))
    before = _reports_a_killing(month, RESIDENTS[13])
    assert _tracks(month, before) == {Track.PATROL, Track.POLICE}
    town.passes(minutes=6)
    sent = [len(month.got(phone)) for phone in (LEADER, BONDENI)]
    after = reference_in(month.dials(RESIDENTS[14], "1", "1", "1", "1"))
    assert _tracks(month, after) == {Track.POLICE}
    assert [len(month.got(phone)) for phone in (LEADER, BONDENI)] == sent, "no patrol is called any more"
    assert after in month.got(POLICE)[-1]
    for phone in (COORDINATOR, TREASURER, OVERSIGHT):
        assert len(town.got(phone, Text.PAPERS_ENDED)) == 1
    assert "We do not patrol." in month.dials(READER, "0", "8", "1")
    assert "waiting since 01/02" in month.dials(READER, "0", "8", "1")
    for reference in (before, after):
        month.texts(POLICE, f"1 {reference}")
        month.closes(reference)


def is_renewed(month: Month) -> None:
    """Bring the patrols back by a new paper that names a decision; without one nothing changes."""
    town = month.town
    month.until(month.local(8, 2, 10, year=2027))
    renewed = file_of(ends=RENEWED, begins="2027-02-08", number="CG/0902")
    with pytest.raises(Refused):
        month.loads(renewed)
    with pytest.raises(Refused):
        month.loads(renewed, "D77")
    assert "We do not patrol." in month.dials(READER, "0", "8", "1")
    number = number_in(month.texts(COORDINATOR, "DECIDED we patrol again under the new certificate"), "D")
    month.loads(renewed, number)
    town.passes(minutes=2)
    for phone in (COORDINATOR, TREASURER, OVERSIGHT):
        assert len(town.got(phone, Text.PAPERS_BACK)) == 1
    assert "CG/0902, until 31/01/2028" in month.dials(READER, "0", "8", "1")
    reference = _reports_a_killing(month, RESIDENTS[15])
    assert _tracks(month, reference) == {Track.PATROL, Track.POLICE}
    assert reference in month.got(LEADER)[-1]
    month.texts(LEADER, f"1 {reference}")
    month.texts(POLICE, f"1 {reference}")
    month.closes(reference)
