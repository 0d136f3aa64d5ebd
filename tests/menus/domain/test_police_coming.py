"""When the police came: where nobody types it, nothing is said of it, on either side of a comparison."""

from datetime import UTC, datetime, timedelta

import pytest

from menus.domain import equity, police_coming, published_stations, scorecard, station_findings
from menus.domain.classes import CrimeClass
from menus.domain.equity import LEAST, PATIENCE, Case, Measure, Verdict, ZoneWait
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.parts_of_day import Part

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OLD = timedelta(days=9)
CAME = frozenset((Measure.CAME,))


def thefts(zone: str, number: int, minutes: float | None, *, is_known: bool = True, age: timedelta = OLD) -> list[Case]:
    """Return thefts by day: the police came after so many minutes, or never; or nobody said anything of it."""
    waited = None if minutes is None else minutes * MINUTE
    waits = {Measure.CAME: waited} if is_known else {}
    return [Case(zone, CrimeClass.THEFT, Part.DAY, age, waits, frozenset() if is_known else CAME)] * number


def told(own: list[Case], *zones: str) -> dict[str, ZoneWait]:
    return {one.zone: one for one in equity.waits(own, Measure.CAME, zones)}


@pytest.mark.parametrize("outcome", [None, *IncidentOutcome])
def test_silence_and_most_closings_tell_nothing_of_it(outcome: IncidentOutcome | None) -> None:
    assert police_coming.tells(None, outcome) == (outcome is IncidentOutcome.POLICE_DID_NOT_COME)
    assert police_coming.tells(NOW, outcome)


def test_a_zone_where_nobody_types_it_waits_neither_longer_nor_less() -> None:
    """In both zones the police came to 80 of 100 after 20 minutes. In `west` only "did not come" is ever noted."""
    east = [*thefts("east", 80, 20), *thefts("east", 20, None)]
    west = [*thefts("west", 80, None, is_known=False), *thefts("west", 20, None)]
    found = told([*east, *west], "east", "west")
    assert (found["west"].verdict, found["west"].incidents, found["west"].unknown) == (Verdict.UNKNOWN, 20, 80)
    assert found["east"].verdict is Verdict.ALONE, "no other zone is left to compare with"
    assert found["west"].difference is found["west"].median is found["east"].difference is None


def test_other_zones_are_compared_without_it() -> None:
    own = [*thefts("east", 40, 20), *thefts("north", 40, 60)]
    west = [*thefts("west", 80, None, is_known=False), *thefts("west", 40, None)]
    without = told(own, "east", "north")
    found = told([*own, *west], "east", "north", "west")
    assert {zone: found[zone] for zone in without} == without
    assert without["north"].verdict is Verdict.LONGER


def test_where_most_is_known_the_rest_is_left_out() -> None:
    own = [*thefts("east", 40, 20), *thefts("west", 40, 60), *thefts("west", 40, None, is_known=False)]
    found = told(own, "east", "west")
    assert (found["west"].verdict, found["west"].incidents, found["west"].unknown) == (Verdict.LONGER, 40, 40)


def test_of_few_incidents_it_is_said_that_they_are_few_and_new_ones_may_still_be_told_of() -> None:
    few = told(thefts("west", LEAST - 1, None, is_known=False), "west")["west"]
    assert (few.verdict, few.unknown) == (Verdict.FEW, LEAST - 1)
    new = told(thefts("west", LEAST, None, is_known=False, age=PATIENCE - MINUTE), "west")["west"]
    assert (new.verdict, new.unknown) == (Verdict.FEW, 0)


def test_a_zone_that_closes_with_came_and_types_no_time_is_compared_with_none() -> None:
    """The police came to 11 of 23 in both. `west` only chose so at closing, `east` typed when."""
    came, never = IncidentOutcome.POLICE_CAME, IncidentOutcome.POLICE_DID_NOT_COME

    def case(zone: str, ended_as: IncidentOutcome, minutes: int | None) -> Case:
        came_at = None if minutes is None else NOW + minutes * MINUTE
        waits = {Measure.CAME: None if minutes is None else minutes * MINUTE}
        is_known = police_coming.tells(came_at, ended_as)
        coming = police_coming.of(came_at, ended_as)
        return Case(
            zone, CrimeClass.THEFT, Part.DAY, OLD, waits if is_known else {}, frozenset() if is_known else CAME, coming
        )

    west = [*[case("west", never, None)] * 12, *[case("west", came, None)] * 11]
    east = [*[case("east", never, None)] * 12, *[case("east", came, 20)] * 11]
    found = told([*west, *east], "west", "east")
    assert (found["west"].verdict, found["east"].verdict) == (Verdict.UNKNOWN, Verdict.ALONE)


def test_a_card_and_a_table_of_closings_without_a_time_tell_no_share() -> None:
    sent = NOW - timedelta(days=30)
    never = station_findings.Case(sent, sent, sent, ended_as=IncidentOutcome.POLICE_DID_NOT_COME, closed_at=NOW)
    untimed = station_findings.Case(sent, sent, sent, ended_as=IncidentOutcome.POLICE_TOOK_OVER, closed_at=NOW)
    timed = station_findings.Case(sent, sent, sent, sent + 9 * MINUTE, ended_as=IncidentOutcome.POLICE_CAME)
    cell = (published_stations.ALERTS, "Pangani", published_stations.CAME, published_stations.NO)
    for cases, is_told in (([never] * 12 + [untimed] * 11, False), ([never] * 12 + [untimed] * 5 + [timed] * 6, True)):
        facts = [published_stations.fact("Pangani", one, NOW) for one in cases]
        assert (cell not in published_stations.numbers(facts, ["Pangani"]).few) is is_told
        figure = scorecard.card("Pangani", scorecard.Work(cases), NOW).figures[scorecard.FigureName.CAME]
        assert figure.is_told is is_told


@pytest.mark.parametrize(("known", "unknown", "is_told"), [(10, 10, True), (10, 11, False), (9, 0, False)])
def test_the_published_table_has_the_rule_of_the_card(known: int, unknown: int, *, is_told: bool) -> None:
    sent = NOW - timedelta(days=30)
    case = station_findings.Case(sent, sent)
    came = station_findings.Case(sent, sent, sent, sent + 9 * MINUTE)
    facts = [published_stations.fact("Pangani", one, NOW) for one in [came] * known + [case] * unknown]
    numbers = published_stations.numbers(facts, ["Pangani"])
    cell = (published_stations.ALERTS, "Pangani", published_stations.CAME, published_stations.YES)
    assert numbers.numbers.values[cell] == known
    assert (cell not in numbers.few) == is_told
    figure = scorecard.card("Pangani", scorecard.Work([came] * known + [case] * unknown), NOW).figures
    assert figure[scorecard.FigureName.CAME].is_told == is_told
