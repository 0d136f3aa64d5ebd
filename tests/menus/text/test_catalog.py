"""The message catalogue: each language has every text, with the same placeholders, in GSM-7."""

from string import Formatter

import pytest

from menus.text import gsm7
from menus.text.catalog import LANGUAGES, catalog, say


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_language_has_the_same_texts() -> None:
    first, *others = (set(catalog(language)) for language in LANGUAGES)
    assert first
    assert all(other == first for other in others)


@pytest.mark.parametrize("msgid", sorted(catalog("en")))
def test_a_text_asks_for_the_same_values_in_each_language_and_is_gsm7(msgid: str) -> None:
    texts = [catalog(language)[msgid] for language in LANGUAGES]
    assert all(texts)
    assert all(gsm7.is_gsm7(text) for text in texts)
    assert len({frozenset(placeholders(text)) for text in texts}) == 1


def test_a_language_or_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalog("fr")
    with pytest.raises(KeyError):
        say("en", "no such text")
