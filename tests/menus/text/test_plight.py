"""Words of plight: fear, a hurt body, a locked room. They are known by their kind, with slips."""

import pytest

from menus.text import evidence, plight, weighing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("naogopa sana", "fear"),
        ("my hands shake", "fear"),
        ("sijamwambia mtu", "silence"),
        ("alama za shingo", "body"),
        ("anaingia chumbani", "room"),
        ("chmbani", "room"),
        ("ananifuata", "he to me"),
        ("wananifuata", "they to me"),
        ("nimefurahi", "joy"),
    ],
)
def test_a_word_is_known_by_its_kind(text: str, kind: str) -> None:
    assert kind in plight.signals(text, set())


def test_a_word_of_plight_near_kin_counts_twice() -> None:
    assert {"fear", "near fear"} <= plight.signals("namuogopa baba", {"kin"})
    assert "near fear" not in plight.signals("naogopa panya", set())


@pytest.mark.parametrize("text", ["", "12 34", "gari imepita"])
def test_a_text_without_such_words_shows_none(text: str) -> None:
    assert not plight.signals(text, set())


def test_the_model_takes_them() -> None:
    pieces = evidence.gather("naogopa kurudi nyumbani mjomba yuko").pieces
    assert {"#fear", "#home", "#near fear"} <= pieces
    assert {signal for kind in plight.KINDS for signal in (kind, f"near {kind}")} <= set(weighing.SIGNALS)
