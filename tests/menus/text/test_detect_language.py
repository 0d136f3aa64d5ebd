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


@pytest.mark.parametrize(
    ("chosen", "said", "language"),
    [
        ("en", "naomba msaada kuna wezi", "en"),
        ("sw", "my phone was stolen at the stage", "sw"),
        (None, "my phone was stolen at the stage", "en"),
        ("fr", "my phone was stolen at the stage", "en"),
        ("fr", "", "sw"),
        (None, "48273", "sw"),
        (None, "", "sw"),
    ],
)
def test_a_resident_reads_the_language_that_they_chose_else_the_one_that_they_write(
    chosen: str | None, said: str, language: str
) -> None:
    assert detect_language.read_by(("sw", "en"), chosen, said) == language
