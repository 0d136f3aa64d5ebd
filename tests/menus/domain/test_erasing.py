"""The fate of what is kept of a number: every kind has its rule, and a report loses its hash last."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.erasing import COUNTED_FOR, Fate, Kept, ReportFacts, fate, takes_hash, takes_words
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.limits import REMEMBERED, WINDOW

reports = st.builds(ReportFacts, st.sampled_from(IncidentStatus), st.timedeltas(timedelta(0), timedelta(days=400)))


def test_every_kind_has_a_rule() -> None:
    assert {fate(kept) for kept in Kept} == set(Fate)


@given(reports)
def test_nothing_of_an_open_report_goes(report: ReportFacts) -> None:
    assert takes_words(report) == (report.status not in LIVE)
    if report.status in LIVE:
        assert not takes_hash(report)


@given(reports)
def test_the_hash_goes_with_the_words_or_after_them(report: ReportFacts) -> None:
    assert takes_words(report) or not takes_hash(report)


@given(reports, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_what_goes_does_not_come_back_with_time(report: ReportFacts, later: timedelta) -> None:
    older = ReportFacts(report.status, report.age + later)
    assert takes_words(older) >= takes_words(report)
    assert takes_hash(older) >= takes_hash(report)


@given(reports)
def test_a_hash_outlives_the_limits_that_count_it(report: ReportFacts) -> None:
    if takes_hash(report):
        assert report.age > WINDOW
        assert report.status is not IncidentStatus.FALSE or report.age >= REMEMBERED


@given(st.sampled_from(sorted(set(IncidentStatus) - LIVE)))
def test_every_hash_goes_at_last(status: IncidentStatus) -> None:
    assert takes_hash(ReportFacts(status, max(COUNTED_FOR, REMEMBERED)))
