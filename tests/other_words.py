"""Other words for every text of the catalogue, to show that no test rests on the wording: `pytest --other-words`."""

import re

from menus.text import catalog

_PARTS = re.compile(r"\{[^}]*\}|[A-Za-z]+(?![A-Za-z0-9])")
_TURN = 13
"""Half of the alphabet: a letter that is moved this far is never the same letter."""
_LONG = 5
"""Words of so many letters lose their last one, so that no test rests on the length of a text either."""


def other_text(text: str) -> str:
    """Return a text with each word replaced; placeholders, digits, numbers such as `D12`, signs and lines stay."""
    return _PARTS.sub(lambda part: part[0] if part[0].startswith("{") else _other_word(part[0]), text)


def _other_word(word: str) -> str:
    """Return a word with each letter moved by half of the alphabet; a long word gets shorter by a letter."""
    turned = "".join(_turned(letter) for letter in word)
    return turned[:-1] if len(word) >= _LONG else turned


def _turned(letter: str) -> str:
    first = ord("a" if letter.islower() else "A")
    return chr(first + (ord(letter) - first + _TURN) % 26)


def replace_every_word() -> None:
    """Replace every word of the catalogue that this process uses; the files stay as they are."""
    for language in catalog.LANGUAGES:
        texts = catalog.catalog(language)
        texts.update({name: other_text(text) for name, text in texts.items()})
