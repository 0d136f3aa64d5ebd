"""Language detection: the language in which a sender gets an answer."""

import pytest

from menus.text import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They are shooting at people near the market", "en"),
        ("wanapiga watu risasi hapa sokoni", "sw"),
        ("my phone was stolen at the stage", "en"),
        ("naomba msaada kuna wezi", "sw"),
        ("STOP", "sw"),
        ("", "sw"),
        ("48273", "sw"),
    ],
)
def test_the_small_words_tell(text: str, language: str) -> None:
    assert detect_language.guess(text, ("sw", "en")) == language


def test_a_community_of_one_language_speaks_it() -> None:
    assert detect_language.guess("naomba msaada", ("en",)) == "en"
