"""The court of the month: a landlord's son is arrested, and whoever is tied to it knows nothing of it any more."""

from menus.domain import references
from menus.text.names import Text
from tests.journeys.association.month import COORDINATOR, TREASURER, Month
from tests.people import LEADER, OVERSIGHT, POLICE, RESIDENTS
from tests.town import reference_in

RELATED = TREASURER
"""The landlords' coordinator, whose kin it is."""
GONE = references.mint(8_999)
"""A reference that nothing has."""


def arrests_a_landlords_son(month: Month) -> str:
    """Report a robbery with a weapon; the related coordinator steps out of it before anybody is arrested."""
    town = month.town
    month.until(month.local(10, 2, 10, year=2027))
    other = reference_in(month.dials(RESIDENTS[16], "4", "1", "4", "1"))
    month.texts(RELATED, "ON")
    reference = reference_in(month.dials(RESIDENTS[17], "2", "2", "2", "1"))
    assert reference in month.texts(RELATED, "LIST")
    answer = month.texts(RELATED, f"INTEREST {reference}")
    assert answer == town.said(Text.INTEREST_OUT, RELATED, reference=reference)
    assert town.got(COORDINATOR, Text.INTEREST_PASSED, reference=reference)
    _is_unknown(month, reference, other)
    month.texts(LEADER, f"1 {reference}")
    month.texts(LEADER, f"3 {reference}")
    month.texts(LEADER, f"4 {reference} police took over")
    month.texts(POLICE, f"1 {reference}")
    month.texts(POLICE, f"OB {reference} 14/10/02/2027")
    noted = month.texts(COORDINATOR, f"ARREST {reference}")
    assert noted == town.said(Text.COURT_NOTED, COORDINATOR, reference=reference, step="arrest")
    assert month.texts(COORDINATOR, f"ARREST {reference} Kevin") == town.said(
        Text.COURT_ALONE, COORDINATOR, example=f"ARREST {reference}"
    )
    return reference


def _is_unknown(month: Month, reference: str, other: str) -> None:
    """Check that the related coordinator finds an incident on no channel, and that nothing tells of it."""
    _says_unknown(month, "{}", "1 {}", "ARREST {}", reference=reference)
    listed = month.texts(RELATED, "LIST")
    assert reference not in listed
    assert other in listed
    assert reference not in month.texts(RELATED, "WHO")
    assert reference not in month.reads(RELATED, "0", "1")
    clerk = month.clerk(RELATED)
    for address in ("/desk/", "/desk/court", "/desk/zones", "/desk/figures", "/desk/support", "/desk/baraza"):
        page = clerk.opens(address)
        assert (page.status, reference in page.html) == (200, False), address
    there, nowhere = clerk.opens(f"/desk/incidents/{reference}"), clerk.opens(f"/desk/incidents/{GONE}")
    assert (there.status, there.html) == (404, nowhere.html)
    assert reference in month.clerk(COORDINATOR).opens("/desk/").html
    assert reference in month.clerk(OVERSIGHT).opens("/desk/interests").html


def _says_unknown(month: Month, *forms: str, reference: str) -> None:
    unknown = month.texts(RELATED, GONE).replace(GONE, reference)
    for form in forms:
        assert month.texts(RELATED, form.format(reference)) == unknown, form


def is_asked_after_14_days(month: Month, reference: str) -> None:
    """Let the clocks run: the others are asked after a court day and after 14 days of silence, and nobody else."""
    town = month.town
    before = len(month.got(RELATED))
    late, stalled = (town.said(name, COORDINATOR, reference=reference) for name in (Text.COURT_24H, Text.COURT_STALLED))
    # The arrest is on a Wednesday at 10: these hours end on Thursday at 10, in a court day.
    month.until(month.local(11, 2, 9, year=2027))
    assert late not in month.got(COORDINATOR)
    _says_unknown(month, "POLICE {}", "CLOSE {} talked to", reference=reference)
    month.until(month.local(11, 2, 11, year=2027))
    assert month.got(COORDINATOR).count(late) == 1
    month.until(month.local(24, 2, 9, year=2027))
    assert stalled not in month.got(COORDINATOR)
    _says_unknown(month, "COURT {} 20/03", "SEND {} bondeni", reference=reference)
    month.until(month.local(24, 2, 12, year=2027))
    assert month.got(COORDINATOR).count(stalled) == 1
    assert not [text for text in month.got(RELATED, before) if reference in text and GONE not in text and late == text]
    assert {late, stalled} & set(month.got(RELATED)) == set()


def comes_to_court_and_ends(month: Month, reference: str) -> None:
    """Tell the day of court and the end of the case, by the number alone; then the incident is closed."""
    assert "day of court" in month.texts(COORDINATOR, f"COURT {reference} 10/03")
    assert f"{reference}" in month.clerk(COORDINATOR).opens("/desk/court").html
    month.until(month.local(10, 3, 18, year=2027))
    assert "end of the case" in month.texts(POLICE, f"ENDED {reference}")
    steps = month.clerk(COORDINATOR).opens(f"/desk/incidents/{reference}").text
    assert "10/03/2027" in steps
    month.closes(reference)
    _says_unknown(month, "{}", reference=reference)
    assert reference not in month.clerk(RELATED).opens("/desk/court").html
