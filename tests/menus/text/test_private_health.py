"""Words of health and love that may hurt somebody never leave."""

import pytest

from menus.sms import words_to_leave
from tests.menus.text.names_report import TOWN


@pytest.mark.parametrize(
    ("said", "goes", "stays"),
    [
        ("kijana ana HIV, anatokwa na damu nyingi", "HIV", "damu nyingi"),
        ("majeruhi ako na ukimwi, mkono umevunjika", "ukimwi", "mkono umevunjika"),
        ("the hurt boy is gay, bleeding at the gate", "gay", "bleeding at the gate"),
    ],
)
def test_a_private_word_is_crossed_out_and_the_wound_stays(said: str, goes: str, stays: str) -> None:
    leaving = words_to_leave.fit_to_relay(TOWN, said)
    assert goes not in leaving
    assert stays in leaving
