"""Reference tries: an honest mistake is explained, and somebody who tries many references learns nothing of them."""

import pytest

from menus.domain.reference_tries import PLAIN_FROM, SILENT_FROM, TryAnswer, answer_to, is_told


@pytest.mark.parametrize(
    ("before", "answer"),
    [
        (0, TryAnswer.WHY),
        (PLAIN_FROM - 2, TryAnswer.WHY),
        (PLAIN_FROM - 1, TryAnswer.UNKNOWN),
        (SILENT_FROM - 1, TryAnswer.UNKNOWN),
        (SILENT_FROM, TryAnswer.SILENCE),
        (1_000, TryAnswer.SILENCE),
    ],
)
def test_the_more_references_somebody_tries_the_less_they_are_told(before: int, answer: TryAnswer) -> None:
    assert answer_to(before) is answer


@pytest.mark.parametrize("before", [0, PLAIN_FROM, SILENT_FROM, 1_000])
def test_a_mistyped_number_of_somebody_who_is_called_is_always_explained(before: int) -> None:
    assert answer_to(before, explains=True) is TryAnswer.WHY


def test_coordinators_know_as_soon_as_nothing_more_is_explained() -> None:
    assert [is_told(before) for before in range(20)] == [answer_to(before) is not TryAnswer.WHY for before in range(20)]
