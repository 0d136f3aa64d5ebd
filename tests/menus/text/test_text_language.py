"""The language of a text, told by words that only one language's catalogue has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.text import catalog
from menus.text.names import Text
from menus.text.text_language import language_of

_LEAST = 6
"""The fewest words of a text of which the language must be certain. Shorter ones may be names and numbers alone."""


def filled(text: str) -> str:
    """Return a text of the catalogue with its placeholders filled."""
    return re.sub(r"\{\w+[^}]*\}", "48273", text)


@pytest.mark.parametrize("language", sorted(catalog.LANGUAGES))
def test_every_long_text_of_a_catalogue_is_in_its_language(language: str) -> None:
    wrong = {
        name: text
        for name, text in catalog.catalog(language).items()
        if len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\{[^}]*\}", " ", text))) >= _LEAST
        and language_of(filled(text)) != language
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("thieves with knives at the stage", "en"),
        ("wezi wana visu pale stage", "sw"),
        ("1 48273", None),
        ("", None),
        ("MLATA", None),
        ("\U0001f600 !!!", None),
    ],
)
def test_the_words_of_people_have_a_language_too(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_an_alert_is_in_the_language_of_its_phone() -> None:
    for language in catalog.LANGUAGES:
        assert language_of(filled(catalog.catalog(language)[Text.ALERT_PATROL])) == language


@given(st.text(max_size=300))
def test_any_text_has_one_language_or_none(text: str) -> None:
    assert language_of(text) in {"en", "sw", None}
    assert language_of(text.upper()) in {"en", "sw", None}
