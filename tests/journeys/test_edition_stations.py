"""Stories of the published station table: it tells what the scorecard tells, of the stations of the file."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.insight import scorecards
from gateway.storage.models import EscalationRow, Incident, StationAlert
from menus.domain import published_stations, scorecard_spans
from menus.domain.categories import Track
from menus.domain.incident_outcomes import IncidentOutcome as Outcome
from menus.domain.published_stations import ALERTS, NO, NOT_KNOWN, YES
from menus.domain.published_tables import HIDDEN
from menus.domain.scorecard import FigureName
from menus.domain.small_cells import SMALLEST
from tests.journeys.insight.stations import Logged, all_happen
from tests.journeys.quarters import Q4, SETTLED, busy, facts_of, happen, kept, publishes, rows
from tests.people import COORDINATOR
from tests.town import Town

OF_CARD = {
    "seen-in-5": FigureName.SEEN,
    "came-in-30": FigureName.CAME,
    "ob-given": FigureName.OB,
    "outcome-in-14-days": FigureName.OUTCOME,
}
GOOD = Logged(answer=2, came=10, has_ob=True, closed_as=Outcome.POLICE_CAME)
SILENT = Logged(closed_as=Outcome.POLICE_DID_NOT_COME)
LOST = Logged(is_delivered=False, closed_as=Outcome.NOBODY_FOUND)


def numbers(town: Town) -> dict[tuple[str, ...], int]:
    """Return the true numbers of the station table."""
    rows_of = published_stations.rows_of(scorecards.names(town.record(COORDINATOR)))
    return dict(published_stations.numbers(facts_of(town).stations, rows_of).numbers.values)


def test_the_table_tells_to_the_unit_what_the_card_of_the_quarter_tells(town: Town) -> None:
    """Six good ones, eight that the station ignored, and three that never arrived."""
    all_happen(town, [*[GOOD] * 6, *[SILENT] * 8, *[LOST] * 3])
    town.now = SETTLED
    found = numbers(town)
    record = town.record(COORDINATOR)
    span = scorecard_spans.of_quarter(Q4, town.now, record.community.timezone)
    with town.services.reading() as session:
        (card,) = scorecards.of_span(session, record, span, town.now).cards
    for figure, name in OF_CARD.items():
        told = card.figures[name]
        cells = [found[ALERTS, "Pangani", figure, answer] for answer in (YES, NO, NOT_KNOWN)]
        assert cells == [told.hits, told.of - told.hits, told.unknown]
    assert found[ALERTS, "Pangani", "seen-in-5", YES] == 6
    assert found[ALERTS, "Pangani", "seen-in-5", NO] == 8
    assert found[ALERTS, "Pangani", "seen-in-5", NOT_KNOWN] == 3
    # A station that ignores alerts is not told by its good ones alone, although it typed a number for each of those.
    assert found[ALERTS, "Pangani", "ob-given", NO] == 8


def test_a_typed_station_is_no_row_of_the_table(new_town: Callable[..., Town]) -> None:
    """Somebody types a name of a person as the station of a number, ten times."""
    town = new_town(load_example("mlango-kubwa"))
    for reference in all_happen(town, [Logged(answer=2)] * 12):
        town.texts(COORDINATOR, f"OB {reference} 12/23/11/2026 Otieno")
    town.now = SETTLED
    edition = publishes(town)
    assert {row["station"] for row in rows(edition, "stations")} == {"Pangani"}
    assert not [name for name, text in edition.files.items() if "otieno" in text.casefold()]


def test_a_file_that_names_no_station_has_one_row_without_a_name(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa").replace('station = "Pangani"\n', ""))
    all_happen(town, [SILENT] * 12)
    town.now = SETTLED
    table = {row["figure"]: row for row in rows(publishes(town), "stations")}
    assert {row["station"] for row in table.values()} == {"unnamed"}
    # There are twelve incidents, and the police were called to all of them: that none was left out is hidden, too.
    assert {row["yes"] for row in table.values()} == {HIDDEN}


def alerted(town: Town) -> None:
    """Let each incident that the police were called to be an alert to the station of its zone."""
    with town.services.uow() as uow:
        called = select(Incident).join(EscalationRow, EscalationRow.incident_id == Incident.id)
        for one in uow.session.scalars(called.where(EscalationRow.track == Track.POLICE)).all():
            station = "Huruma" if one.zone == "school" else "Pangani"
            at = one.opened_at
            uow.session.add(StationAlert(incident_id=one.id, station=station, sent_at=at, delivered_at=at))


def test_all_incidents_less_the_alerts_of_one_station_are_not_those_of_the_other(new_town: Callable[..., Town]) -> None:
    """Two hundred and three incidents, of which two hundred were alerts to the one station, and three to the other."""
    one = 'roles = ["police-station"]\nlanguage = "en"\nstation = "Pangani"'
    town = new_town(load_example("mlango-kubwa").replace(one, one.replace("Pangani", "Huruma")))
    happen(town, [*busy(4, 200, ("market",)), *(replace(each, zone="school") for each in busy(5, 3, ("school",)))])
    alerted(town)
    town.now = SETTLED
    publishes(town)
    cells = kept(town)[0].cells
    whole, others = cells["zone|all|all|all"], ["answers|police|not-called|all", "alerts|Pangani|all"]
    assert (whole, cells["alerts|Huruma|all"], cells["zone|all|school|all"]) == (203, None, None)
    told = [cells[name] for name in others if cells[name] is not None]
    # What is left may be the three of Huruma only if nobody can tell them from those of the other station.
    assert whole - sum(told) >= SMALLEST
    assert cells["alerts|Pangani|all"] is None
