"""The lexicon's model: plain Python gives what the data says, for any text, and fast."""

import json
import time
from base64 import b64decode
from importlib import resources
from math import exp, isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category
from menus.text import evidence, grams, model
from menus.text.lexicon import fold, hint
from menus.text.scores import NOTHING, PRIVATE, RED

_DATA = json.loads((resources.files("menus") / "text" / model.FILE).read_text("utf-8"))
_TEXTS = (
    "wana bunduki bondeni",
    "mume wangu ananipiga",
    "habari ya leo",
    "they stole my phone",
    "umati unachoma mwizi",
)


def _by_the_data(pieces: frozenset[str]) -> list[float]:
    """Return the sums of a text as the file says them, with the plainest of loops."""
    heads, weights, rarity = len(_DATA["heads"]), b64decode(_DATA["weights"]), b64decode(_DATA["rarity"])
    numbers = [number for number, piece in enumerate(_DATA["pieces"]) if piece in pieces]
    length = sqrt(sum((rarity[number] / _DATA["rarity_unit"]) ** 2 for number in numbers))
    sums = []
    for head in range(heads):
        total = sum((weights[number * heads + head] - 128) * _DATA["scale"][head] for number in numbers)
        sums.append(_DATA["bias"][head] + total / length)
    return sums


@pytest.mark.parametrize("text", _TEXTS)
def test_a_text_scores_what_the_data_says(text: str) -> None:
    pieces = evidence.gather(fold(text)).pieces
    sums = _by_the_data(pieces)
    assert all(map(isclose, model.loaded().first.sums(pieces), sums))
    scores = model.loaded().scores(pieces)
    assert isclose(scores.red, 1 / (1 + exp(-sums[_DATA["heads"].index("red")])))
    assert isclose(sum(scores.categories.values()), 1)


def test_a_text_without_known_pieces_has_the_bias_alone() -> None:
    assert model.loaded().first.sums({"#no such signal"}) == _DATA["bias"]


def test_every_category_of_the_menu_has_a_head() -> None:
    named = {*_DATA["heads"]} - {RED, PRIVATE, NOTHING}
    assert named == {category.value for category in Category} - {"unknown", "officer-down"}


def test_the_data_is_small_and_holds_no_name() -> None:
    assert len((resources.files("menus") / "text" / model.FILE).read_bytes()) < 1_000_000
    assert not [
        piece for piece in _DATA["pieces"] if piece.startswith("=") and any(map(model.is_name, piece[1:].split()))
    ]


@given(st.text(max_size=400))
def test_any_text_has_scores_between_nothing_and_certain(text: str) -> None:
    scores = model.loaded().scores(grams.of_text(fold(text)))
    assert 0 <= scores.red <= 1
    assert 0 <= scores.private <= 1
    assert set(model.loaded().red_words(fold(text))) <= set(fold(text).split())


@pytest.mark.parametrize(("length", "most"), [(160, 0.025), (1_000, 0.1)])
def test_a_text_is_judged_fast(length: int, most: float) -> None:
    text = ("kuna watu wana bunduki hapa bondeni karibu na shule wanapiga watu na kuiba simu njooni " * 20)[:length]
    hint(text, ())
    began = time.thread_time()
    for _ in range(5):
        hint(text, ())
    assert (time.thread_time() - began) / 5 < most, "2 and 9 ms on an idle machine (measured)"
