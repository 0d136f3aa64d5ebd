"""Sending: the answer to SEND never names people whom no alert reaches."""

import pytest

from menus.domain.community import Mode
from menus.domain.first_told import FirstTold
from menus.sms import sending
from menus.text.names import Text


@pytest.mark.parametrize("told", [None, *FirstTold])
def test_without_a_patrol_each_group_of_people_has_a_text_of_its_own(told: FirstTold | None) -> None:
    others = {sending.answer(other, Mode.REFER_ONLY) for other in (None, *FirstTold) if other is not told}
    answer = sending.answer(told, Mode.REFER_ONLY)
    assert answer is not Text.SENT_NOBODY, "no team can be sent there"
    assert (answer in others) == (answer is Text.SENT_OUT)


@pytest.mark.parametrize("told", [None, FirstTold.POLICE, FirstTold.COORDINATOR, FirstTold.OTHERS, FirstTold.LATER])
def test_with_a_patrol_nobody_on_duty_is_named_who_was_not_told(told: FirstTold | None) -> None:
    assert sending.answer(told, Mode.PATROL) is Text.SENT_NOBODY
