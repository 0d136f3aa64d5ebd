"""Tests of the station scorecard: each figure from its cases, recomputed in another way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import scorecard, station_findings, wilson
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.pulse import PulseAnswer
from menus.domain.scorecard import Figure, FigureName, Planned, Work
from menus.domain.station_findings import OUTCOME_WITHIN, Case, Finding, Request

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SENT = NOW - timedelta(days=30)
ARRIVED = SENT + timedelta(seconds=4)
MINUTE = timedelta(minutes=1)
CASE = Case(SENT, ARRIVED)
moments = st.none() | st.integers(-10, 60 * 24 * 40).map(lambda minutes: SENT + minutes * MINUTE)
cases = st.builds(
    Case,
    st.just(SENT),
    moments,
    moments,
    moments,
    st.booleans(),
    moments,
    st.none() | st.sampled_from(IncidentOutcome),
    moments,
)


@pytest.mark.parametrize(
    ("seen_after", "finding"),
    [(0, Finding.YES), (5, Finding.YES), (5.01, Finding.NO), (60, Finding.NO), (None, Finding.NO)],
)
def test_seen_is_the_first_word_of_the_police_within_five_minutes(seen_after: float | None, finding: Finding) -> None:
    seen_at = None if seen_after is None else ARRIVED + seen_after * MINUTE
    assert station_findings.seen(replace(CASE, seen_at=seen_at), NOW) is finding


def test_an_alert_that_was_never_delivered_is_no_silence() -> None:
    lost = replace(CASE, delivered_at=None, ended_as=IncidentOutcome.POLICE_DID_NOT_COME)
    found = scorecard.card("Pangani", Work([lost] * 12), NOW).figures
    for name in (FigureName.SEEN, FigureName.CAME, FigureName.OB, FigureName.OUTCOME):
        assert found[name] == Figure(0, 0, 12)


def closed(after: float, ended_as: IncidentOutcome = IncidentOutcome.NOBODY_FOUND, **known: Any) -> Case:
    """Return an alert whose incident was closed so many minutes after it arrived."""
    return replace(CASE, closed_at=ARRIVED + after * MINUTE, ended_as=ended_as, **known)


@pytest.mark.parametrize(("after", "finding"), [(-1, "unknown"), (0, "no"), (6, "no")])
def test_silence_stays_silence_however_soon_the_incident_was_closed_after_the_alert(after: float, finding: str) -> None:
    assert station_findings.seen(closed(after), NOW) == finding
    assert station_findings.has_ob(closed(after), NOW) == finding
    assert station_findings.has_outcome(closed(after), NOW) == finding


@pytest.mark.parametrize(("after", "finding"), [(-1, "unknown"), (1, "no"), (31, "no")])
def test_that_they_did_not_come_is_a_no_of_an_alert_that_arrived_before_the_closing(after: float, finding: str) -> None:
    gone = closed(after, IncidentOutcome.POLICE_DID_NOT_COME, outcome_at=ARRIVED + after * MINUTE)
    assert station_findings.came(gone, NOW) == finding
    assert station_findings.has_outcome(gone, NOW) == finding


def test_an_answer_and_an_ob_number_after_the_closing_count_as_before_it() -> None:
    findings = [station_findings.seen(closed(1, seen_at=ARRIVED + at * MINUTE), NOW) for at in (0.5, 2, 5, 6)]
    assert findings == [Finding.YES, Finding.YES, Finding.YES, Finding.NO]
    assert station_findings.has_ob(closed(1, has_ob=True), NOW) is Finding.YES
    assert station_findings.has_ob(closed(2, seen_at=ARRIVED + MINUTE), NOW) is Finding.NO


@given(cases)
def test_a_closing_makes_no_yes_and_no_no(case: Case) -> None:
    """It only takes silence away: what was a yes stays one, and what was not known does."""
    for rule in (station_findings.seen, station_findings.came, station_findings.has_ob, station_findings.has_outcome):
        still_open, found = rule(replace(case, closed_at=None), NOW), rule(case, NOW)
        assert found is still_open or (still_open, found) == (Finding.NO, Finding.UNKNOWN)


@given(cases)
def test_no_station_is_silent_before_its_alert_arrived(case: Case) -> None:
    if case.delivered_at is not None and case.closed_at is not None and case.closed_at < case.delivered_at:
        rules = (
            station_findings.seen,
            station_findings.came,
            station_findings.has_ob,
            station_findings.has_outcome,
        )
        assert all(rule(case, NOW) is not Finding.NO for rule in rules)


def test_a_receipt_that_comes_late_takes_no_answer_away() -> None:
    late = replace(CASE, delivered_at=SENT + 60 * MINUTE)
    assert station_findings.seen(replace(late, seen_at=SENT + 4 * MINUTE), NOW) is Finding.YES
    # They had it before the receipt came, and nobody knows since when: it counts from when it was sent.
    assert station_findings.seen(replace(late, seen_at=SENT + 20 * MINUTE), NOW) is Finding.NO
    # A phone that was off got it late.
    assert station_findings.seen(replace(late, seen_at=SENT + 63 * MINUTE), NOW) is Finding.YES


def test_a_case_whose_time_is_not_over_counts_nowhere() -> None:
    young = Case(NOW - MINUTE, NOW - MINUTE)
    found = scorecard.card("Pangani", Work([young]), NOW).figures
    assert all(figure == Figure() for figure in found.values())
    # A yes counts no sooner than a no would: else the newest cases would all be good ones.
    done = replace(young, seen_at=NOW, came_at=NOW, has_ob=True, outcome_at=NOW)
    assert all(figure == Figure() for figure in scorecard.card("Pangani", Work([done]), NOW).figures.values())
    later = scorecard.card("Pangani", Work([done]), NOW + OUTCOME_WITHIN + MINUTE).figures
    assert [later[name] for name in (FigureName.SEEN, FigureName.OB, FigureName.OUTCOME)] == [Figure(1, 1)] * 3


@pytest.mark.parametrize(
    ("case", "finding"),
    [
        (replace(CASE, came_at=ARRIVED + 30 * MINUTE), Finding.YES),
        (replace(CASE, came_at=ARRIVED + 31 * MINUTE), Finding.NO),
        (replace(CASE, seen_at=ARRIVED + MINUTE), Finding.UNKNOWN),
        (replace(CASE, seen_at=ARRIVED + MINUTE, ended_as=IncidentOutcome.POLICE_DID_NOT_COME), Finding.NO),
        (replace(CASE, ended_as=IncidentOutcome.POLICE_CAME), Finding.UNKNOWN),
        (replace(CASE, ended_as=IncidentOutcome.POLICE_TOOK_OVER), Finding.UNKNOWN),
        (replace(CASE, ended_as=IncidentOutcome.POLICE_DID_NOT_COME), Finding.NO),
        (CASE, Finding.UNKNOWN),
    ],
)
def test_whether_they_came_is_known_where_somebody_said_it(case: Case, finding: Finding) -> None:
    assert station_findings.came(case, NOW) is finding


def test_where_nobody_types_that_they_came_the_card_tells_nothing_of_it() -> None:
    """The police answered 80 of 100 alerts and came. Of the others some are closed with "police did not come"."""
    answered = replace(CASE, seen_at=ARRIVED + 2 * MINUTE)
    stayed_away = replace(CASE, ended_as=IncidentOutcome.POLICE_DID_NOT_COME)
    untyped = scorecard.card("Pangani", Work([answered] * 80 + [CASE] * 20), NOW).figures[FigureName.CAME]
    assert (untyped.hits, untyped.of, untyped.unknown, untyped.is_told) == (0, 0, 100, False)
    closed = scorecard.card("Pangani", Work([answered] * 80 + [stayed_away] * 20), NOW).figures[FigureName.CAME]
    assert not closed.is_told, "the 20 that are known are all without the police"
    assert (closed.interval, closed.share_outside) == (None, None)
    typed = replace(answered, came_at=ARRIVED + 20 * MINUTE)
    known = scorecard.card("Pangani", Work([typed] * 80 + [CASE] * 20), NOW).figures[FigureName.CAME]
    assert (known.hits, known.of, known.unknown, known.is_told) == (80, 80, 20, True)


def test_alerts_that_never_arrived_do_not_hide_whether_they_came() -> None:
    typed, lost = replace(CASE, came_at=ARRIVED + 20 * MINUTE), replace(CASE, delivered_at=None)
    found = scorecard.card("Pangani", Work([typed] * 10 + [lost] * 30), NOW).figures[FigureName.CAME]
    assert found == Figure(10, 10, 30)
    assert found.is_told


def test_that_the_police_did_not_come_is_no_outcome_of_theirs() -> None:
    known = replace(CASE, outcome_at=ARRIVED + MINUTE, ended_as=IncidentOutcome.ITEM_RETURNED)
    assert station_findings.has_outcome(known, NOW) is Finding.YES
    late = replace(known, outcome_at=ARRIVED + timedelta(days=14, seconds=1))
    assert station_findings.has_outcome(late, NOW) is Finding.NO
    gone = replace(known, ended_as=IncidentOutcome.POLICE_DID_NOT_COME)
    assert station_findings.has_outcome(gone, NOW) is Finding.NO


def test_a_figure_of_nine_is_none_and_of_ten_is_one() -> None:
    assert Figure(9, 9).interval is None
    assert Figure(9, 10).interval == wilson.interval(9, 10)


def test_people_outside_read_no_small_number_on_either_side() -> None:
    told = [(hits, of) for of in (9, 10, 14) for hits in range(of + 1) if Figure(hits, of).share_outside is not None]
    assert told == [(5, 10), *((hits, 14) for hits in range(5, 10))]
    assert [Figure(hits, 14).share_outside for hits in range(5, 10)] == [35, 45, 50, 55, 65]


@given(st.lists(cases, max_size=30))
def test_each_case_counts_at_most_once_in_each_figure(given_cases: list[Case]) -> None:
    found = scorecard.card("Pangani", Work(given_cases), NOW)
    for name in (FigureName.SEEN, FigureName.CAME, FigureName.OB, FigureName.OUTCOME):
        figure = found.figures[name]
        assert 0 <= figure.hits <= figure.of
        assert figure.of + figure.unknown <= len(given_cases)
        assert figure.unknown >= sum(case.delivered_at is None for case in given_cases)


@given(st.lists(cases, max_size=30), st.integers(0, 60 * 24 * 60))
def test_what_was_counted_once_is_counted_later_too(given_cases: list[Case], minutes: int) -> None:
    now, later = NOW - 10 * MINUTE, NOW + minutes * MINUTE
    before, after = (scorecard.card("", Work(given_cases), at).figures for at in (now, later))
    for name in (FigureName.SEEN, FigureName.CAME, FigureName.OB, FigureName.OUTCOME):
        assert before[name].of + before[name].unknown <= after[name].of + after[name].unknown
        assert before[name].hits <= after[name].hits


@given(st.lists(cases, max_size=30))
def test_the_outcomes_of_the_card_are_the_codes_entered(given_cases: list[Case]) -> None:
    found = scorecard.card("Pangani", Work(given_cases), NOW).outcomes
    for outcome in scorecard.OF_POLICE:
        assert found[outcome] == sum(case.ended_as is outcome for case in given_cases)
    assert set(found) == set(scorecard.OF_POLICE)


@given(st.dictionaries(st.sampled_from(PulseAnswer), st.integers(0, 12)))
def test_answers_of_reporters_are_told_from_ten_on(answers: dict[PulseAnswer, int]) -> None:
    found = scorecard.card("Pangani", Work(answers=answers), NOW).figures
    said = sum(
        answers.get(answer, 0)
        for answer in (
            PulseAnswer.CAME_WELL,
            PulseAnswer.CAME_NOT_WELL,
            PulseAnswer.ASKED_MONEY,
            PulseAnswer.DID_NOT_COME,
        )
    )
    expected = (
        (0, 0, 0) if said < 10 else (answers.get(PulseAnswer.CAME_WELL, 0), said, answers.get(PulseAnswer.SILENT, 0))
    )
    treated, money = found[FigureName.TREATED], found[FigureName.MONEY]
    assert (treated.hits, treated.of, treated.unknown) == expected
    assert money.of == treated.of


def test_only_what_was_planned_is_part_of_the_share_of_meetings() -> None:
    planned = [Planned(is_planned=True, is_held=True)] * 3 + [Planned(is_planned=True, is_held=False)]
    found = scorecard.card("Pangani", Work(planned=[*planned, Planned(is_planned=False, is_held=True)]), NOW)
    assert found.figures[FigureName.MEETINGS] == Figure(3, 4)
    assert found.unplanned == 1


def test_a_request_for_patrols_is_answered_within_a_week_or_not() -> None:
    sent = NOW - timedelta(days=8)
    findings = [
        station_findings.is_answered(Request(sent, sent, sent + timedelta(days=7)), NOW),
        station_findings.is_answered(Request(sent, sent, sent + timedelta(days=7, seconds=1)), NOW),
        station_findings.is_answered(Request(sent, sent, None), NOW),
        station_findings.is_answered(Request(NOW - timedelta(days=6), NOW - timedelta(days=6), None), NOW),
    ]
    assert findings == [Finding.YES, Finding.NO, Finding.NO, Finding.PENDING]


def test_a_request_that_never_arrived_is_no_silence_and_a_late_one_has_its_week_from_when_it_came() -> None:
    sent, came = NOW - timedelta(days=30), NOW - timedelta(days=8)
    assert station_findings.is_answered(Request(sent, None, None), NOW) is Finding.UNKNOWN
    assert station_findings.is_answered(Request(sent, None, sent), NOW) is Finding.UNKNOWN
    assert station_findings.is_answered(Request(sent, came, came + timedelta(days=7)), NOW) is Finding.YES
    assert station_findings.is_answered(Request(sent, came, None), came + timedelta(days=7)) is Finding.PENDING
    # Its receipt came late: whoever answered had it already.
    assert station_findings.is_answered(Request(sent, came, sent + timedelta(days=2)), NOW) is Finding.YES
