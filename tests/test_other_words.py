"""The other words of `pytest --other-words`: every word is another one, and all else stays."""

import re

import pytest

from menus.text import gsm7
from menus.text.catalog import LANGUAGES, read
from tests.other_words import other_text

WORD = re.compile(r"(?<!\{)\b[A-Za-z]+\b(?!\})")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_of_each_text_is_another_and_all_else_stays(language: str) -> None:
    for name, text in read(language).items():
        other = other_text(text)
        words, others = WORD.findall(text), WORD.findall(other)
        assert len(words) == len(others), name
        assert not [word for word, new in zip(words, others, strict=True) if word == new], name
        assert WORD.sub("", text) == WORD.sub("", other), name
        assert gsm7.is_gsm7(other)
        assert gsm7.septets(other) <= gsm7.septets(text), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_texts_that_differ_still_differ(language: str) -> None:
    texts = read(language).values()
    assert len({other_text(text) for text in texts}) == len(set(texts))
