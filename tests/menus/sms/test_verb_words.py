"""The words of verbs: each language has its own, and every word leads back to its verb."""

import pytest

from menus.sms.verbs import Verb, verb_of, word_of
from menus.text import languages
from menus.text.catalog import LANGUAGES

_NAMED = [verb for verb in Verb if verb in languages.words("en").commands.values()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", _NAMED)
def test_the_word_of_a_verb_leads_back_to_it(verb: Verb, language: str) -> None:
    assert verb_of(word_of(verb, language)) is verb


def test_a_language_without_a_word_uses_the_english_one() -> None:
    assert (word_of(Verb.FALSE, "sw"), word_of(Verb.FALSE, "en")) == ("UONGO", "FALSE")
    assert word_of(Verb.OB, "sw") == word_of(Verb.OB, "en") == "OB"
