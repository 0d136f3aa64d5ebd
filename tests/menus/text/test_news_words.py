"""News that no word of the lexicon tells of: somebody is hurt, somebody has gone, it never was."""

import pytest

from menus.text import news_words


@pytest.mark.parametrize("text", ["mmoja ameumia", "tumeumizwa", "majeruhi wawili", "one is hurt", "he is bleeding"])
def test_a_text_says_that_somebody_is_hurt(text: str) -> None:
    assert news_words.says_hurt(text)


@pytest.mark.parametrize(
    "text",
    [
        "wameenda",
        "washaenda",
        "wameshaondoka",
        "waliondoka",
        "wametoroka",
        "wamehepa",
        "they are gone",
        "they left",
        "they ran away",
        "it is over",
        "no need",
        "don't come",
        "ilikuwa makosa",
        "samahani si kweli",
    ],
)
def test_a_text_says_that_somebody_has_gone_or_that_it_never_was(text: str) -> None:
    assert news_words.tells_of_the_end(text)


@pytest.mark.parametrize(
    "text", ["njooni haraka tafadhali", "nimejificha chini ya kitanda", "please come", "nisaidieni"]
)
def test_a_plea_alone_is_no_news(text: str) -> None:
    assert not news_words.says_hurt(text)
    assert not news_words.tells_of_the_end(text)
