"""The published figures of stations: those of the scorecard, of the stations of the file, and hidden with the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from menus.domain import published, published_stations, suppression
from menus.domain.categories import Track
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.published import Fact
from menus.domain.published_stations import ALERTS, CAME, FEWEST, FIGURES, NO, NOT_KNOWN, OB_GIVEN, OUTCOME, SEEN, YES
from menus.domain.station_findings import Case
from tests.menus.domain.published_facts import Q4

NOW = datetime(2027, 1, 8, 9, tzinfo=UTC)
SENT = NOW - timedelta(days=20)
QUICK = Case(SENT, SENT, SENT + timedelta(minutes=4), SENT + timedelta(minutes=20), has_ob=True, outcome_at=SENT)
SILENT = Case(SENT, SENT)
LOST = Case(SENT, None)
NEW = Case(NOW - timedelta(minutes=2), NOW - timedelta(minutes=1))
NOT_COME = Case(SENT, SENT, SENT, outcome_at=SENT, ended_as=IncidentOutcome.POLICE_DID_NOT_COME)


@pytest.mark.parametrize(
    ("case", "answers"),
    [
        (QUICK, (YES, YES, YES, YES)),
        (SILENT, (NO, NOT_KNOWN, NO, NO)),
        (LOST, (NOT_KNOWN,) * 4),
        (NEW, (NOT_KNOWN,) * 4),
        (NOT_COME, (YES, NO, NO, NO)),
    ],
)
def test_an_alert_counts_as_on_the_scorecard_and_one_that_never_arrived_is_no_silence(
    case: Case, answers: tuple[str, ...]
) -> None:
    made = published_stations.fact("Pangani", case, NOW)
    assert tuple(made.answers[figure] for figure in (SEEN, CAME, OB_GIVEN, OUTCOME)) == answers
    assert set(made.answers) == set(FIGURES)


def test_a_station_that_ignores_most_alerts_is_not_published_as_one_that_answers_all() -> None:
    facts = [published_stations.fact("Pangani", one, NOW) for one in [QUICK] * 10 + [SILENT] * 200]
    of = published_stations.numbers(facts, ["Pangani"])
    assert [of.numbers.values[ALERTS, "Pangani", OB_GIVEN, answer] for answer in (YES, NO)] == [10, 200]
    # Nobody said whether they came to the 200: ten of ten would be told.
    assert of.few == {(ALERTS, "Pangani", CAME, answer) for answer in (YES, NO)}


def test_the_rows_are_the_stations_of_the_file_whatever_was_typed() -> None:
    assert published_stations.rows_of(["Pangani"]) == ["Pangani"]
    assert published_stations.rows_of([""]) == ["unnamed"]
    assert published_stations.rows_of([]) == []
    assert published_stations.rows_of(["Pangani", "Huruma"]) == ["Pangani", "Huruma", "unnamed"]
    assert published_stations.rows_of(["Pangani", "Huruma", ""]) == ["Pangani", "Huruma", "unnamed"]
    other = published_stations.fact("Otieno", SILENT, NOW)
    assert not [
        cell for cell in published_stations.numbers([other] * 20, ["Pangani"]).numbers.values if "Otieno" in cell
    ]


def test_a_figure_of_fewer_than_ten_known_cases_is_not_told() -> None:
    facts = [published_stations.fact("Pangani", one, NOW) for one in [QUICK] * (FEWEST - 1) + [LOST] * 30]
    of = published_stations.numbers(facts, ["Pangani"])
    assert of.few == {(ALERTS, "Pangani", figure, answer) for figure in FIGURES for answer in (YES, NO)}
    more = [*facts, published_stations.fact("Pangani", QUICK, NOW)]
    assert published_stations.numbers(more, ["Pangani"]).few == frozenset()


def test_the_alerts_of_one_station_do_not_tell_how_few_had_no_police() -> None:
    """Of forty incidents the police were called to all but two: forty less all alerts would be those two."""
    slow = {Track.PATROL: 0, Track.POLICE: 4}
    facts = [Fact(Q4.first, "bondeni", CrimeClass.THEFT, slow, "open")] * 38
    facts += [Fact(Q4.first, "bondeni", CrimeClass.THEFT, {Track.PATROL: 0}, "open")] * 2
    whole = published.numbers(facts, Q4, ["bondeni"])
    of = published_stations.numbers([published_stations.fact("Pangani", SILENT, NOW)] * 38, ["Pangani"])
    values, sums = {**whole.values, **of.numbers.values}, [*whole.sums, *of.numbers.sums]
    alerts = (ALERTS, "Pangani", "all")
    assert alerts not in suppression.hidden(values, sums, of.few)
    assert alerts in suppression.hidden(values, sums, of.few, of.likely)
