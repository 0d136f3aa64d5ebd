"""The figures of redaction keep their bounds, on the sentences worked with and on those held out."""

import pytest

from tests.menus.text import names_report

MOST_LEAKS = 0.05
MOST_LOST = 0.10
FEWEST_PASSED = 0.90
FEWEST_REFUSED = 0.80
MOST_REFUSED_WRONGLY = 0.10


@pytest.mark.parametrize("held_out", [False, True])
def test_few_sentences_let_a_name_leave_and_few_lose_a_place(held_out: bool) -> None:  # noqa: FBT001 - a case
    leaked, lost = names_report.leaked(held_out=held_out), names_report.lost(held_out=held_out)
    assert leaked.of >= 70
    assert lost.of >= 100
    assert leaked.count / leaked.of <= MOST_LEAKS, [
        one.text for one in names_report.sentences() if not held_out and one.goes and names_report.leaks(one)
    ]
    assert lost.count / lost.of <= MOST_LOST


@pytest.mark.parametrize("held_out", [False, True])
def test_nearly_all_ordinary_announcements_pass(held_out: bool) -> None:  # noqa: FBT001 - a case
    passed = names_report.passed(held_out=held_out)
    assert passed.of >= 35
    assert passed.count / passed.of >= FEWEST_PASSED


@pytest.mark.parametrize("held_out", [False, True])
def test_most_harmful_messages_are_refused_and_few_ordinary_ones(held_out: bool) -> None:  # noqa: FBT001 - a case
    refused, wrongly = names_report.refused(held_out=held_out), names_report.refused_wrongly(held_out=held_out)
    assert refused.of >= 40
    assert wrongly.of >= 35
    assert refused.count / refused.of >= FEWEST_REFUSED
    assert wrongly.count / wrongly.of <= MOST_REFUSED_WRONGLY


def test_an_interval_holds_its_share_and_narrows_with_more_cases() -> None:
    few, many = names_report.Share(1, 10), names_report.Share(100, 1000)
    for share in (few, many):
        low, high = share.interval()
        assert low < share.count / share.of < high
    assert few.interval()[1] > many.interval()[1]
